import Glibc
import NIOCore
import NIOPosix

/// A peer on a free port of the loopback that does what a closure does with each connection, without TLS of its own.
struct ScriptedPeer {
    let port: Int
    private let channel: any Channel

    /// Listens. `isReading` off: nothing is read unless a handler asks for it.
    static func listen(
        isReading: Bool = true, allowsHalfClosure: Bool = false,
        _ setUp: @escaping @Sendable (any Channel) throws -> Void
    ) async throws -> ScriptedPeer {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: isReading)
            .childChannelOption(.allowRemoteHalfClosure, value: allowsHalfClosure)
            .childChannelInitializer { channel in channel.eventLoop.makeCompletedFuture { try setUp(channel) } }
            .bind(host: "127.0.0.1", port: 0).get()
        return ScriptedPeer(port: channel.localAddress?.port ?? 0, channel: channel)
    }

    func stop() async { try? await channel.close().get() }
}

/// Resets its connection when the first octets come.
final class Resetter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // With octets that nobody reads any more, or without lingering, a close is a reset.
        let provider = context.channel as? any SocketOptionProvider
        _ = provider?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        context.close(promise: nil)
    }
}

/// Asks for one read at a time, and sends back all that came when the peer has ended its side.
final class PatientEcho: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private var octets = ByteBuffer()

    func channelActive(context: ChannelHandlerContext) {
        context.read()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        octets.writeImmutableBuffer(unwrapInboundIn(data))
        // Only what was plaintext is a reason to ask again.
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent {
            context.writeAndFlush(wrapOutboundOut(octets), promise: nil)
            context.close(promise: nil)
        }
    }
}
