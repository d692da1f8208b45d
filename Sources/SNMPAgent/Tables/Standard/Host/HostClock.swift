import Glibc
public import NetworkValues

/// The host's own clocks, read at each request.
public enum HostClock {
    /// The time.
    public static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Hundredths of a second since the host booted, those in which it slept included.
    public static func upTime() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return UInt64(max(0, time.tv_sec)) * 100 + UInt64(max(0, time.tv_nsec)) / 10_000_000
    }
}
