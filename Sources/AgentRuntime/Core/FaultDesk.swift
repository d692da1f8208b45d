import Faults
import IPDECTCore
import Journal
import NetworkValues
import Snapshot

/// Turns the effects of the core into alarms and fault records: the alarm table gives numbers, the severity map says
/// how serious each is, the history remembers. A value without I/O; the `SiteCore` makes its records durable.
struct FaultDesk: Sendable {
    var alarms = AlarmTable()
    var events = EventHistory()
    var severities = SeverityMap()
    var occurrences: [FaultCode: FaultOccurrence] = [:]
    var eventCounts: [EventKind: UInt64] = [:]
    /// Raises that the alarm table had no room for.
    var refusedRaises: UInt64 = 0

    /// What is to be kept of one step.
    struct Outcome: Sendable {
        /// Records for the journal, in order.
        var records: [JournalContent] = []
        /// Whether a fault is among them.
        var hasFaults = false
        /// How the alarms that the journal keeps for the next start have changed.
        var alarmState: [AlarmStateChange] = []

        mutating func add(_ other: Outcome) {
            records += other.records
            hasFaults = hasFaults || other.hasFaults
            alarmState += other.alarmState
        }
    }

    /// Applies the effects that concern faults, and keeps the lines of the log that `line` makes between them.
    mutating func apply(
        _ effects: [SiteEffect], isSimulated: (DeviceID) -> Bool, at time: Timestamp,
        line: (SiteTopic, DeviceID, String) -> LogRecord? = { _, _, _ in nil }
    ) -> Outcome {
        var outcome = Outcome()
        for effect in effects {
            switch effect {
            case .raise(let code, let subject, let source, let text):
                let change = alarms.raise(code, on: subject, source: source, text: text, at: time)
                note(change, isSimulated: isSimulated(subject.device), at: time, into: &outcome)
            case .clear(let key):
                if let change = alarms.clear(key, at: time) {
                    note(change, isSimulated: isSimulated(key.device), at: time, into: &outcome)
                }
            case .event(let code, let subject, let source, let text):
                let record = FaultRecord(
                    activity: .error, alarmNumber: 0, code: code, severity: severity(of: code),
                    seriousness: severities.seriousness(of: code), subject: subject, source: source, text: text,
                    time: time, count: 1, isSimulated: isSimulated(subject.device))
                keep(record, into: &outcome)
            case .objectGone(let device):
                alarms.objectGone(device, at: time)
            case .objectReturned(let device):
                alarms.objectReturned(device)
            case .objectRestarted(let device):
                for change in alarms.clearAll(on: device, at: time) {
                    note(change, isSimulated: isSimulated(device), at: time, into: &outcome)
                }
            case .log(let topic, let device, let text):
                if let line = line(topic, device, text) { outcome.records.append(.log(line)) }
            case .refused:
                break
            }
        }
        return outcome
    }

    /// Lets the alarms time out whose object has been gone for 30 minutes (manual 4.23.3).
    mutating func expire(isSimulated: (DeviceID) -> Bool, at time: Timestamp) -> Outcome {
        var outcome = Outcome()
        for change in alarms.expire(at: time) {
            note(change, isSimulated: isSimulated(change.device), at: time, into: &outcome)
        }
        return outcome
    }

    private mutating func note(
        _ change: AlarmChange, isSimulated: Bool, at time: Timestamp, into outcome: inout Outcome
    ) {
        switch change {
        case .raised(let alarm):
            keep(record(.alarm, alarm, isSimulated, time), into: &outcome)
            outcome.alarmState.append(.put(alarm))
        case .cleared(let alarm):
            keep(record(.alarmCleared, alarm, isSimulated, time), into: &outcome)
            outcome.alarmState.append(.remove(number: alarm.number))
        case .timedOut(let alarm):
            keep(record(.alarmTimeout, alarm, isSimulated, time), into: &outcome)
            outcome.alarmState.append(.remove(number: alarm.number))
        case .refreshed(let alarm):
            count(alarm.key.code, at: time)
            outcome.alarmState.append(.put(alarm))
        case .refused:
            refusedRaises += 1
        }
    }

    private func record(_ activity: FaultActivity, _ alarm: Alarm, _ isSimulated: Bool, _ time: Timestamp)
        -> FaultRecord
    {
        FaultRecord(
            activity: activity, alarmNumber: alarm.number, code: alarm.key.code, severity: alarm.severity,
            seriousness: severities.seriousness(of: alarm.key.code), subject: alarm.subject, source: alarm.key.source,
            text: alarm.text, time: time, count: alarm.count, isSimulated: isSimulated)
    }

    private mutating func keep(_ record: FaultRecord, into outcome: inout Outcome) {
        if record.activity == .alarm || record.activity == .error { count(record.code, at: record.time) }
        eventCounts[EventKind(activity: record.activity, severity: record.severity), default: 0] += 1
        events.append(record)
        outcome.records.append(.fault(record))
        outcome.hasFaults = true
    }

    private mutating func count(_ code: FaultCode, at time: Timestamp) {
        occurrences[code, default: FaultOccurrence(count: 0, lastAt: time)].count += 1
        occurrences[code]?.lastAt = time
    }

    private func severity(of code: FaultCode) -> FaultSeverity {
        FaultCatalogue.definition(of: code)?.severity ?? .indeterminate
    }
}
