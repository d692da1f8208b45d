import CLinux
import NIOCore

/// Stands next to the socket: counts the octets that go out, under TLS those of the ciphertext, and asks the kernel how
/// many of them the peer has acknowledged.
final class WireCounter: ChannelOutboundHandler, ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Octets that were written since the connection stands.
    private(set) var octets: UInt64 = 0
    /// What the kernel counted as acknowledged before the first octet: the SYN.
    private var baseline: UInt64 = 0
    /// What was acknowledged when the connection broke; the kernel cannot be asked later.
    private var atEnd: UInt64?

    func channelActive(context: ChannelHandlerContext) {
        baseline = (try? Self.acknowledged(context.channel)) ?? 1
        context.fireChannelActive()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        octets += UInt64(unwrapOutboundIn(data).readableBytes)
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if atEnd == nil { atEnd = try? acknowledged(on: context.channel) }
        context.fireErrorCaught(error)
    }

    /// The octets that the peer's kernel has acknowledged. Call it on the event loop.
    func acknowledged(on channel: any Channel) throws -> UInt64 {
        if let atEnd { return atEnd }
        let octets = try Self.acknowledged(channel)
        return octets - min(octets, baseline)
    }

    private static func acknowledged(_ channel: any Channel) throws -> UInt64 {
        guard let provider = channel as? any SocketOptionProvider else { return 0 }
        let future: EventLoopFuture<ipd_tcp_info> = provider.unsafeGetSocketOption(level: .tcp, name: .tcp_info)
        // On the event loop the option is there at once.
        var result: Result<ipd_tcp_info, any Error> = .failure(ChannelError.inappropriateOperationForState)
        future.assumeIsolated().whenComplete { result = $0 }
        var info = try result.get()
        return ipd_tcp_octets_acknowledged(&info)
    }
}
