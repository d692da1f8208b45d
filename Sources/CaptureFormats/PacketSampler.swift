/// Picks packets by a `PacketSampling`, one after the other.
public struct PacketSampler: Hashable, Sendable {
    /// The rule.
    public let sampling: PacketSampling
    private var passed: UInt32 = 0
    private var last: PacketTime?

    /// Makes a sampler that has seen nothing yet.
    public init(_ sampling: PacketSampling) {
        self.sampling = sampling
    }

    /// Whether the packet seen at `time` is wanted. To be called once for each packet, in their order.
    public mutating func admits(_ time: PacketTime) -> Bool {
        switch sampling {
        case .all:
            return true
        case .oneIn(let count):
            let isFirst = passed == 0
            passed = passed + 1 < count ? passed + 1 : 0
            return isFirst
        case .firstAfter(let milliseconds):
            // A clock that was set back begins anew, or nothing would pass until it has caught up.
            if let last, time >= last, time.nanoseconds - last.nanoseconds < UInt64(milliseconds) * 1_000_000 {
                return false
            }
            last = time
            return true
        }
    }
}
