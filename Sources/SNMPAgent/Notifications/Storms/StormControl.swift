import Faults
import NetworkValues

/// How many notifications a receiver is sent.
public struct StormLimit: Sendable, Hashable {
    /// Notifications a minute.
    public var perMinute: Int
    /// Notifications that may come at once.
    public var burst: Int

    /// Makes a limit.
    public init(perMinute: Int, burst: Int) {
        self.perMinute = perMinute
        self.burst = burst
    }
}

/// Holds back what comes too fast for one receiver, and sums it up.
///
/// A bucket of `burst` tokens gains `perMinute` of them in a minute; each record takes one. When it is empty a storm
/// begins: everything is held back, and still takes what the bucket gains, until what comes is so little that the bucket is
/// half full again. What was held back is summed up then, and once a minute while the storm lasts.
///
/// Never held back are critical ones, and the end of an alarm unless its beginning was. Time is that of the records, so that
/// a backlog which came slowly is not a storm, and the same records give the same result again.
struct StormControl: Sendable {
    /// What was held back since the last summary.
    struct Summary: Sendable, Hashable {
        /// Records held back.
        var count: UInt32 = 0
        /// Of them by seriousness.
        var bySeriousness: [Seriousness: UInt32] = [:]
        /// The times of the first and the last.
        var from: Timestamp
        var until: Timestamp
        /// The numbers of the first and the last in the journal.
        var firstRecord: UInt64
        var lastRecord: UInt64
    }

    /// Milliseconds after which a storm that goes on is summed up.
    static let summaryMilliseconds: Int64 = 60_000
    /// More alarms cannot stand.
    private static let alarmLimit = 65_536
    /// Parts of a token that the level counts in: a gain of one in a minute for each millisecond.
    private static let parts: Int64 = 60_000

    private let limit: StormLimit
    private var level: Int64
    private var filledAt: Timestamp?
    private var isStorm = false
    /// Alarms whose beginning was held back.
    private var heldAlarms: Set<UInt32> = []
    /// What is not summed up yet.
    private(set) var summary: Summary?

    init(_ limit: StormLimit) {
        self.limit = limit
        level = Int64(limit.burst) * Self.parts
    }

    private var full: Int64 { Int64(limit.burst) * Self.parts }

    /// Whether to send a record; one that is not counts in the summary.
    mutating func admits(_ record: FaultRecord, number: UInt64) -> Bool {
        fill(until: record.time)
        if isStorm, level * 2 >= full { isStorm = false }
        let hasToken = level >= Self.parts
        if hasToken { level -= Self.parts } else { isStorm = true }
        if record.seriousness == .critical { return true }
        switch record.activity {
        case .alarmCleared, .alarmTimeout:
            guard heldAlarms.remove(record.alarmNumber) != nil else { return true }
        case .alarm, .error:
            break
        }
        guard isStorm else { return true }
        hold(record, number)
        return false
    }

    private mutating func fill(until time: Timestamp) {
        if let filledAt {
            let passed = max(0, time.milliseconds(since: filledAt))
            let gain = passed.multipliedReportingOverflow(by: Int64(limit.perMinute))
            level = gain.overflow ? full : min(full, level + min(gain.partialValue, full))
            // A clock that is set back gains nothing until it is where it was.
            guard filledAt < time else { return }
        }
        filledAt = time
    }

    private mutating func hold(_ record: FaultRecord, _ number: UInt64) {
        if record.activity == .alarm, heldAlarms.count < Self.alarmLimit { heldAlarms.insert(record.alarmNumber) }
        var next =
            summary ?? Summary(from: record.time, until: record.time, firstRecord: number, lastRecord: number)
        next.count += 1
        next.bySeriousness[record.seriousness, default: 0] += 1
        next.until = max(next.until, record.time)
        next.lastRecord = number
        summary = next
    }

    /// When what was held back is to be summed up; `nil` while nothing is.
    var summaryDue: Timestamp? {
        guard let summary, let filledAt else { return nil }
        let missing = max(0, full / 2 - level)
        let calm = filledAt.adding(milliseconds: missing / Int64(max(1, limit.perMinute)) + 1)
        return min(calm, summary.from.adding(milliseconds: Self.summaryMilliseconds))
    }

    /// What was held back, when it is to be summed up by now.
    mutating func takeSummary(at now: Timestamp) -> Summary? {
        guard let due = summaryDue, due <= now else { return nil }
        defer { summary = nil }
        return summary
    }
}
