import Faults
import Snapshot
import Synchronization

/// ITU-ALARM-MIB (RFC 3877): severity, event type and probable cause of each fault, and which alarms of each severity
/// stand.
///
/// Whether an alarm gets better or worse is not known: its trend is noChange(2). Detectors, providers and users of a
/// service are not known either and are 0.0.
final class ITUAlarmGroup: MIBGroup {
    enum ModelColumn: UInt32, CaseIterable {
        case type = 2
        case cause, text, model
    }

    enum Column: UInt32, CaseIterable {
        case trend = 1
        case detector, provider, user
    }

    let name = "ITU-ALARM-MIB"
    let prefix = AlarmTree.itu

    private struct State: Sendable {
        var alarms: UInt64?
        var counts: [UInt64] = []
        var runs = RowRuns<AlarmRowKey>()
        var segments: [MIBSegment] = []
    }

    private let model: EncodedTable
    private let active = TableLayout(table: AlarmTree.ituActive + [1], Column.self)
    private let statistics = TableLayout(entry: AlarmTree.ituActive + [2, 1], columns: 1...10)
    private let state = Mutex(State())

    init() {
        model = Self.modelTable()
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let snapshot = source.snapshot
        // The severities of the devices, in the order of the statistics: minor and warning are not among them.
        let severities: [FaultSeverity?] = [.indeterminate, .critical, .major, nil, nil]
        let counts =
            severities.map { $0.map { UInt64(snapshot.alarms.active($0)) } ?? 0 }
            + severities.map { severity in
                severity.flatMap { snapshot.eventCounts[EventKind(activity: .alarm, severity: $0)] } ?? 0
            }
        return state.withLock { state in
            if state.alarms != snapshot.alarms.revision || state.counts != counts {
                state.segments = [
                    .table(model), .table(activeTable(snapshot.alarms.alarms, &state.runs)),
                    .table(statisticsTable(counts, previous?.table(statistics))),
                ]
                state.alarms = snapshot.alarms.revision
                state.counts = counts
            }
            return state.segments
        }
    }

    private static func modelTable() -> EncodedTable {
        var table = TableBuilder(TableLayout(table: AlarmTree.ituModel + [1], ModelColumn.self))
        for fault in FaultCatalogue.all {
            let kind = ITUClassification(fault.code)
            // cleared(1) stands before all severities in X.733's numbers.
            for severity in [nil, fault.severity] {
                table.row(AlarmTree.ituIndex(fault.code, severity), revision: 0) { row in
                    row.number(ModelColumn.type, kind.type.rawValue)
                    row.number(ModelColumn.cause, kind.cause.rawValue)
                    row.text(ModelColumn.text, fault.summary, limit: 255)
                    row.oid(
                        ModelColumn.model.rawValue,
                        AlarmTree.modelPointer(fault.code, severity.map(AlarmTree.state) ?? AlarmTree.clearState))
                }
            }
        }
        return table.table()
    }

    private func activeTable(_ alarms: [Alarm], _ runs: inout RowRuns<AlarmRowKey>) -> EncodedTable {
        let order = AlarmRowKey.order(alarms)
        let index = { (row: Int) in
            AlarmTree.index(alarms[order[row].place].firstRaised, alarms[order[row].place].number)
        }
        return runs.table(active, order.map { RowRuns.Row(key: $0.key, stamp: 0) }, index: index) { _, row in
            row.number(Column.trend, 2)
            row.oid(Column.detector.rawValue, [0, 0])
            row.oid(Column.provider.rawValue, [0, 0])
            row.oid(Column.user.rawValue, [0, 0])
        }
    }

    private func statisticsTable(_ counts: [UInt64], _ previous: EncodedTable?) -> EncodedTable {
        var table = TableBuilder(statistics, previous: previous)
        table.row(AlarmTree.list, showing: counts) { counts, row in
            // The last five are ZeroBasedCounter32, which is a Gauge32 (RFC 4502).
            for (column, count) in zip(UInt32(1)..., counts) { row.gauge32(column, count) }
        }
        return table.table()
    }
}
