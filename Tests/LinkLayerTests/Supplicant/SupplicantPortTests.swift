import LinkProtocols
import NetworkSupport
import NetworkValues
import Settings
import Snapshot
import TLSKit
import Testing

@testable import LinkLayer

/// The supplicant's port: MD5, users, time, secrets.
struct SupplicantPortTests {
    private func md5(_ password: String = "s3cret-word") throws -> SupplicantConfiguration {
        try #require(SupplicantConfiguration(user: "base1", password: Secret(password), tls: nil))
    }

    private func exchange() -> Exchange {
        Exchange(TestAuthenticator(.md5(digest: { Digest.md5($0) }, password: "s3cret-word")))
    }

    @Test func `the digest is MD5`() {
        let digest = Digest.md5(Array("message digest".utf8)).map { hexadecimal(UInt64($0), digits: 2) }.joined()
        #expect(digest == "f96b697d7cb7938d525a2f31aaf161d0")
    }

    @Test func `the right password opens the port`() throws {
        let exchange = exchange()
        try exchange.connect(md5())
        let status = exchange.status
        #expect(status.isAuthorized && status.method == "MD5-Challenge" && status.handshake == nil)
        #expect(status.user == "base1" && status.methods == ["MD5-Challenge"] && status.since != nil && status.hasLink)
        #expect(exchange.port.deadline == nil)
    }

    @Test func `a wrong password holds it for as long as is set`() throws {
        let exchange = exchange()
        var configuration = try md5("wrong")
        configuration.timers = SupplicantTimers(heldPeriodSeconds: 5)
        try exchange.connect(configuration)
        #expect(exchange.status.state == .held && exchange.status.lastFailure == "the server refuses user or password")
        try exchange.wait(seconds: 4)
        #expect(exchange.authenticator.outcomes.count == 1)
        try exchange.wait(seconds: 1)
        #expect(exchange.authenticator.outcomes.count == 2 && exchange.status.timers.heldPeriodSeconds == 5)
    }

    @Test func `another password is tried at once`() throws {
        let exchange = exchange()
        try exchange.connect(md5("wrong"))
        #expect(exchange.status.state == .held)
        exchange.port.configure(try md5(), now: exchange.now)
        try exchange.carry()
        #expect(exchange.status.isAuthorized)
    }

    @Test func `without a user it is silent, and when the user goes it says so and is`() throws {
        let exchange = exchange()
        try exchange.connect(nil)
        try exchange.authenticatorBegins()
        #expect(exchange.status.statistics.framesOut == 0 && exchange.status.user == nil)
        #expect(exchange.status.reason == "no user is configured")
        exchange.port.configure(try md5(), now: exchange.now)
        try exchange.carry()
        #expect(exchange.status.isAuthorized)
        exchange.port.configure(nil, now: exchange.now)
        try exchange.carry()
        #expect(exchange.authenticator.logoffs == 1 && !exchange.status.isAuthorized)
        let sent = exchange.status.statistics.framesOut
        try exchange.authenticatorBegins()
        #expect(exchange.status.statistics.framesOut == sent)
    }

    @Test func `with nobody there the port is open after three Starts`() throws {
        let exchange = exchange()
        exchange.authenticator.isAlive = false
        try exchange.connect(md5())
        try exchange.wait(seconds: 91)
        let status = exchange.status
        #expect(status.isAuthorized && status.method == nil && status.statistics.startsOut == 3)
        #expect(status.reason == "no authenticator answers; the port is open")
        // One that comes later is answered.
        exchange.authenticator.isAlive = true
        try exchange.authenticatorBegins()
        #expect(exchange.status.method == "MD5-Challenge")
    }

    @Test func `it logs off, and on again`() throws {
        let exchange = exchange()
        try exchange.connect(md5())
        exchange.port.logoff(now: exchange.now)
        try exchange.carry()
        #expect(exchange.authenticator.logoffs == 1)
        #expect(exchange.status.state == .logoff && !exchange.status.isAuthorized)
        exchange.port.logon(now: exchange.now)
        try exchange.carry()
        #expect(exchange.status.isAuthorized && exchange.authenticator.starts == 2)
    }

    @Test func `a link that went is no open port`() throws {
        let exchange = exchange()
        try exchange.connect(md5())
        exchange.port.linkDown(now: exchange.now)
        #expect(!exchange.status.isAuthorized && !exchange.status.hasLink)
        #expect(exchange.status.reason == "the link is down")
        exchange.port.linkUp(now: exchange.now)
        try exchange.carry()
        #expect(exchange.status.isAuthorized)
    }

    @Test func `a frame of a VLAN is passed over, one with a priority is not`() throws {
        let exchange = exchange()
        exchange.authenticator.isAlive = false
        try exchange.connect(md5())
        let request = try #require(exchange.authenticator.begin().first)
        exchange.port.receive(request.span, tag: VLANTag(priority: 0, vlan: 20), now: exchange.now)
        #expect(exchange.status.state == .connecting)
        exchange.port.receive(request.span, tag: VLANTag(priority: 7, vlan: 0), now: exchange.now)
        #expect(exchange.status.state == .authenticating)
    }

    @Test func `a message for people is handed on in one line`() throws {
        let exchange = exchange()
        try exchange.connect(md5())
        try exchange.carry(exchange.authenticator.request([2] + Array("Maintenance\ntonight".utf8)))
        #expect(exchange.notifications == ["Maintenance\u{fffd}tonight"])
        #expect(exchange.status.lastNotification == "Maintenance\u{fffd}tonight")
    }

    @Test func `no text shows the password`() throws {
        let exchange = exchange()
        let configuration = try md5()
        try exchange.connect(configuration)
        var texts = ["\(configuration)", "\(exchange.status)", "\(exchange.port)", String(reflecting: exchange.status)]
        for value in [configuration, exchange.status, exchange.port] as [Any] {
            var text = ""
            dump(value, to: &text)
            texts.append(text)
        }
        for text in texts { #expect(!text.contains("s3cret"), "\(text)") }
    }

    @Test func `a server that is trusted later is tried at once, and other changes disturb nothing`() throws {
        let certificates = try TestCertificates()
        try certificates.issue("server", usages: "serverAuth")
        try certificates.issue("device", usages: "clientAuth")
        let exchange = Exchange(TestAuthenticator(.tls(try certificates.server(.tls13))))
        try exchange.connect(certificates.supplicant(trusts: []))
        #expect(exchange.status.state == .held)
        exchange.port.configure(try certificates.supplicant(trusts: []), now: exchange.now)
        try exchange.carry()
        #expect(exchange.authenticator.outcomes.count == 1)
        exchange.port.configure(try certificates.supplicant(), now: exchange.now)
        try exchange.carry()
        #expect(exchange.status.isAuthorized && exchange.authenticator.outcomes.count == 2)
        exchange.port.configure(try certificates.supplicant(serverName: "server.example"), now: exchange.now)
        try exchange.carry()
        #expect(exchange.status.isAuthorized && exchange.authenticator.outcomes.count == 2)
        try exchange.authenticatorBegins()
        #expect(exchange.status.isAuthorized && exchange.authenticator.outcomes.count == 3)
    }

    @Test func `a device without a certificate says what is missing`() throws {
        let certificates = try TestCertificates()
        try certificates.issue("server", usages: "serverAuth")
        let exchange = Exchange(TestAuthenticator(.tls(try certificates.server(.tls13))))
        try exchange.connect(md5())
        #expect(exchange.status.lastFailure?.contains("needs a device certificate") == true)
    }

    @Test func `the device's store gives what EAP-TLS needs`() async throws {
        let certificates = try TestCertificates()
        try certificates.issue("server", usages: "serverAuth")
        let store = try CertificateStore(
            folder: certificates.file("store"), mac: nil, hostName: "base1", now: { Timestamp(seconds: 1_795_000_000) })
        try store.trust(certificates.certificates("ca"))
        let settings = try SettingsDocument(ConfigText(""), schema: SettingsSchema([TLSSettings.self]))
            .module(as: TLSSettings.self)
        let context = try EAPTLSContext(certificates: store, tls: settings, observer: TLSObserver())
        let again = try EAPTLSContext(certificates: store, tls: settings, observer: TLSObserver())
        let named = try EAPTLSContext(
            certificates: store, tls: settings, serverName: "a.example", observer: TLSObserver())
        #expect(context == again && context != named)
        let exchange = Exchange(
            TestAuthenticator(.tls(try certificates.server("server", trusts: nil, .tls13))))
        try exchange.connect(SupplicantConfiguration(user: "base1", password: Secret("any"), tls: context))
        #expect(exchange.status.isAuthorized)
    }
}
