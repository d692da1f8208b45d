public import DeviceFeeds
public import NetworkValues

#if canImport(Glibc)
    import Glibc
#endif

/// The system's real-time clock.
public struct SystemClock: FeedClock {
    /// Makes the clock.
    public init() {}

    /// The time now.
    public func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Returns once the time has come; throws when the task is cancelled before.
    public func sleep(until deadline: Timestamp) async throws {
        try await Task.sleep(for: .milliseconds(max(0, deadline.milliseconds(since: now()))))
    }
}
