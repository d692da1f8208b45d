import NIOCore

/// Closes connections whose clients only hold them: a request that comes octet by octet, an answer that nobody reads, a
/// connection on which nothing is ever asked. It looks at the wire, below TLS.
///
/// A client that sent something must get the first octet of an answer within `answer`; that is also how long a request may
/// take to arrive. What is written must get on within `progress`.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: TimeAmount
    private let progress: TimeAmount
    private let interval: TimeAmount
    /// Since when the client waits for an answer, or we for its request: since its first octet behind our last.
    private var askedAt: NIODeadline?
    /// Since when the kernel takes nothing more of an answer.
    private var stuckAt: NIODeadline?
    private var check: RepeatedTask?

    init(answer: TimeAmount = .seconds(150), progress: TimeAmount = .seconds(60), interval: TimeAmount = .seconds(10)) {
        self.answer = answer
        self.progress = progress
        self.interval = interval
    }

    func handlerAdded(context: ChannelHandlerContext) {
        askedAt = context.eventLoop.now
        let channel = context.channel
        let held = NIOLoopBound(self, eventLoop: context.eventLoop)
        check = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            if held.value.isOverdue(channel.eventLoop.now) { channel.close(promise: nil) }
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        check?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if askedAt == nil { askedAt = context.eventLoop.now }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        askedAt = nil
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stuckAt = context.channel.isWritable ? nil : context.eventLoop.now
        context.fireChannelWritabilityChanged()
    }

    private func isOverdue(_ now: NIODeadline) -> Bool {
        if let askedAt, now - askedAt > answer { return true }
        if let stuckAt, now - stuckAt > progress { return true }
        return false
    }
}
