import Faults
import Foundation
import NIOCore
import NIOEmbedded
import NIOPosix
import Synchronization
import Testing

@testable import TLSKit

/// The handler against itself and against OpenSSL's programs.
struct TLSHandlerTests {
    private func workshop() async throws -> CertificateWorkshop {
        let workshop = try CertificateWorkshop()
        try await workshop.makeServer()
        return workshop
    }

    @Test func `ten megabytes go there and back unchanged`() async throws {
        let workshop = try await workshop()
        let server = try await EchoServer(try workshop.server())
        let client = try await EchoClient.connect(try workshop.client(), port: server.port)
        let octets = (0..<10_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        #expect(try await client.exchange(octets) == octets)
        #expect(try await client.exchange([1, 2, 3]) == [1, 2, 3])
        await client.close()
        await server.stop()
    }

    @Test func `a session is resumed, in both versions, as s_server says too`() async throws {
        let workshop = try await workshop()
        for version in ["-tls1_2", "-tls1_3"] {
            let context = try workshop.client()
            let resumed = try await workshop.serving(version) { port in
                var resumed: [Bool] = []
                for _ in 0..<3 {
                    let client = try await EchoClient.connect(context, port: port)
                    // The ticket of TLS 1.3 comes with the first octets.
                    _ = try await client.exchange(Array("hello\n".utf8))
                    await client.close()
                    resumed.append(client.session.isResumed)
                }
                return resumed
            }
            #expect(resumed == [false, true, true])
        }
        let server = try await EchoServer(try workshop.server())
        let printed = try await workshop.connect(server.port, "-tls1_2 -reconnect")
        #expect(printed.matches(of: /Reused, TLSv1\.2/).count == 5)
        await server.stop()
    }

    @Test func `protocols and names are agreed on`() async throws {
        let workshop = try await workshop()
        let server = try await EchoServer(try workshop.server { $0.applicationProtocols = ["h2", "http/1.1"] })
        let context = try workshop.client { $0.applicationProtocols = ["http/1.1"] }
        let client = try await EchoClient.connect(context, port: server.port, serverName: "localhost")
        #expect(client.session.applicationProtocol == "http/1.1")
        #expect(try await client.exchange([1]) == [1])
        #expect(server.sessions.last?.serverName == "localhost")
        await client.close()
        let printed = try await workshop.connect(server.port, "-alpn http/1.1 -servername localhost")
        #expect(printed.contains("ALPN protocol: http/1.1"))
        await server.stop()
    }

    @Test func `a client shows its certificate when it is asked, and one without is turned away`() async throws {
        let workshop = try await workshop()
        try await workshop.makeServer("phone")
        let heard = Heard()
        let server = try await EchoServer(
            try workshop.server(heard: heard) {
                $0.verification = .withoutName
                $0.requiresPeerCertificate = true
                $0.trusted = try workshop.certificates("ca")
            })
        let client = try await EchoClient.connect(
            try workshop.client { $0.identity = try workshop.identity("phone") }, port: server.port)
        #expect(try await client.exchange([7]) == [7])
        #expect(server.sessions.last?.peerChain.first?.subject == "CN=phone")
        await client.close()
        let printed = try await workshop.connect(server.port, "-tls1_2")
        #expect(printed.contains("alert"))
        // TLS 1.2 has no alert of its own for this: handshake_failure.
        #expect(heard.alerts.contains { $0.direction == .sent && $0.number == 40 })
        await server.stop()
    }

    @Test func `certificates that are no good are refused with their chain and the reason`() async throws {
        let workshop = try await workshop()
        try await workshop.makeServer("bare", more: ["basicConstraints=CA:FALSE"])
        try await workshop.makeServer("revoked")
        try await workshop.openssl(
            "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out expired.pem -days -1 -extfile server.ext"
        )
        try await workshop.openssl("pkey -in server.key -out expired.key")
        try await workshop.openssl(
            "req -x509 -newkey rsa:2048 -nodes -keyout stranger.key -out stranger.pem -days 2 -subj /CN=stranger "
                + "-addext subjectAltName=IP:127.0.0.1")
        try workshop.write(
            "[ca]\ndefault_ca=d\n[d]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\ndefault_crl_days=30\n",
            to: "ca.conf")
        try workshop.write("", to: "index")
        try workshop.write("01\n", to: "number")
        try await workshop.openssl("ca -config ca.conf -cert ca.pem -keyfile ca.key -revoke revoked.pem")
        try await workshop.openssl("ca -config ca.conf -cert ca.pem -keyfile ca.key -gencrl -out crl.pem")
        try await workshop.openssl("crl -in crl.pem -outform DER -out crl.der")
        let lists = [try workshop.read("crl.der")]
        // X509_V_ERR_… 10 expired, 64 address mismatch, 62 name mismatch, 18 self-signed, 23 revoked, 26 purpose.
        let cases: [(String, String, Int32, UInt8)] = [
            ("expired", "127.0.0.1", 10, 45), ("server", "wrong.example", 62, 42), ("server", "10.9.9.9", 64, 42),
            ("stranger", "127.0.0.1", 18, 48), ("revoked", "127.0.0.1", 23, 44), ("bare", "127.0.0.1", 26, 43),
        ]
        for (name, serverName, number, alert) in cases {
            let heard = Heard()
            let context = try workshop.client(heard: heard) {
                $0.requiresKeyUsage = true
                $0.revocationLists = lists
            }
            let error = await #expect(throws: TLSError.self, "\(name)") {
                try await workshop.serving("", name: name) { port in
                    _ = try await EchoClient.connect(context, port: port, serverName: serverName)
                }
            }
            #expect(error?.code == .certificateRejected)
            let rejection = try #require(heard.rejections.first, "\(name)")
            #expect(rejection.reason.number == number, "\(name): \(rejection.reason.number) \(rejection.reason.text)")
            #expect(rejection.chain.first == (try workshop.certificates(name).first))
            #expect(rejection.purpose == "test" && rejection.peer.hasPrefix("127.0.0.1:"))
            #expect(
                heard.alerts.contains { $0.direction == .sent && $0.number == alert && $0.isFatal },
                "\(name): \(heard.alerts)")
        }
        // Each of them passes where the check that refuses it is off.
        let lenient = try workshop.client()
        for (name, serverName) in [("revoked", "127.0.0.1"), ("bare", "127.0.0.1"), ("server", "localhost")] {
            try await workshop.serving("", name: name) { port in
                await (try EchoClient.connect(lenient, port: port, serverName: serverName)).close()
            }
        }
        let unnamed = try workshop.client { $0.verification = .withoutName }
        try await workshop.serving("") { port in
            await (try EchoClient.connect(unnamed, port: port, serverName: "wrong.example")).close()
        }
        let careless = try workshop.client { $0.verification = .none }
        let trusting = try workshop.client { $0.trusted = try workshop.certificates("stranger") }
        try await workshop.serving("", name: "stranger") { port in
            await (try EchoClient.connect(careless, port: port)).close()
            await (try EchoClient.connect(trusting, port: port)).close()
        }
    }

    @Test func `an alert of the peer is the fault of its number`() async throws {
        let workshop = try await workshop()
        let heard = Heard()
        let context = try workshop.client(profile: .strict, heard: heard)
        await #expect(throws: TLSError.self) {
            try await workshop.serving("-tls1_1 -cipher ALL:@SECLEVEL=0") { port in
                _ = try await EchoClient.connect(context, port: port)
            }
        }
        let alert = try #require(heard.alerts.first { $0.direction == .received })
        #expect(alert.number == 70 && alert.name == "protocol_version" && alert.isFatal)
        #expect(alert.fault == FaultCode(rawValue: 0x000c_0246))
    }

    @Test func `a peer that never answers is given up when the time is over`() async throws {
        let workshop = try await workshop()
        let loop = EmbeddedEventLoop()
        let channel = EmbeddedChannel(loop: loop)
        let handler = TLSHandler(try workshop.client(), serverName: "localhost", peer: "mute:6514")
        try channel.pipeline.syncOperations.addHandler(handler)
        let handshake = handler.handshake
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
        let written = loop.makePromise(of: Void.self)
        channel.writeAndFlush(ByteBuffer(string: "line\n"), promise: written)
        loop.advanceTime(by: .milliseconds(9900))
        #expect(channel.isActive)
        loop.advanceTime(by: .milliseconds(200))
        #expect(!channel.isActive)
        let failures = Failures()
        handshake.whenFailure { failures.add("\($0)") }
        written.futureResult.whenFailure { failures.add("\($0)") }
        loop.run()
        #expect(failures.all.count == 2 && failures.all.allSatisfy { $0.contains("within 10 s") })
    }

    private final class Failures: Sendable {
        private let list = Mutex<[String]>([])
        var all: [String] { list.withLock { $0 } }
        func add(_ text: String) { list.withLock { $0.append(text) } }
    }
}
