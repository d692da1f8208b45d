import Faults
import Foundation
import NIOCore
import NIOPosix
import Subprocess
import Synchronization
import Testing

@testable import TLSKit

/// What observers heard.
final class Heard: Sendable {
    struct Rejection: Sendable {
        var chain: [Certificate]
        var reason: CertificateRejection
        var peer: String
        var purpose: String
    }

    private let state = Mutex((alerts: [TLSAlert](), rejections: [Rejection]()))

    var alerts: [TLSAlert] { state.withLock { $0.alerts } }
    var rejections: [Rejection] { state.withLock { $0.rejections } }

    var observer: TLSObserver {
        TLSObserver(
            onAlert: { alert in self.state.withLock { $0.alerts.append(alert) } },
            onRejection: { chain, reason, peer, purpose in
                self.state.withLock {
                    $0.rejections.append(Rejection(chain: chain, reason: reason, peer: peer, purpose: purpose))
                }
            })
    }
}

/// A server of ours on a free port that sends back what it gets.
final class EchoServer: Sendable {
    let port: Int
    private let channel: any Channel
    private let state = Mutex<(sessions: [TLSSession], errors: [String])>(([], []))

    var sessions: [TLSSession] { state.withLock { $0.sessions } }
    var errors: [String] { state.withLock { $0.errors } }

    init(_ context: TLSContext, isSilent: Bool = false) async throws {
        let box = Mutex<EchoServer?>(nil)
        let holder = Holder()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if !isSilent {
                        try channel.pipeline.syncOperations.addHandler(
                            TLSHandler(context, serverName: nil, peer: "client"))
                    }
                    try channel.pipeline.syncOperations.addHandler(Echo(holder, isSilent: isSilent))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
        _ = box
        holder.server.withLock { $0 = self }
    }

    func stop() async { try? await channel.close().get() }

    final class Holder: Sendable { let server = Mutex<EchoServer?>(nil) }

    private final class Echo: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let holder: Holder
        private let isSilent: Bool

        init(_ holder: Holder, isSilent: Bool) {
            self.holder = holder
            self.isSilent = isSilent
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if !isSilent { context.writeAndFlush(data, promise: nil) }
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case .handshakeCompleted(let session)? = event as? TLSEvent {
                holder.server.withLock { $0 }?.state.withLock { $0.sessions.append(session) }
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            holder.server.withLock { $0 }?.state.withLock { $0.errors.append("\(error)") }
            context.close(promise: nil)
        }
    }
}

/// A client of ours: what came of its handshake, and what it then received.
struct EchoClient {
    let channel: any Channel
    let session: TLSSession
    private let received: Collected

    /// Connects; throws what the handshake failed of.
    static func connect(
        _ context: TLSContext, port: Int, serverName: String? = "127.0.0.1", limit: TimeAmount = .seconds(10)
    ) async throws -> EchoClient {
        let received = Collected()
        let (channel, handshake) = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = TLSHandler(
                        context, serverName: serverName, peer: "127.0.0.1:\(port)", handshakeTimeout: limit)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    try channel.pipeline.syncOperations.addHandler(Collector(received))
                    return (channel, handler.handshake)
                }
            }
        return EchoClient(channel: channel, session: try await handshake.get(), received: received)
    }

    /// Sends octets and waits until as many came back; returns them.
    func exchange(_ octets: [UInt8]) async throws -> [UInt8] {
        try await channel.writeAndFlush(channel.allocator.buffer(bytes: octets))
        let end = ContinuousClock.now.advanced(by: .seconds(30))
        while received.octets.withLock({ $0.count }) < octets.count, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(2))
        }
        return received.octets.withLock { octets in
            defer { octets = [] }
            return octets
        }
    }

    func close() async { try? await channel.close().get() }

    private final class Collected: Sendable { let octets = Mutex<[UInt8]>([]) }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let collected: Collected

        init(_ collected: Collected) { self.collected = collected }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            collected.octets.withLock { $0 += Array(buffer.readableBytesView) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {}
    }
}

extension CertificateWorkshop {
    /// Makes an authority, and a certificate of it for 127.0.0.1 and localhost: `name.pem` with `name.key`.
    func makeServer(_ name: String = "server", key: String = "rsa:2048", more: [String] = []) async throws {
        if !FileManager.default.fileExists(atPath: file("ca.pem")) { try await makeAuthority() }
        try await makeSigned(
            name, key: key, subject: "/CN=\(name)",
            extensions: ["subjectAltName=DNS:localhost,IP:127.0.0.1"]
                + (more.isEmpty ? ["extendedKeyUsage=serverAuth,clientAuth"] : more))
    }

    /// A certificate that was made, with its key.
    func identity(_ name: String) throws -> TLSIdentity {
        try TLSIdentity(
            chain: Certificate.all(in: read("\(name).pem")), key: PrivateKey(read("\(name).key")))
    }

    func certificates(_ name: String) throws -> [Certificate] { try Certificate.all(in: read("\(name).pem")) }

    /// A context for a server that shows the certificate `name`.
    func server(
        _ name: String = "server", profile: TLSProfile = .modern, heard: Heard = Heard(),
        _ change: (inout TLSConfiguration) throws -> Void = { _ in }
    ) throws -> TLSContext {
        var configuration = TLSConfiguration(
            role: .server, profile: profile, identity: try identity(name), verification: .none, purpose: "echo",
            observer: heard.observer)
        try change(&configuration)
        return try TLSContext(configuration)
    }

    /// A context for a client that trusts the authority.
    func client(
        profile: TLSProfile = .modern, heard: Heard = Heard(),
        _ change: (inout TLSConfiguration) throws -> Void = { _ in }
    ) throws -> TLSContext {
        var configuration = TLSConfiguration(
            role: .client, profile: profile, trusted: try certificates("ca"), purpose: "test",
            observer: heard.observer)
        try change(&configuration)
        return try TLSContext(configuration)
    }

    /// Runs `openssl s_client` against a port with nothing to say; what it printed.
    func connect(_ port: Int, _ words: String) async throws -> String {
        let result = try await run(
            .name("sh"),
            arguments: [
                "-c",
                #"cd "$0" && echo Q | OPENSSL_CONF=/dev/null timeout 20 openssl s_client -connect 127.0.0.1:"$1" -CAfile ca.pem $2"#,
                path, "\(port)", words,
            ], output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        return result.standardOutput + result.standardError
    }

    /// Runs `body` while `openssl s_server` listens, which shows the certificate `name`.
    func serving<Value: Sendable>(
        _ words: String, name: String = "server", _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        let port = try freePort()
        let result = try await run(
            .name("sh"),
            arguments: [
                "-c",
                #"cd "$0" && OPENSSL_CONF=/dev/null exec openssl s_server -accept 127.0.0.1:"$1" -cert "$2".pem -key "$2".key -rev $3 >s_server."$1" 2>&1"#,
                path, "\(port)", name, words,
            ], input: .none, output: .discarded, error: .discarded
        ) { [path] execution -> Result<Value, any Error> in
            let printed = "\(path)/s_server.\(port)"
            let end = ContinuousClock.now.advanced(by: .seconds(10))
            while ContinuousClock.now < end,
                !((try? String(contentsOfFile: printed, encoding: .utf8)) ?? "").contains("ACCEPT")
            {
                try await Task.sleep(for: .milliseconds(5))
            }
            let outcome: Result<Value, any Error>
            do { outcome = .success(try await body(port)) } catch { outcome = .failure(error) }
            try? execution.send(signal: .kill)
            return outcome
        }
        return try result.closureResult.get()
    }

    private func freePort() throws -> Int {
        let channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).wait()
        defer { try? channel.close().wait() }
        return channel.localAddress?.port ?? 0
    }
}
