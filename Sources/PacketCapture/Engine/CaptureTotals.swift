import CPcap
import CaptureFormats
import Glibc

/// What the kernel has counted of a capture since it began. libpcap counts in 32 bits, which run over within hours of a
/// busy network.
struct CaptureTotals: Sendable {
    private(set) var received: UInt64 = 0
    private(set) var dropped: UInt64 = 0
    private(set) var droppedByInterface: UInt64 = 0
    private var last = (received: UInt32(0), dropped: UInt32(0), byInterface: UInt32(0))

    /// Takes the counters as they stand now.
    mutating func update(_ counts: ipd_pcap_counts) {
        let now = (
            received: UInt32(truncatingIfNeeded: counts.received), dropped: UInt32(truncatingIfNeeded: counts.dropped),
            byInterface: UInt32(truncatingIfNeeded: counts.dropped_by_interface)
        )
        received += UInt64(now.received &- last.received)
        dropped += UInt64(now.dropped &- last.dropped)
        droppedByInterface += UInt64(now.byInterface &- last.byInterface)
        last = now
    }
}

/// The time of packets.
enum CaptureClock {
    /// Now.
    static var now: PacketTime {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return PacketTime(
            nanoseconds: UInt64(clamping: now.tv_sec) * 1_000_000_000 + UInt64(clamping: now.tv_nsec))
    }
}
