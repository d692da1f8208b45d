import Faults
import NetworkValues

/// What a heartbeat tells.
struct HeartbeatFigures: Sendable, Hashable {
    /// The agent's name for people.
    var name: String
    /// Alarms that stand, and of them by severity.
    var active: UInt32
    var critical: UInt32
    var major: UInt32
    var indeterminate: UInt32
    /// The number of the journal's last record.
    var lastRecord: UInt64
    /// When.
    var time: Timestamp
}

/// Says when a receiver's next heartbeat is due. One that was missed is not made up for.
struct HeartbeatClock: Sendable {
    private let seconds: Int64?
    private(set) var due: Timestamp?

    /// Begins at `now`; `seconds` is the time between two, `nil` for no heartbeats.
    init(every seconds: Int64?, from now: Timestamp) {
        self.seconds = seconds
        due = seconds.map { now.adding(seconds: $0) }
    }

    /// Whether one is due; the next is so many seconds later then.
    mutating func isDue(at now: Timestamp) -> Bool {
        guard let due, let seconds else { return false }
        // A clock that was set back would make the receiver wait for as long.
        if due > now.adding(seconds: seconds) { self.due = now.adding(seconds: seconds) }
        guard due <= now else { return false }
        self.due = now.adding(seconds: seconds)
        return true
    }
}

extension EventHistory {
    /// The sequences of the records between two times; `nil` when none is kept.
    func sequences(from: Timestamp, until: Timestamp) -> ClosedRange<UInt32>? {
        var first: UInt32?
        var last: UInt32?
        for (place, record) in records.enumerated() where record.time >= from && record.time <= until {
            let sequence = firstSequence &+ UInt32(place)
            if first == nil { first = sequence }
            last = sequence
        }
        guard let first, let last else { return nil }
        return first...last
    }
}
