import Faults
import Snapshot
import Synchronization

/// IPDECT-ALARM-MIB: alarms that stand, what happened lately, all faults, and the severity map.
final class AlarmModule: MIBGroup {
    enum Summary: UInt32, CaseIterable {
        case active = 1
        case critical, major, indeterminate, unacknowledged, worstSeverity, lastNumber, lastChange, lastSequence
        case eventsDropped, faultsSeen
    }

    let name = "IPDECT-ALARM-MIB"
    let prefix: [UInt32]

    private let summary: TableLayout
    private let alarms: TableLayout
    private let events: TableLayout
    private let faults: TableLayout
    private let severities: TableLayout
    private let state = Mutex(State())

    private struct State: Sendable {
        var lastChange: UInt32 = 0
        var key: Key?
        var segments: [MIBSegment] = []
    }

    /// What the segments were made from. Occurrences change with alarms or events only.
    private struct Key: Sendable, Equatable {
        var alarms: UInt64
        var lastSequence: UInt32
        var eventCount: Int
        var severities: SeverityMap
    }

    init(_ tree: OwnTree) {
        prefix = tree.identity(.alarm)
        summary = tree.scalars(.alarm, 1, Summary.self)
        alarms = StandingAlarmTable.layout(tree)
        events = EventTable.layout(tree)
        faults = FaultTable.layout(tree)
        severities = SeverityMapTable.layout(tree)
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let snapshot = source.snapshot
        let key = Key(
            alarms: snapshot.alarms.revision, lastSequence: snapshot.events.lastSequence,
            eventCount: snapshot.events.count, severities: snapshot.severities)
        return state.withLock { state in
            if state.key != key {
                state.segments = tables(source, previous, &state)
                state.key = key
            }
            return state.segments
        }
    }

    private func tables(_ source: TableSource, _ previous: MIBImage?, _ state: inout State) -> [MIBSegment] {
        let snapshot = source.snapshot
        let standing = snapshot.alarms.alarms
        let counts = AlarmCounts(standing)
        let previousAlarms = previous?.table(alarms)
        let alarmTable = StandingAlarmTable.table(
            standing, severities: snapshot.severities, layout: alarms, previous: previousAlarms)
        if alarmTable !== previousAlarms { state.lastChange = source.upTime }
        let lastChange = state.lastChange
        let scalars = ScalarGroup(summary, revision: 0) { row in
            row.gauge(Summary.active, counts.all.count)
            row.gauge(Summary.critical, counts.bySeverity[.critical] ?? 0)
            row.gauge(Summary.major, counts.bySeverity[.major] ?? 0)
            row.gauge(Summary.indeterminate, counts.bySeverity[.indeterminate] ?? 0)
            row.gauge(Summary.unacknowledged, counts.unacknowledged)
            row.number(Summary.worstSeverity, counts.all.worst.managedValue)
            row.gauge(Summary.lastNumber, snapshot.alarms.lastNumber)
            row.ticks(Summary.lastChange, lastChange)
            row.gauge(Summary.lastSequence, snapshot.events.lastSequence)
            row.counter(Summary.eventsDropped, snapshot.events.dropped)
            row.counter(Summary.faultsSeen, snapshot.occurrences.values.reduce(0) { $0 + $1.count })
        }
        let faultTable = FaultTable.table(
            snapshot, counts: counts, layout: faults, previous: previous?.table(faults))
        return [
            .scalars(scalars), .table(alarmTable),
            .table(
                EventTable.table(
                    snapshot.events, alarms: standing, layout: events, previous: previous?.table(events))),
            .table(faultTable),
            .table(
                SeverityMapTable.table(
                    snapshot.severities, layout: severities, previous: previous?.table(severities))),
        ]
    }
}
