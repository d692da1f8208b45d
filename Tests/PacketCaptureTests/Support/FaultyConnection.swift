import NIOCore
import NIOPosix

/// A connection that reads only what somebody asks for: who is slow slows the other side.
actor FaultyConnection {
    private final class Feed: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let parts: AsyncStream<ByteBuffer>.Continuation
        let onActive: () -> Void

        init(_ parts: AsyncStream<ByteBuffer>.Continuation, onActive: @escaping () -> Void) {
            self.parts = parts
            self.onActive = onActive
        }

        // What is read before is lost.
        func channelActive(context: ChannelHandlerContext) { onActive() }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { parts.yield(unwrapInboundIn(data)) }

        func channelInactive(context: ChannelHandlerContext) { parts.finish() }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private let channel: any Channel
    private let stream: AsyncStream<ByteBuffer>
    private var rest = ByteBuffer()

    /// On the channel's event loop. `serve` is called once it can be read from.
    init(_ channel: any Channel, serve: @escaping @Sendable (FaultyConnection) -> Void) throws {
        self.channel = channel
        let (stream, parts) = AsyncStream.makeStream(of: ByteBuffer.self)
        self.stream = stream
        try channel.pipeline.syncOperations.addHandler(Feed(parts) { serve(self) })
    }

    private func more() async -> Bool {
        channel.read()
        for await var part in stream {
            rest.writeBuffer(&part)
            return true
        }
        return false
    }

    /// What comes up to and with `end`; `nil` when the connection ends before.
    func text(until end: String) async -> String? {
        let end = Array(end.utf8)
        while true {
            if let range = rest.readableBytesView.firstRange(of: end) {
                return rest.readString(length: range.upperBound - rest.readerIndex)
            }
            guard await more() else { return nil }
        }
    }

    /// The next octets; none when the connection has ended.
    func octets(upTo limit: Int) async -> [UInt8] {
        if rest.readableBytes == 0 { guard await more() else { return [] } }
        defer { rest.discardReadBytes() }
        return rest.readBytes(length: min(limit, rest.readableBytes)) ?? []
    }

    /// Sends octets; the other side may be gone.
    func send(_ octets: ByteBuffer) async { try? await channel.writeAndFlush(octets) }

    /// Ends the connection as a process does that is killed with octets unread.
    func reset() async {
        if let provider = channel as? any SocketOptionProvider {
            try? await provider.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        try? await channel.close()
    }

    /// Ends the connection.
    func close() async { try? await channel.close() }
}
