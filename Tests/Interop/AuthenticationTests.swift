import LinkLayer
import LinkProtocols
import NetworkSupport
import Snapshot
import Synchronization
import TLSKit
import Testing

/// 802.1X on a wire against Debian's hostapd, which is switch and authentication server in one.
@Suite(.peers(.hostapd, .openssl), .enabled(if: PrivateNetwork.isAllowed, "a network namespace takes root"))
struct AuthenticationTests {
    private let certificates: TestCertificates
    private static let tls12 = "tls_flags=[DISABLE-TLSv1.3]"
    private static let tls13 = "tls_flags=[ENABLE-TLSv1.3]"

    init() throws {
        certificates = try TestCertificates()
        try certificates.issue("server", usages: "serverAuth")
        try certificates.issue("device", usages: "clientAuth")
    }

    /// A supplicant on the interface `us`: by MD5, or with the certificate `device` by EAP-TLS.
    private static func supplicant(
        _ certificates: TestCertificates, password: String = "s3cret-word", device: String?,
        timers: SupplicantTimers = SupplicantTimers(), alerts: Alerts = Alerts()
    ) throws -> WiredSupplicant {
        let identity = try device.map {
            (chain: try certificates.read($0 + ".pem"), key: try certificates.read($0 + ".key"))
        }
        return try WiredSupplicant(
            interface: "us",
            WiredSupplicant.configuration(
                user: "base1", password: password, device: identity, trusted: certificates.read("ca.pem"),
                timers: timers, observer: alerts.observer))
    }

    private final class Alerts: Sendable {
        private let state = Mutex<[TLSAlert]>([])
        var names: [String] { state.withLock { $0.map { "\($0.direction) \($0.name)" } } }
        var observer: TLSObserver {
            TLSObserver(onAlert: { alert in self.state.withLock { $0.append(alert) } })
        }
    }

    @Test func `MD5 lets in who knows the password`() async throws {
        try await PrivateNetwork.run { [certificates] in
            let server = try HostAP(user: "MD5 \"s3cret-word\"", certificates)
            let supplicant = try Self.supplicant(certificates, device: nil)
            supplicant.linkUp()
            #expect(try supplicant.serve { $0.method != nil }, "\(supplicant.port.status)")
            #expect(supplicant.port.status.method == "MD5-Challenge" && supplicant.port.status.isAuthorized)
            #expect(try server.hears("authorizing port"))
        }
    }

    @Test func `MD5 refuses a wrong password, and silence follows`() async throws {
        try await PrivateNetwork.run { [certificates] in
            let server = try HostAP(user: "MD5 \"s3cret-word\"", certificates)
            let supplicant = try Self.supplicant(certificates, password: "wrong", device: nil)
            supplicant.linkUp()
            #expect(try supplicant.serve { $0.state == .held })
            let status = supplicant.port.status
            #expect(status.lastFailure == "the server refuses user or password" && !status.isAuthorized)
            // hostapd asks again by itself only after a quiet period of a minute.
            let sent = status.statistics.framesOut
            #expect(try supplicant.serve(within: 2) { $0.statistics.framesOut > sent } == false)
            #expect(try server.hears("unauthorizing port"))
        }
    }

    @Test(arguments: [(tls12, "TLSv1.2"), (tls13, "TLSv1.3")])
    func `EAP-TLS lets a certificate in`(_ flags: String, _ version: String) async throws {
        try await PrivateNetwork.run { [certificates] in
            let server = try HostAP(user: "TLS", certificates, more: [flags])
            let alerts = Alerts()
            let supplicant = try Self.supplicant(certificates, device: "device", alerts: alerts)
            supplicant.linkUp()
            #expect(try supplicant.serve { $0.method != nil }, "\(supplicant.port.status)\n\(server.printed)")
            let status = supplicant.port.status
            #expect(status.isAuthorized && status.method == "EAP-TLS" && status.handshake?.version == version)
            #expect(status.handshake?.peerSubject == "CN=server" && status.statistics.discarded == 0)
            #expect(try server.hears("authorizing port") && alerts.names.isEmpty)
        }
    }

    @Test(arguments: [tls12, tls13])
    func `long chains go in fragments both ways`(_ flags: String) async throws {
        try certificates.issue("middle", usages: nil, padding: 6000, isAuthority: true)
        try certificates.issue("far", usages: "serverAuth", padding: 3000, issuer: "middle")
        try certificates.join(["far", "middle"], as: "long")
        try certificates.openssl("pkey -in far.key -out long.key")
        try certificates.issue("near", usages: "clientAuth", padding: 3000, issuer: "middle")
        try certificates.join(["near", "middle"], as: "base")
        try certificates.openssl("pkey -in near.key -out base.key")
        try await PrivateNetwork.run { [certificates] in
            let server = try HostAP(user: "TLS", certificates, server: "long", more: [flags, "fragment_size=1000"])
            let supplicant = try Self.supplicant(certificates, device: "base")
            supplicant.linkUp()
            let isDone = try supplicant.serve { $0.method != nil || $0.lastFailure != nil }
            let status = supplicant.port.status
            #expect(isDone && status.isAuthorized, "\(status)\n\(server.printed)")
            #expect(status.statistics.requestsIn >= 15)
        }
    }

    @Test(arguments: [tls12, tls13])
    func `hostapd refuses a device's certificate that has expired`(_ flags: String) async throws {
        try certificates.issue("old", usages: "clientAuth", days: -1)
        try await PrivateNetwork.run { [certificates] in
            let server = try HostAP(user: "TLS", certificates, more: [flags])
            let alerts = Alerts()
            let supplicant = try Self.supplicant(certificates, device: "old", alerts: alerts)
            supplicant.linkUp()
            #expect(try supplicant.serve { $0.state == .held }, "\(supplicant.port.status)\n\(server.printed)")
            #expect(try server.hears("certificate has expired"))
            // hostapd keeps its alert to itself; other servers send it, as the one in the tests of LinkLayer does.
            #expect(alerts.names.isEmpty)
            #expect(supplicant.port.status.lastFailure == "the server refuses the device after EAP-TLS")
        }
    }

    @Test(arguments: [tls12, tls13])
    func `a server's certificate that has expired is refused, and hostapd hears why`(_ flags: String) async throws {
        try certificates.issue("old", usages: "serverAuth", days: -1)
        try await PrivateNetwork.run { [certificates] in
            let server = try HostAP(user: "TLS", certificates, server: "old", more: [flags])
            let alerts = Alerts()
            let supplicant = try Self.supplicant(certificates, device: "device", alerts: alerts)
            supplicant.linkUp()
            #expect(try supplicant.serve { $0.state == .held }, "\(supplicant.port.status)\n\(server.printed)")
            #expect(alerts.names == ["sent certificate_expired"])
            #expect(try server.hears("fatal:certificate expired"), "\(server.printed)")
        }
    }

    @Test(arguments: ["MD5 \"s3cret-word\"", "TLS"])
    func `hostapd authenticates again and again, and the port stays open`(_ user: String) async throws {
        try await PrivateNetwork.run { [certificates] in
            let server = try HostAP(user: user, certificates, more: [Self.tls13, "eap_reauth_period=1"])
            let supplicant = try Self.supplicant(certificates, device: user == "TLS" ? "device" : nil)
            supplicant.linkUp()
            #expect(try supplicant.serve(within: 20) { $0.statistics.successes >= 3 }, "\(server.printed)")
            #expect(supplicant.told.drop { !$0.isAuthorized }.allSatisfy { $0.isAuthorized })
            #expect(supplicant.port.status.statistics.startsOut == 1)
        }
    }

    @Test func `an authenticator that stands still in the middle is called again`() async throws {
        try await PrivateNetwork.run { [certificates] in
            let server = try HostAP(user: "TLS", certificates, more: [Self.tls13])
            let supplicant = try Self.supplicant(
                certificates, device: "device",
                timers: SupplicantTimers(startPeriodSeconds: 1, maximumStarts: 5, authenticationPeriodSeconds: 1))
            supplicant.linkUp()
            #expect(try supplicant.serve { $0.state == .authenticating })
            server.pause()
            #expect(try supplicant.serve { $0.statistics.timeouts == 1 })
            #expect(!supplicant.port.status.isAuthorized)
            server.resume()
            #expect(try supplicant.serve { $0.method != nil }, "\(supplicant.port.status)\n\(server.printed)")
        }
    }

    @Test func `an authenticator that is gone leaves the port open, and a new link too`() async throws {
        try await PrivateNetwork.run { [certificates] in
            let server = try HostAP(user: "TLS", certificates, more: [Self.tls13])
            let supplicant = try Self.supplicant(
                certificates, device: "device", timers: SupplicantTimers(startPeriodSeconds: 1, maximumStarts: 2))
            supplicant.linkUp()
            #expect(try supplicant.serve { $0.method != nil })
            server.vanish()
            #expect(try supplicant.serve(within: 1) { $0.state != .authenticated } == false)
            supplicant.linkDown()
            #expect(!supplicant.port.status.isAuthorized)
            supplicant.linkUp()
            // IEEE 802.1X-2004, 8.2.12: after maxStart Starts without an answer it counts as authenticated.
            #expect(try supplicant.serve { $0.state == .authenticated })
            #expect(supplicant.port.status.isAuthorized && supplicant.port.status.method == nil)
        }
    }

    @Test func `hostapd hears the end`() async throws {
        try await PrivateNetwork.run { [certificates] in
            let server = try HostAP(user: "TLS", certificates, more: [Self.tls13])
            let supplicant = try Self.supplicant(certificates, device: "device")
            supplicant.linkUp()
            #expect(try supplicant.serve { $0.method != nil })
            supplicant.logoff()
            #expect(try server.hears("received EAPOL-Logoff from STA"), "\(server.printed)")
            #expect(!supplicant.port.status.isAuthorized)
        }
    }
}
