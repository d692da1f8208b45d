public import DeviceFeeds
import Foundation
public import NetworkValues

/// The system's real-time clock.
public struct SystemClock: FeedClock {
    /// Makes the clock.
    public init() {}

    /// The time now.
    public func now() -> Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// Returns once the time has come; throws when the task is cancelled before.
    public func sleep(until deadline: Timestamp) async throws {
        try await Task.sleep(for: .milliseconds(max(0, deadline.milliseconds(since: now()))))
    }
}
