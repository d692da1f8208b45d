import NIOCore

/// The way back over a connection for replies that are made later than the event loop returns, such as those to SET. They
/// go out when they come: a manager tells them apart by their request-id.
final class StreamReturn: LateReplyPath {
    private let channel: any Channel
    private let counters: TransportCounters

    init(_ channel: any Channel, counters: TransportCounters) {
        self.channel = channel
        self.counters = counters
    }

    /// What sends a whole message, from any thread, without waiting. A connection that has ended drops it, which is counted.
    func wayBack(for position: Int) -> (@Sendable ([UInt8]) -> Void)? {
        let (channel, counters) = (channel, counters)
        return { octets in
            channel.eventLoop.execute {
                guard channel.isActive else { return counters.add(.streamRepliesLost) }
                channel.writeAndFlush(ByteBuffer(bytes: octets), promise: nil)
            }
        }
    }
}
