import LinkProtocols
import NetworkValues
import Testing

/// The supplicant of 802.1X: scripts of frames and times.
struct SupplicantTests {
    static let address = MACAddress(rawValue: 0x32ac_5b9f_62c0)
    static let authenticator = MACAddress(rawValue: 0x1605_2ea1_06a9)

    static var credentials: EAPCredentials? {
        EAPCredentials(user: "md5user", password: "secret", hasCertificate: false)
    }

    private func frame(_ body: String, to destination: MACAddress = GroupAddress.portAccessEntity) -> [UInt8] {
        EthernetFrame.encoded(
            to: destination, from: Self.authenticator, kind: .eapol,
            payload: EAPOLPacket.encoded(.eap, body: hex(body)))
    }

    private let identity = "01 89 0005 01"
    private let challenge = "01 8a 0016 04 10 d62a398a37acb98af651888316eb05ec"

    /// A supplicant with a user on a link that just came up.
    private func connecting() -> Supplicant {
        var supplicant = Supplicant(address: Self.address, md5: MD5.digest)
        _ = supplicant.handle(.configure(Self.credentials), now: at(0))
        _ = supplicant.handle(.linkUp, now: at(0))
        return supplicant
    }

    private func authenticated() -> Supplicant {
        var supplicant = connecting()
        _ = supplicant.receive(frame(identity), now: at(1))
        _ = supplicant.receive(frame(challenge), now: at(1))
        _ = supplicant.receive(frame("03 8a 0004"), now: at(1))
        return supplicant
    }

    /// The EAPOL types and EAP packets that are sent.
    private func sent(_ actions: [Supplicant.Action]) -> [[UInt8]] {
        actions.compactMap {
            guard case .transmit(let frame) = $0, let packet = try? EAPOLPacket(frame.span, in: 14..<frame.count) else {
                return nil
            }
            return [packet.type.rawValue] + frame[packet.body]
        }
    }

    private static let start: [UInt8] = [1]
    private static let logoff: [UInt8] = [2]

    @Test func `without a user nothing is sent and nothing is answered`() {
        var supplicant = Supplicant(address: Self.address, md5: MD5.digest)
        #expect(supplicant.handle(.linkUp, now: at(0)).isEmpty)
        #expect(supplicant.receive(frame(identity), now: at(1)).isEmpty)
        #expect(supplicant.handle(.timer, now: at(500)).isEmpty)
        #expect(supplicant.handle(.logoff, now: at(501)).isEmpty && supplicant.deadline == nil)
        #expect(supplicant.statistics.framesOut == 0 && supplicant.reason == .notConfigured)
    }

    @Test func `the recorded exchange with hostapd is reproduced, frame by frame`() throws {
        let frames = try Recording.packets("eap-md5.pcap")
        var supplicant = Supplicant(address: Self.address, md5: MD5.digest)
        #expect(
            supplicant.handle(.configure(Self.credentials), now: at(0)) == [
                .state(.disconnected, .linkDown)
            ])
        func isSame(_ actions: [Supplicant.Action], _ index: Int) -> Bool {
            guard case .transmit(let frame)? = actions.first else { return false }
            return frame.starts(with: frames[index]) && frame.dropFirst(frames[index].count).allSatisfy { $0 == 0 }
        }
        #expect(isSame(supplicant.handle(.linkUp, now: at(0)), 0))
        #expect(supplicant.state == .connecting)
        #expect(isSame(supplicant.receive(frames[1], now: at(0.01)), 2))
        #expect(supplicant.state == .authenticating && supplicant.backend == .receive)
        #expect(isSame(supplicant.receive(frames[3], now: at(0.02)), 4))
        #expect(
            supplicant.receive(frames[5], now: at(0.03)) == [
                .port(isAuthorized: true), .state(.authenticated, .accepted(.md5Challenge)),
            ])
        #expect(supplicant.backend == .idle && supplicant.deadline == nil)
        let counters = supplicant.statistics
        #expect(counters.framesIn == 3 && counters.framesOut == 3 && counters.startsOut == 1)
        #expect(counters.identityRequestsIn == 1 && counters.requestsIn == 1)
        #expect(counters.identityResponsesOut == 1 && counters.responsesOut == 1 && counters.successes == 1)
        #expect(counters.lastVersion == 2 && counters.lastSource == Self.authenticator)
    }

    @Test func `with nobody there three Starts are sent, and then the port is open`() {
        var supplicant = connecting()
        #expect(supplicant.deadline == at(30))
        #expect(sent(supplicant.handle(.timer, now: at(30))) == [Self.start])
        #expect(sent(supplicant.handle(.timer, now: at(60))) == [Self.start])
        #expect(
            supplicant.handle(.timer, now: at(90)) == [
                .port(isAuthorized: true), .state(.authenticated, .noAuthenticator),
            ])
        #expect(supplicant.deadline == nil && supplicant.statistics.startsOut == 3)
        #expect(supplicant.handle(.timer, now: at(5000)).isEmpty)
    }

    @Test func `an authenticator that comes late is answered`() {
        var supplicant = connecting()
        for seconds in [30.0, 60, 90] { _ = supplicant.handle(.timer, now: at(seconds)) }
        #expect(sent(supplicant.receive(frame(identity), now: at(200))).first?.first == 0)
        #expect(supplicant.state == .authenticating)
    }

    @Test func `while a conversation runs no Start is sent`() {
        var supplicant = connecting()
        _ = supplicant.receive(frame(identity), now: at(1))
        #expect(supplicant.handle(.timer, now: at(30.5)).isEmpty)
        #expect(supplicant.statistics.startsOut == 1 && supplicant.deadline == at(31))
    }

    @Test func `a wrong password keeps it silent for a minute`() {
        var supplicant = connecting()
        _ = supplicant.receive(frame(identity), now: at(1))
        _ = supplicant.receive(frame(challenge), now: at(1))
        #expect(
            supplicant.receive(frame("04 8a 0004"), now: at(2)) == [
                .state(.held, .failed(.refused(.md5Challenge)))
            ])
        #expect(supplicant.deadline == at(62) && supplicant.statistics.failures == 1)
        #expect(supplicant.handle(.timer, now: at(61)).isEmpty)
        #expect(sent(supplicant.handle(.timer, now: at(62))) == [Self.start])
        #expect(supplicant.lastFailure == .refused(.md5Challenge))
    }

    @Test func `held, it answers an authenticator that asks again`() {
        var supplicant = connecting()
        _ = supplicant.receive(frame(identity), now: at(1))
        _ = supplicant.receive(frame(challenge), now: at(1))
        _ = supplicant.receive(frame("04 8a 0004"), now: at(2))
        #expect(sent(supplicant.receive(frame("01 01 0005 01"), now: at(10))).first?.first == 0)
        #expect(supplicant.state == .authenticating)
    }

    @Test func `an authenticator that vanishes is waited for, and then looked for again`() {
        var supplicant = connecting()
        _ = supplicant.receive(frame(identity), now: at(1))
        #expect(supplicant.deadline == at(31))
        let actions = supplicant.handle(.timer, now: at(31))
        #expect(sent(actions) == [Self.start] && actions.last == .state(.connecting, .timedOut))
        #expect(supplicant.statistics.timeouts == 1)
        for seconds in [61.0, 91, 121] { _ = supplicant.handle(.timer, now: at(seconds)) }
        #expect(supplicant.reason == .noAuthenticator && supplicant.statistics.startsOut == 4)
    }

    @Test func `the authenticator may ask again at any time, and the port stays open meanwhile`() {
        var supplicant = authenticated()
        #expect(supplicant.isAuthorized)
        #expect(sent(supplicant.receive(frame("01 01 0005 01"), now: at(100))).count == 1)
        #expect(supplicant.state == .authenticating && supplicant.isAuthorized)
        _ = supplicant.receive(frame("01 02 0016 04 10 d62a398a37acb98af651888316eb05ec"), now: at(100))
        let end = supplicant.receive(frame("04 02 0004"), now: at(100))
        #expect(end.first == .port(isAuthorized: false) && supplicant.state == .held)
    }

    @Test func `a failure that a switch sends when the link comes up is passed over`() {
        var supplicant = connecting()
        #expect(supplicant.receive(frame("04 01 0004"), now: at(1)).isEmpty)
        #expect(supplicant.receive(frame("03 01 0004"), now: at(1)).isEmpty)
        #expect(supplicant.state == .connecting && supplicant.deadline == at(30))
        #expect(supplicant.statistics.discarded == 2)
    }

    @Test func `a success without a method does not open the port`() {
        var supplicant = connecting()
        _ = supplicant.receive(frame(identity), now: at(1))
        let actions = supplicant.receive(frame("03 89 0004"), now: at(1))
        #expect(actions == [.discarded(.prematureSuccess)] && !supplicant.isAuthorized)
    }

    @Test func `it says goodbye when it stops, and comes back when it may`() {
        var supplicant = authenticated()
        let end = supplicant.handle(.logoff, now: at(10))
        #expect(sent(end) == [Self.logoff] && end.contains(.port(isAuthorized: false)))
        #expect(end.last == .state(.logoff, .loggedOff) && supplicant.deadline == nil)
        #expect(supplicant.receive(frame(identity), now: at(11)).isEmpty)
        #expect(supplicant.handle(.timer, now: at(100)).isEmpty)
        #expect(sent(supplicant.handle(.logon, now: at(101))) == [Self.start])
        #expect(supplicant.statistics.logoffsOut == 1)
    }

    @Test func `a link that goes down ends everything`() {
        var supplicant = authenticated()
        #expect(
            supplicant.handle(.linkDown, now: at(9)) == [
                .port(isAuthorized: false), .state(.disconnected, .linkDown),
            ])
        #expect(supplicant.deadline == nil)
        #expect(sent(supplicant.handle(.linkUp, now: at(20))) == [Self.start])
    }

    @Test func `a user that is taken away is told, and then there is silence`() {
        var supplicant = authenticated()
        #expect(sent(supplicant.handle(.configure(nil), now: at(5))) == [Self.logoff])
        #expect(supplicant.reason == .notConfigured && !supplicant.isAuthorized)
        #expect(supplicant.receive(frame(identity), now: at(6)).isEmpty)
    }

    @Test func `another user begins anew`() {
        var supplicant = authenticated()
        let other = EAPCredentials(user: "other", password: "x", hasCertificate: false)
        #expect(sent(supplicant.handle(.configure(other), now: at(5))) == [Self.start])
        #expect(supplicant.handle(.configure(other), now: at(6)).isEmpty)
        #expect(sent(supplicant.receive(frame(identity), now: at(7))) == [[0] + hex("02 89 000a 01 6f74686572")])
    }

    @Test func `a port that is forced open or closed needs no authenticator`() {
        var supplicant = connecting()
        #expect(
            supplicant.handle(.portControl(.forceAuthorized), now: at(1)) == [
                .port(isAuthorized: true), .state(.forceAuthorized, .forced),
            ])
        #expect(supplicant.handle(.portControl(.forceUnauthorized), now: at(2)).first == .port(isAuthorized: false))
        #expect(sent(supplicant.handle(.portControl(.auto), now: at(3))) == [Self.start])
    }

    @Test func `frames for others and broken ones are passed over and counted`() {
        var supplicant = connecting()
        #expect(supplicant.receive(frame(identity, to: MACAddress(rawValue: 5)), now: at(1)).isEmpty)
        #expect(supplicant.statistics.framesIn == 0)
        func raw(_ payload: String) -> [UInt8] {
            GroupAddress.portAccessEntity.octets + Self.authenticator.octets + hex("888e" + payload)
        }
        _ = supplicant.receive(raw("02 0b 0000"), now: at(1))
        _ = supplicant.receive(raw("02 00"), now: at(1))
        #expect(supplicant.statistics.invalidIn == 2)
        _ = supplicant.receive(raw("02 00 0009 0189000501"), now: at(1))
        _ = supplicant.receive(raw("02 00 0005 0189000901"), now: at(1))
        #expect(supplicant.statistics.lengthErrorsIn == 2 && supplicant.statistics.framesIn == 4)
        _ = supplicant.receive(raw("02 01 0000"), now: at(1))
        #expect(supplicant.state == .connecting && supplicant.statistics.framesIn == 5)
        #expect(sent(supplicant.receive(frame(identity, to: Self.address), now: at(2))).count == 1)
    }

    @Test func `TLS is asked for and its answers are sent`() throws {
        var supplicant = Supplicant(address: Self.address, md5: MD5.digest)
        let credentials = EAPCredentials(user: "u", password: "x", hasCertificate: true)
        _ = supplicant.handle(.configure(credentials), now: at(0))
        _ = supplicant.handle(.linkUp, now: at(0))
        #expect(supplicant.receive(frame("01 05 0006 0d 20"), now: at(1)).contains(.startTLS))
        #expect(supplicant.backend == .request && supplicant.deadline == nil)
        let answer = supplicant.handle(.tls(EAPTLSOutput(records: [22], status: .handshaking)), now: at(1))
        #expect(sent(answer) == [[0] + hex("02 05 0007 0d 00 16")] && supplicant.backend == .receive)
        #expect(supplicant.receive(frame("01 06 0007 0d 00 17"), now: at(2)).contains(.feedTLS([0x17])))
        _ = supplicant.handle(.tls(EAPTLSOutput(status: .finished)), now: at(2))
        let end = supplicant.receive(frame("03 06 0004"), now: at(2))
        #expect(end.contains(.stopTLS) && end.last == .state(.authenticated, .accepted(.tls)))
        #expect(supplicant.handle(.tls(EAPTLSOutput(records: [1], status: .finished)), now: at(3)).isEmpty)
    }

    @Test func `a link that goes down during a handshake stops TLS`() {
        var supplicant = Supplicant(address: Self.address, md5: MD5.digest)
        let credentials = EAPCredentials(user: "u", password: "x", hasCertificate: true)
        _ = supplicant.handle(.configure(credentials), now: at(0))
        _ = supplicant.handle(.linkUp, now: at(0))
        _ = supplicant.receive(frame("01 05 0006 0d 20"), now: at(1))
        #expect(supplicant.handle(.linkDown, now: at(1)).contains(.stopTLS))
        #expect(supplicant.handle(.tls(EAPTLSOutput(records: [1], status: .handshaking)), now: at(1)).isEmpty)
    }
}
