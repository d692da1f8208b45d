import Faults
import NetworkValues

/// ipdectEventTable: what happened lately, by sequence.
enum EventTable {
    enum Column: UInt32, CaseIterable {
        case activity = 2
        case alarm, active, code, label, severity, seriousness, deviceName, deviceMAC, addressType, address, source
        case text, time, count, simulated
    }

    static func layout(_ tree: OwnTree) -> TableLayout { tree.table(.alarm, 3, Column.self) }

    static func table(
        _ events: EventHistory, alarms: [Alarm], layout: TableLayout, previous: EncodedTable?
    ) -> EncodedTable {
        let standing = Set(alarms.map(\.number))
        var builder = TableBuilder(layout, previous: previous)
        var sequence = events.firstSequence
        for record in events.records {
            // What happened does not change; only its alarm may end.
            let isActive = record.activity == .alarm && standing.contains(record.alarmNumber)
            builder.row(sequence, revision: isActive ? 1 : 0) { row in
                write(record, isActive: isActive, to: &row)
            }
            sequence += 1
        }
        return builder.table()
    }

    private static func write(_ record: FaultRecord, isActive: Bool, to row: inout RowWriter) {
        row.number(Column.activity, record.activity.managedValue)
        row.gauge(Column.alarm, record.alarmNumber)
        row.truth(Column.active, isActive)
        row.gauge(Column.code, record.code.rawValue)
        row.text(Column.label, FaultCatalogue.definition(of: record.code)?.label ?? "")
        row.number(Column.severity, record.severity.managedValue)
        row.number(Column.seriousness, record.seriousness.rawValue)
        row.text(Column.deviceName, record.subject.deviceName)
        row.mac(Column.deviceMAC, MACAddress(rawValue: record.subject.device.rawValue))
        row.address(Column.addressType, record.subject.address)
        row.text(Column.source, record.source)
        row.text(Column.text, record.text, limit: 255)
        row.time(Column.time, record.time)
        row.gauge(Column.count, record.count)
        row.truth(Column.simulated, record.isSimulated)
    }
}
