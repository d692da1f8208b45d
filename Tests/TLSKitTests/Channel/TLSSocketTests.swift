import Foundation
import NIOCore
import NIOPosix
import Subprocess
import Testing

@testable import TLSKit

/// The handler over real sockets, with OpenSSL's programs and with peers that misbehave.
struct TLSSocketTests {
    private let workshop: CertificateWorkshop

    init() async throws {
        workshop = try CertificateWorkshop()
        try await workshop.makeServer(key: "ec -pkeyopt ec_paramgen_curve:P-256")
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `ten megabytes go to s_client and back`(_ version: String) async throws {
        let server = try await EchoServer(try workshop.server())
        var octets = [UInt8](repeating: 0, count: 10_000_000)
        var value: UInt32 = 1
        for index in octets.indices {
            value = value &* 1_664_525 &+ 1_013_904_223
            octets[index] = UInt8(truncatingIfNeeded: value >> 24)
        }
        try workshop.write(octets, to: "there")
        let command = """
            cd "$0" && : >back && (cat there; for i in $(seq 300); do test $(stat -c %s back) -ge 10000000 && break; \
            sleep 0.1; done) | OPENSSL_CONF=/dev/null timeout 40 openssl s_client -quiet -no_ign_eof -nocommands \(version) \
            -CAfile ca.pem -connect 127.0.0.1:\(server.port) >back 2>errors
            """
        _ = try await run(
            .name("sh"), arguments: ["-c", command, workshop.path], output: .discarded, error: .discarded)
        #expect(try workshop.read("back") == octets)
        await server.stop()
    }

    @Test func `s_client resumes a session of TLS 1_3`() async throws {
        let server = try await EchoServer(try workshop.server())
        let input = "echo hello; sleep 0.3; echo Q"
        let first = try await workshop.connect(server.port, "-tls1_3 -sess_out session", input: input)
        #expect(first.contains("New, TLSv1.3"))
        let second = try await workshop.connect(server.port, "-tls1_3 -sess_in session", input: input)
        #expect(second.contains("Reused, TLSv1.3"))
        #expect(server.sessions.map(\.isResumed) == [false, true])
        await server.stop()
    }

    @Test func `a client that is refused learns why, also when it has spoken already`() async throws {
        let heard = Heard()
        let server = try await EchoServer(
            try workshop.server(heard: heard) {
                $0.verification = .withoutName
                $0.requiresPeerCertificate = true
                $0.trusted = try workshop.certificates("ca")
            })
        // In TLS 1.3 a client may speak before the server has looked at its certificate.
        let printed = try await workshop.connect(
            server.port, "-tls1_3", input: "for i in 1 2 3 4 5; do echo hello; done; sleep 2")
        #expect(printed.contains("alert certificate required") && printed.contains("SSL alert number 116"))
        #expect(heard.alerts.contains { $0.direction == .sent && $0.number == 116 })
        await server.stop()
    }

    @Test func `who speaks without TLS is told off`() async throws {
        let server = try await EchoServer(try workshop.server())
        let client = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: server.port).get()
        try await client.writeAndFlush(ByteBuffer(string: "GET / HTTP/1.0\r\n\r\n"))
        try await until { !server.errors.isEmpty }
        #expect(server.errors.first?.contains("http request") == true)
        try await client.closeFuture.get()
        await server.stop()
    }

    @Test func `a connection that is reset in the handshake is an error that says so`() async throws {
        let peer = try await ScriptedPeer.listen { try $0.pipeline.syncOperations.addHandler(Resetter()) }
        let context = try workshop.client()
        let error = await #expect(throws: TLSError.self) { try await EchoClient.connect(context, port: peer.port) }
        #expect(error?.code == .handshake)
        #expect(error?.message.contains("127.0.0.1:\(peer.port)") == true, "\(error?.message ?? "")")
        await peer.stop()
    }

    @Test func `who reads only when asked gets all of it, and may answer a peer that has ended its side`() async throws
    {
        let context = try workshop.server()
        let peer = try await ScriptedPeer.listen(isReading: false, allowsHalfClosure: true) { channel in
            try channel.pipeline.syncOperations.addHandlers([
                TLSHandler(context, serverName: nil, peer: "client"), PatientEcho(),
            ])
        }
        let client = try await EchoClient.connect(try workshop.client(), port: peer.port)
        try await client.channel.writeAndFlush(ByteBuffer(repeating: 7, count: 300_000))
        try await client.channel.close(mode: .output)
        try await until { client.count == 300_000 }
        try await client.channel.closeFuture.get()
        await #expect(throws: (any Error).self) { try await client.channel.writeAndFlush(ByteBuffer(string: "late")) }
        await peer.stop()
    }

    /// Waits until something is so, not for ever.
    private func until(_ isSo: () -> Bool) async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(20))
        while !isSo() {
            try #require(ContinuousClock.now < end)
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
