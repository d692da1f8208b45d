import Faults
import NetworkValues
import Snapshot

/// What the log says of alarms, kept up with it entry by entry.
struct SeenLog: Sendable {
    /// The record that raised each alarm, by the alarm's number.
    private(set) var raised: [UInt32: UInt64] = [:]
    /// The records of alarms that are over, by number.
    private(set) var cleared: [EventLog.Entry] = []
    /// When an alarm was last raised.
    private(set) var lastRaise: Timestamp?
    /// When an alarm was last over.
    private(set) var lastClear: Timestamp?

    private var last: UInt64 = 0
    private var first: UInt64 = 0

    /// Takes in what the log has. Returns whether the cleared alarms are others.
    mutating func take(_ log: EventLog) -> Bool {
        let entries = log.entries
        if log.lastNumber < last { self = SeenLog() }
        let seen = last
        let new = entries.suffix(while: { $0.number > seen })
        var isChanged = false
        for entry in new {
            guard let record = entry.record, record.alarmNumber > 0 else { continue }
            switch record.activity {
            case .alarm:
                raised[record.alarmNumber] = entry.number
                lastRaise = record.time
            case .alarmCleared, .alarmTimeout:
                raised[record.alarmNumber] = nil
                cleared.append(entry)
                lastClear = record.time
                isChanged = true
            case .error: break
            }
        }
        last = log.lastNumber
        let oldest = entries.first?.number ?? 0
        if oldest != first { isChanged = forget(before: oldest) || isChanged }
        return isChanged
    }

    /// Forgets what the log no longer has. Returns whether a cleared alarm was among it.
    private mutating func forget(before oldest: UInt64) -> Bool {
        first = oldest
        // Alarms that stand for long have their records pushed out: few at a time.
        for (alarm, number) in raised where number < oldest { raised[alarm] = nil }
        let gone = cleared.prefix { $0.number < oldest }.count
        cleared.removeFirst(gone)
        return gone > 0
    }
}

extension ArraySlice {
    /// The longest end of the slice of which each element fits.
    fileprivate func suffix(while fits: (Element) -> Bool) -> ArraySlice<Element> {
        var start = endIndex
        while start > startIndex, fits(self[start - 1]) { start -= 1 }
        return self[start...]
    }
}
