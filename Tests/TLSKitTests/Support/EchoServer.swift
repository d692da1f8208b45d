import NIOCore
import NIOPosix
import Synchronization

@testable import TLSKit

/// A server of ours on a free port that sends back what it gets.
final class EchoServer: Sendable {
    let port: Int
    private let channel: any Channel
    private let state = Mutex<(sessions: [TLSSession], errors: [String])>(([], []))

    var sessions: [TLSSession] { state.withLock { $0.sessions } }
    var errors: [String] { state.withLock { $0.errors } }

    init(_ context: TLSContext, isSilent: Bool = false) async throws {
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
