/// When a packet was seen: nanoseconds since 1970-01-01T00:00:00Z, which last until the year 2554.
public struct PacketTime: Hashable, Comparable, Sendable {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    public var nanoseconds: UInt64

    /// Makes a time from nanoseconds since 1970-01-01T00:00:00Z.
    @inlinable public init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    /// Makes a time from whole seconds since 1970-01-01T00:00:00Z and microseconds on top, as libpcap gives it.
    @inlinable public init(seconds: UInt32, microseconds: UInt32) {
        nanoseconds = UInt64(seconds) * 1_000_000_000 + UInt64(microseconds) * 1000
    }

    /// Makes a time from whole seconds since 1970-01-01T00:00:00Z and nanoseconds on top.
    @inlinable public init(seconds: UInt32, nanoseconds: UInt32) {
        self.nanoseconds = UInt64(seconds) * 1_000_000_000 + UInt64(nanoseconds)
    }

    /// Whole seconds, as the 32 bits of a pcap file have them: they begin again in the year 2106.
    @inlinable public var seconds: UInt32 { UInt32(truncatingIfNeeded: nanoseconds / 1_000_000_000) }

    /// Nanoseconds since the last whole second.
    @inlinable public var nanosecondsOfSecond: UInt32 { UInt32(truncatingIfNeeded: nanoseconds % 1_000_000_000) }

    /// Whole microseconds since the last whole second.
    @inlinable public var microsecondsOfSecond: UInt32 { nanosecondsOfSecond / 1000 }

    /// Whether the left one comes first.
    @inlinable public static func < (left: PacketTime, right: PacketTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}
