import Faults
import LinkProtocols
import NetworkSupport
import Settings
import Snapshot
import TLSKit
import Testing

@testable import LinkLayer

/// EAP-TLS of the supplicant's port, against a server in memory.
struct EAPTLSTests {
    private let certificates: TestCertificates

    init() throws {
        certificates = try TestCertificates()
        try certificates.issue("server", usages: "serverAuth")
        try certificates.issue("device", usages: "clientAuth")
    }

    private func exchange(_ context: TLSContext) -> Exchange { Exchange(TestAuthenticator(.tls(context))) }

    @Test(arguments: Version.allCases)
    func `a device with a certificate is let in`(_ version: Version) throws {
        let heard = Heard()
        let exchange = try exchange(certificates.server(version))
        try exchange.connect(certificates.supplicant(heard: heard))
        let status = exchange.status
        #expect(status.isAuthorized && status.state == .authenticated && status.method == "EAP-TLS")
        #expect(status.reason == "accepted by EAP-TLS" && status.lastFailure == nil)
        #expect(status.handshake?.version == version.rawValue)
        #expect(status.handshake?.cipher.isEmpty == false && status.handshake?.peerSubject == "CN=server")
        #expect(exchange.authenticator.peerChain.first?.subject == "CN=device")
        #expect(exchange.authenticator.identities == ["base1"] && exchange.authenticator.outcomes == [true])
        #expect(exchange.told.map(\.state) == [.disconnected, .connecting, .authenticating, .authenticated])
        #expect(heard.alerts.isEmpty && heard.rejections.isEmpty)
        #expect(status.statistics.successes == 1 && status.statistics.discarded == 0 && status.lastDiscard == nil)
    }

    @Test(arguments: Version.allCases)
    func `long chains go in many fragments both ways`(_ version: Version) throws {
        try certificates.issue("middle", usages: nil, padding: 9000, isAuthority: true)
        try certificates.issue("far", usages: "serverAuth", padding: 7000, issuer: "middle")
        try certificates.join(["far", "middle"], as: "server")
        try certificates.openssl("pkey -in far.key -out server.key")
        try certificates.issue("near", usages: "clientAuth", padding: 8000, issuer: "middle")
        try certificates.join(["near", "middle"], as: "device")
        try certificates.openssl("pkey -in near.key -out device.key")
        let exchange = try exchange(certificates.server(version))
        exchange.authenticator.fragmentSize = 300
        try exchange.connect(certificates.supplicant())
        #expect(exchange.status.isAuthorized, "\(exchange.status)")
        #expect(exchange.authenticator.fragmentsOut > 50 && exchange.authenticator.fragmentsIn > 10)
    }

    @Test(arguments: Version.allCases)
    func `a server of another authority is refused, is told, and is kept`(_ version: Version) throws {
        let (heard, other) = (Heard(), try TestCertificates())
        try other.issue("server")
        let exchange = try exchange(other.server(trusts: nil, version))
        try exchange.connect(certificates.supplicant(heard: heard))
        let status = exchange.status
        #expect(!status.isAuthorized && status.state == .held && exchange.authenticator.outcomes == [false])
        #expect(status.lastFailure?.contains("not accepted") == true, "\(status.lastFailure ?? "")")
        let rejection = try #require(heard.rejections.first)
        #expect(rejection.purpose == "802.1X" && rejection.peer == "\(TestAuthenticator.address) on lan1")
        #expect(rejection.chain.first?.subject == "CN=server" && heard.rejections.count == 1)
        let alert = try #require(heard.alerts.first)
        #expect(alert.direction == .sent && alert.name == "unknown_ca" && alert.fault?.rawValue == 0x000c_0130)
        guard case .failed(let error)? = exchange.authenticator.engine?.state else {
            Issue.record("the server heard nothing")
            return
        }
        #expect(error.message.contains("unknown_ca"), "\(error)")
    }

    @Test(arguments: Version.allCases)
    func `an expired server certificate is refused`(_ version: Version) throws {
        try certificates.issue("old", usages: "serverAuth", days: -1)
        let heard = Heard()
        let exchange = try exchange(certificates.server("old", version))
        try exchange.connect(certificates.supplicant(heard: heard))
        #expect(exchange.status.state == .held && exchange.status.reason.contains("expired"))
        #expect(heard.alerts.map(\.name) == ["certificate_expired"] && heard.rejections.count == 1)
    }

    @Test func `a revoked server certificate is refused`() throws {
        try certificates.revoke(["server"])
        let lists = try RevocationList.all(in: certificates.read("ca.crl")).map(\.der)
        let heard = Heard()
        let exchange = try exchange(certificates.server())
        try exchange.connect(certificates.supplicant(revocations: lists, heard: heard))
        #expect(exchange.status.state == .held && heard.alerts.map(\.name) == ["certificate_revoked"])
    }

    @Test func `a device of the same authority does not pass for the server`() throws {
        let exchange = try exchange(certificates.server("device"))
        try exchange.connect(certificates.supplicant(requiresKeyUsage: false))
        #expect(exchange.status.state == .held, "\(exchange.status.reason)")
        try certificates.issue("silent", usages: nil)
        let second = try self.exchange(certificates.server("silent"))
        try second.connect(certificates.supplicant())
        #expect(second.status.state == .held, "\(second.status.reason)")
    }

    @Test(arguments: [
        ("server.example", true), ("SERVER.example", true), (".example", true), ("other.example", false),
        (".server.example", false), ("192.0.2.1", false),
    ])
    func `the server's name is checked when one is given`(_ name: String, _ isRight: Bool) throws {
        let heard = Heard()
        let exchange = try exchange(certificates.server())
        try exchange.connect(certificates.supplicant(serverName: name, heard: heard))
        #expect(exchange.status.isAuthorized == isRight, "\(exchange.status.reason)")
        #expect(heard.rejections.isEmpty == isRight)
    }

    @Test(arguments: Version.allCases)
    func `a server that asks for no certificate is fine`(_ version: Version) throws {
        let exchange = try exchange(certificates.server(trusts: nil, version))
        try exchange.connect(certificates.supplicant())
        #expect(exchange.status.isAuthorized && exchange.authenticator.peerChain.isEmpty)
    }

    @Test(arguments: Version.allCases)
    func `a server that refuses the device's certificate is heard`(_ version: Version) throws {
        let (heard, other) = (Heard(), try TestCertificates())
        try other.write(String(decoding: certificates.read("ca.pem"), as: UTF8.self), to: "foreign.pem")
        try other.issue("server", usages: "serverAuth")
        let exchange = try exchange(other.server(version))
        let configuration = try certificates.supplicant(heard: heard)
        try certificates.write(String(decoding: other.read("ca.pem"), as: UTF8.self), to: "other.pem")
        let trusting = try certificates.supplicant(trusts: ["other"], heard: heard)
        #expect(trusting.tls != configuration.tls)
        try exchange.connect(trusting)
        let status = exchange.status
        #expect(status.state == .held && exchange.authenticator.outcomes == [false])
        #expect(status.lastFailure?.contains("unknown_ca") == true, "\(status.lastFailure ?? "")")
        #expect(heard.alerts.map(\.direction) == [.received] && heard.alerts.first?.fault?.rawValue == 0x000c_0230)
    }

    @Test func `a success without the server's commitment opens nothing`() throws {
        let exchange = try exchange(certificates.server())
        exchange.authenticator.commits = false
        try exchange.connect(certificates.supplicant())
        #expect(!exchange.status.isAuthorized && exchange.status.state == .authenticating)
        #expect(exchange.status.lastDiscard != nil && exchange.authenticator.outcomes == [true])
        try exchange.wait(seconds: 31)
        #expect(!exchange.status.isAuthorized && exchange.status.statistics.timeouts == 1)
    }

    @Test(arguments: Version.allCases, 1...5)
    func `an authenticator that falls silent is called again, and comes back`(_ version: Version, _ after: Int) throws {
        let exchange = try exchange(certificates.server(version))
        exchange.authenticator.patience = after
        try exchange.connect(certificates.supplicant())
        #expect(!exchange.status.isAuthorized)
        try exchange.wait(seconds: 29)
        #expect(exchange.status.statistics.timeouts == 0)
        exchange.authenticator.patience = nil
        // Behind 30 seconds the conversation is given up and a Start is sent, which is answered now.
        try exchange.wait(seconds: 2)
        #expect(exchange.status.isAuthorized && exchange.status.statistics.timeouts == 1)
    }

    @Test(arguments: Version.allCases)
    func `a device is authenticated again without its port being closed`(_ version: Version) throws {
        let exchange = try exchange(certificates.server(version))
        try exchange.connect(certificates.supplicant())
        for round in 2...5 {
            exchange.authenticator.skipsIdentity = round % 2 == 0
            try exchange.authenticatorBegins()
            #expect(exchange.status.statistics.successes == UInt64(round) && exchange.status.handshake != nil)
        }
        #expect(exchange.told.drop { !$0.isAuthorized }.allSatisfy { $0.isAuthorized })
    }

    @Test(arguments: Version.allCases, 0...6)
    func `an authenticator that begins anew in the middle is followed`(_ version: Version, _ after: Int) throws {
        let exchange = try exchange(certificates.server(version))
        exchange.authenticator.patience = after
        try exchange.connect(certificates.supplicant())
        exchange.authenticator.patience = nil
        try exchange.authenticatorBegins()
        #expect(exchange.status.isAuthorized && exchange.authenticator.outcomes.last == true)
    }

    @Test func `a thousand conversations leave nothing behind`() async {
        // In a process of its own: other tests need memory, too.
        await #expect(processExitsWith: .success) {
            let tests = try EAPTLSTests()
            let exchange = try tests.exchange(tests.certificates.server())
            try exchange.connect(tests.certificates.supplicant())
            for _ in 0..<200 { try exchange.authenticatorBegins() }
            let before = try Memory.residentBytes()
            for _ in 0..<1000 { try exchange.authenticatorBegins() }
            let grown = try Memory.residentBytes() - before
            #expect(exchange.status.statistics.successes == 1201)
            #expect(grown < 4 << 20, "\(grown) octets")
        }
    }
}
