import NetworkValues

/// Finds the hour with the most call attempts.
///
/// The manual (4.13.1) counts from when the counters were cleared: the hours follow each other from that moment on, or from
/// the first input of the system, and do not keep to the clock. Of hours with as many attempts the first one counts.
struct BusyHour: Sendable {
    private static let hourMilliseconds: Int64 = 3_600_000

    private var start: Timestamp?
    private var currentHour: Int64 = 0
    private var currentAttempts: UInt64 = 0
    /// Attempts in the busiest hour.
    private(set) var attempts: UInt64 = 0
    /// When the busiest hour began; `nil` before the first attempt.
    private(set) var busiestStart: Timestamp?

    /// Begins to count at `time`, unless it has begun.
    mutating func begin(at time: Timestamp) {
        if start == nil { start = time }
    }

    /// Counts a call attempt.
    mutating func count(at time: Timestamp) {
        let first = start ?? time
        start = first
        let hour = time.milliseconds(since: first) / Self.hourMilliseconds
        if hour != currentHour {
            currentHour = hour
            currentAttempts = 0
        }
        currentAttempts += 1
        if currentAttempts > attempts {
            attempts = currentAttempts
            busiestStart = first.adding(milliseconds: hour * Self.hourMilliseconds)
        }
    }
}
