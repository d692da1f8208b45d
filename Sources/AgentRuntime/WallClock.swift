public import NetworkValues

#if canImport(Glibc)
    import Glibc
#endif

/// Where the runtime gets its time from. Tests give one that they move by hand.
public protocol WallClock: Sendable {
    /// The time now.
    func now() -> Timestamp
    /// Returns once `deadline` has come, or the task is cancelled.
    func sleep(until deadline: Timestamp) async throws
}

/// The system's real-time clock.
public struct SystemClock: WallClock {
    /// Makes the clock.
    public init() {}

    public func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    public func sleep(until deadline: Timestamp) async throws {
        try await Task.sleep(for: .milliseconds(max(0, deadline.milliseconds(since: now()))))
    }
}
