import Faults
import NetworkValues
import Snapshot
import Synchronization

/// The vendor's own tree, 1.3.6.1.4.1.27614.1.1.1: alarms that stand and what happened lately, as the devices show them.
///
/// With their quirks: the index is the place in the list, so rows move; day and time of day are texts; addresses are
/// IPv4 only.
final class VendorModule: MIBGroup {
    enum Attribute: UInt32, CaseIterable {
        case faultLogEntries = 1
        case alarmLogEntries, lastErrorCode
    }

    enum FaultColumn: UInt32, CaseIterable {
        case index = 1
        case date, time, activity, code, severity, source, address, description
    }

    enum AlarmColumn: UInt32, CaseIterable {
        case index = 1
        case date, time, code, severity, source, address, description
    }

    let name = "IPDECT-VENDOR-COMPAT-MIB"
    let prefix = VendorTree.objects

    private let attributes = TableLayout(
        entry: VendorTree.objects + [1], columns: Attribute.allCases.map(\.rawValue))
    private let faults = TableLayout(
        entry: VendorTree.objects + [2, 1, 1], columns: FaultColumn.allCases.map(\.rawValue))
    private let alarms = TableLayout(
        entry: VendorTree.objects + [2, 2, 1], columns: AlarmColumn.allCases.map(\.rawValue))
    private let state = Mutex(State())

    private struct State: Sendable {
        var key: Key?
        var segments: [MIBSegment] = []
    }

    private struct Key: Sendable, Equatable {
        var alarms: UInt64
        var lastSequence: UInt32
        var eventCount: Int
    }

    init() {}

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let snapshot = source.snapshot
        let key = Key(
            alarms: snapshot.alarms.revision, lastSequence: snapshot.events.lastSequence,
            eventCount: snapshot.events.count)
        return state.withLock { state in
            if state.key != key {
                let faultTable = faultTable(snapshot.events, previous?.table(faults))
                let alarmTable = alarmTable(snapshot.alarms.alarms, previous?.table(alarms))
                let last = snapshot.events[snapshot.events.lastSequence]?.code.rawValue ?? 0
                let scalars = ScalarGroup(attributes, revision: 0) { row in
                    row.number(Attribute.faultLogEntries, faultTable.rowCount)
                    row.number(Attribute.alarmLogEntries, alarmTable.rowCount)
                    row.number(Attribute.lastErrorCode, last)
                }
                state.segments = [.scalars(scalars), .table(faultTable), .table(alarmTable)]
                state.key = key
            }
            return state.segments
        }
    }

    private func faultTable(_ events: EventHistory, _ previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(faults, previous: previous)
        let records = events.records.suffix(VendorTree.lastPosition)
        let first = UInt64(events.lastSequence) - UInt64(records.count)
        for (place, record) in records.enumerated() {
            builder.row(UInt32(place + 1), revision: first + UInt64(place)) { row in
                let (date, time) = Self.dayAndTime(record.time)
                row.number(FaultColumn.index, place + 1)
                row.text(FaultColumn.date, date)
                row.text(FaultColumn.time, time)
                row.number(FaultColumn.activity, record.activity.rawValue)
                row.number(FaultColumn.code, record.code.rawValue)
                row.number(FaultColumn.severity, record.severity.rawValue)
                row.text(FaultColumn.source, record.source, limit: 255)
                row.ipAddress(FaultColumn.address.rawValue, record.subject.address)
                row.text(FaultColumn.description, record.text, limit: 255)
            }
        }
        return builder.table()
    }

    private func alarmTable(_ standing: [Alarm], _ previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(alarms, previous: previous)
        for (place, alarm) in standing.suffix(VendorTree.lastPosition).enumerated() {
            // A repeated report may bring a new text.
            let revision = UInt64(alarm.number) << 32 | UInt64(alarm.count)
            builder.row(UInt32(place + 1), revision: revision) { row in
                let (date, time) = Self.dayAndTime(alarm.firstRaised)
                row.number(AlarmColumn.index, place + 1)
                row.text(AlarmColumn.date, date)
                row.text(AlarmColumn.time, time)
                row.number(AlarmColumn.code, alarm.key.code.rawValue)
                row.number(AlarmColumn.severity, alarm.severity.rawValue)
                row.text(AlarmColumn.source, alarm.key.source, limit: 255)
                row.ipAddress(AlarmColumn.address.rawValue, alarm.subject.address)
                row.text(AlarmColumn.description, alarm.text, limit: 255)
            }
        }
        return builder.table()
    }

    /// The day and the time of day in UTC, such as `2026-11-23` and `13:37:00`.
    static func dayAndTime(_ time: Timestamp) -> (String, String) {
        let text = time.description
        return (String(text.prefix { $0 != "T" }), String(text.drop { $0 != "T" }.dropFirst().prefix(8)))
    }
}
