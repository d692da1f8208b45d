import Glibc

/// The engine's clock: time since it started, which no change of the wall clock touches and which goes on while the host
/// sleeps. sysUpTime and snmpEngineTime are read from it.
public struct EngineClock: Sendable {
    private let started: UInt64
    private let read: @Sendable () -> UInt64

    /// Starts the clock.
    public init() {
        self.init { Self.sinceBoot() }
    }

    /// Starts a clock that reads milliseconds from `read`, which never go back.
    public init(reading read: @escaping @Sendable () -> UInt64) {
        self.read = read
        started = read()
    }

    /// Milliseconds since the start.
    public var milliseconds: UInt64 {
        let now = read()
        return now > started ? now - started : 0
    }

    /// Hundredths of a second since the start, which wrap after 497 days (sysUpTime, RFC 3418).
    public var ticks: UInt32 { UInt32(truncatingIfNeeded: milliseconds / 10) }

    /// Seconds since the start, at most 2^31-1 (snmpEngineTime, RFC 3411 5).
    public var seconds: Int32 { Int32(clamping: milliseconds / 1000) }

    /// Nanoseconds since some moment, for measuring short times.
    static var nanoseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    private static func sinceBoot() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    }
}
