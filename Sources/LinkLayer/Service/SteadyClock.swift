import Glibc
public import NetworkValues

/// A clock that never goes back, and goes on while the machine sleeps. It is set by the real-time clock once, when it is
/// made, so that its times can be shown to people.
public struct SteadyClock: Sendable {
    private let offset: Int64

    /// Makes a clock that shows `now` now.
    public init(startingAt now: Timestamp) {
        offset = now.milliseconds - Self.elapsed()
    }

    /// The time.
    public func now() -> Timestamp { Timestamp(milliseconds: Self.elapsed() + offset) }

    private static func elapsed() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
