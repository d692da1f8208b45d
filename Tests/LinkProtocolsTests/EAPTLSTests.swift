import LinkProtocols
import Testing

/// EAP-TLS: fragments, acknowledgments, and when a success counts.
struct EAPTLSTests {
    private static let start = hex("01 05 0006 0d 20")

    private func started(fragmentSize: Int = 1398) throws -> EAPPeer {
        var peer = try EAPPeerTests.peer(hasCertificate: true, fragmentSize: fragmentSize)
        #expect(peer.receive(Self.start) == [.startTLS])
        return peer
    }

    private func request(_ identifier: UInt8, _ data: [UInt8]) -> [UInt8] {
        let length = 5 + data.count
        return [1, identifier, UInt8(length >> 8), UInt8(length & 255), 13] + data
    }

    /// The records of EAP-TLS packets with one code, put together.
    private func records(_ bodies: [[UInt8]], code: UInt8) throws -> [[UInt8]] {
        var reassembly = EAPTLSReassembly()
        var messages: [[UInt8]] = []
        for body in bodies where body.first == code && body.count > 6 && body[4] == 13 {
            let packet = try EAPPacket(body.span, in: 0..<body.count)
            let fragment = try EAPTLSFragment(body.span, in: packet.data)
            if case .whole(let message) = try reassembly.take(fragment, body.span) { messages.append(message) }
        }
        return messages
    }

    @Test func `the recorded exchange is reproduced, octet by octet`() throws {
        let bodies = try Recording.packets("eap-tls.pcap").map { packet in
            Array(packet[18..<(18 + (Int(packet[16]) << 8 | Int(packet[17])))])
        }
        let client = try records(bodies, code: 2)
        let server = try records(bodies, code: 1)
        #expect(client.count == 2 && client[1].count == 0x730)
        #expect(server.count == 2 && server[0].count == 0x790)

        let credentials = try #require(EAPCredentials(user: "tlsuser", password: "x", hasCertificate: true))
        var peer = EAPPeer(credentials: credentials, md5: MD5.digest)
        #expect(peer.receive(bodies[1]) == [.respond(bodies[2])])
        #expect(peer.receive(bodies[3]) == [.startTLS])
        #expect(peer.tls(EAPTLSOutput(records: client[0], status: .handshaking)) == [.respond(bodies[4])])
        #expect(peer.receive(bodies[5]) == [.respond(bodies[6])])
        #expect(peer.receive(bodies[7]) == [.feedTLS(server[0])])
        #expect(peer.tls(EAPTLSOutput(records: client[1], status: .handshaking)) == [.respond(bodies[8])])
        #expect(peer.receive(bodies[9]) == [.respond(bodies[10])])
        #expect(peer.receive(bodies[11]) == [.feedTLS(server[1])])
        #expect(peer.tls(EAPTLSOutput(status: .finished)) == [.respond(bodies[12])])
        #expect(peer.receive(bodies[13]) == [.stopTLS, .succeeded(.tls)])
    }

    @Test func `a success before the handshake is done is passed over`() throws {
        var peer = try started()
        _ = peer.tls(EAPTLSOutput(records: [1, 2], status: .handshaking))
        #expect(peer.receive(hex("03 05 0004")) == [.discarded(.prematureSuccess)])
    }

    @Test func `TLS 1_3 succeeds only after the server's commitment`() throws {
        var peer = try started()
        _ = peer.tls(EAPTLSOutput(records: [1], status: .handshaking))
        #expect(peer.receive(request(6, [0, 9])) == [.feedTLS([9])])
        _ = peer.tls(EAPTLSOutput(records: [2], status: .finished13))
        #expect(peer.receive(hex("03 06 0004")) == [.discarded(.prematureSuccess)])
        #expect(peer.receive(request(7, [0, 10])) == [.feedTLS([10])])
        #expect(
            peer.tls(EAPTLSOutput(status: .finished13, applicationData: [0])) == [
                .respond(hex("02 07 0006 0d 00"))
            ])
        #expect(peer.receive(hex("04 07 0004")) == [.discarded(.failureAfterSuccess)])
        #expect(peer.receive(hex("03 07 0004")) == [.stopTLS, .succeeded(.tls)])
    }

    @Test(arguments: [[UInt8(1)], [0, 0], [0x30, 0x31, 0x32]])
    func `another commitment than one octet of zero ends the conversation`(data: [UInt8]) throws {
        var peer = try started()
        _ = peer.tls(EAPTLSOutput(records: [1], status: .handshaking))
        _ = peer.receive(request(6, [0, 9]))
        #expect(
            peer.tls(EAPTLSOutput(records: [2], status: .finished13, applicationData: data)) == [
                .stopTLS, .failed(.wrongCommitment(octets: data.count)),
            ])
    }

    @Test func `an alert is sent, and the failure says why`() throws {
        var peer = try started()
        _ = peer.tls(EAPTLSOutput(records: [1], status: .handshaking))
        _ = peer.receive(request(6, [0, 9]))
        #expect(
            peer.tls(EAPTLSOutput(records: [21, 3], status: .failed("certificate expired"))) == [
                .respond(hex("02 06 0008 0d 00 1503"))
            ])
        #expect(peer.receive(hex("03 06 0004")) == [.discarded(.prematureSuccess)])
        #expect(peer.receive(hex("04 06 0004")) == [.stopTLS, .failed(.tls("certificate expired"))])
    }

    @Test func `a long message goes out in fragments, one for each acknowledgment`() throws {
        var peer = try started(fragmentSize: 4)
        let message = (UInt8(1)...10).map(\.self)
        #expect(
            peer.tls(EAPTLSOutput(records: message, status: .handshaking)) == [
                .respond(hex("02 05 000e 0d c0 0000000a 01020304"))
            ])
        #expect(peer.receive(request(6, [0, 1])) == [.discarded(.dataWhileSending)])
        #expect(peer.receive(request(6, [0])) == [.respond(hex("02 06 000a 0d 40 05060708"))])
        #expect(peer.receive(request(6, [0])) == [.respond(hex("02 06 000a 0d 40 05060708"))])
        #expect(peer.receive(request(7, [0])) == [.respond(hex("02 07 0008 0d 00 090a"))])
        #expect(peer.receive(request(8, [0, 7])) == [.feedTLS([7])])
    }

    @Test func `while TLS works nothing else is taken`() throws {
        var peer = try started()
        #expect(peer.receive(Self.start) == [.discarded(.dataWhileWaiting)])
        #expect(peer.receive(request(6, [0, 1])) == [.discarded(.dataWhileWaiting)])
        var fresh = try EAPPeerTests.peer(hasCertificate: true)
        #expect(fresh.receive(request(6, [0, 1])) == [.discarded(.notStarted)])
        #expect(fresh.tls(EAPTLSOutput(records: [1], status: .handshaking)).isEmpty)
    }

    @Test func `a server that starts again gets a new handshake`() throws {
        var peer = try started()
        _ = peer.tls(EAPTLSOutput(records: [1], status: .handshaking))
        #expect(peer.receive(request(6, [0x20])) == [.stopTLS, .startTLS])
    }

    private func take(_ reassembly: inout EAPTLSReassembly, _ text: String) throws -> EAPTLSReassembly.Progress {
        let octets = hex(text)
        return try reassembly.take(try EAPTLSFragment(octets.span, in: 0..<octets.count), octets.span)
    }

    @Test func `fragments that contradict each other are refused, each for its reason`() throws {
        var reassembly = EAPTLSReassembly()
        #expect(throws: EAPError.messageTooLong(limit: 65_536, found: 65_537)) {
            try take(&reassembly, "c0 00010001 aa")
        }
        #expect(throws: EAPError.messageTooLong(limit: 65_536, found: 0xffff_ffff)) {
            try take(&reassembly, "c0 ffffffff aa")
        }
        #expect(throws: EAPError.fragmentOverrun(announced: 2, found: 3)) {
            try take(&reassembly, "c0 00000002 aabbcc")
        }
        #expect(throws: EAPError.incomplete(announced: 5, found: 3)) { try take(&reassembly, "80 00000005 aabbcc") }
        #expect(throws: EAPError.emptyFragment) { try take(&reassembly, "c0 00000005") }
        #expect(throws: EAPError.flagsMissing) { try take(&reassembly, "") }
        #expect(throws: EAPError.totalLengthMissing(found: 3)) { try take(&reassembly, "80 000000") }
        #expect(try take(&reassembly, "c0 00000005 aabb") == .more)
        #expect(throws: EAPError.totalLengthChanged(first: 5, now: 6)) { try take(&reassembly, "c0 00000006 cc") }
        #expect(!reassembly.isPartial)
        #expect(try take(&reassembly, "40 aabb") == .more)
        #expect(throws: EAPError.totalLengthChanged(first: 2, now: 6)) { try take(&reassembly, "c0 00000006 cc") }
    }

    @Test func `fragments without a length are bounded by the limit`() throws {
        var reassembly = EAPTLSReassembly()
        let octets = [0x40] + Array(repeating: UInt8(1), count: 16_384)
        let fragment = try EAPTLSFragment(octets.span, in: 0..<octets.count)
        for _ in 0..<4 { #expect(try reassembly.take(fragment, octets.span) == .more) }
        #expect(throws: EAPError.messageTooLong(limit: 65_536, found: 81_920)) {
            try reassembly.take(fragment, octets.span)
        }
        #expect(!reassembly.isPartial)
    }

    @Test func `whatever is fragmented is put together again`() throws {
        var random = SplitMix(state: 5)
        for _ in 0..<200 {
            let message = (0..<Int.random(in: 1...5000, using: &random)).map { UInt8(truncatingIfNeeded: $0) }
            var fragments = EAPTLSFragments(message, size: Int.random(in: 1...1500, using: &random))
            var reassembly = EAPTLSReassembly()
            var result: [UInt8]?
            while !fragments.isDone {
                let octets = fragments.next()
                let fragment = try EAPTLSFragment(octets.span, in: 0..<octets.count)
                if case .whole(let whole) = try reassembly.take(fragment, octets.span) { result = whole }
            }
            #expect(result == message)
        }
    }
}
