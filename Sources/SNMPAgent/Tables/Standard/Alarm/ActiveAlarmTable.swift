import Faults
import NetworkValues
import Snapshot

/// alarmActiveTable: the alarms that stand.
struct ActiveAlarmTable: Sendable {
    enum Column: UInt32, CaseIterable {
        case engine = 4
        case addressType, address, context, variables, notification, resource, description, log, model, specific
    }

    let layout = TableLayout(table: AlarmTree.active + [2], Column.self)

    private let names: AlarmNames
    private let engineID: [UInt8]
    private var runs = RowRuns<AlarmRowKey>()

    init(_ names: AlarmNames, engineID: [UInt8]) {
        self.names = names
        self.engineID = engineID
    }

    /// `devices` has entPhysicalIndex of each device, `entries` the record in the journal that raised each alarm.
    mutating func table(
        _ alarms: [Alarm], devices: [DeviceID: UInt32], entries: [UInt32: UInt64]
    ) -> EncodedTable {
        let order = AlarmRowKey.order(alarms)
        func device(_ place: Int) -> UInt32 { devices[alarms[place].key.device] ?? 0 }
        func entry(_ place: Int) -> UInt64 { entries[alarms[place].number] ?? 0 }
        func index(_ place: Int) -> [UInt32] { AlarmTree.index(alarms[place].firstRaised, alarms[place].number) }
        let rows = order.map { key, place in
            RowRuns.Row(
                key: key,
                stamp: mixed(Self.revision(alarms[place]), mixed(UInt64(device(place)), entry(place))))
        }
        let (names, engineID) = (names, engineID)
        return runs.table(layout, rows, index: { index(order[$0].place) }) { row, writer in
            let place = order[row].place
            Self.write(
                alarms[place], index(place), device(place), entry(place), names: names, engineID: engineID, to: &writer)
        }
    }

    /// Changes when the alarm is reported again, perhaps with another text.
    private static func revision(_ alarm: Alarm) -> UInt64 {
        mixed(UInt64(alarm.count), UInt64(bitPattern: alarm.lastRaised.milliseconds))
    }

    private static func write(
        _ alarm: Alarm, _ index: [UInt32], _ device: UInt32, _ entry: UInt64, names: AlarmNames, engineID: [UInt8],
        to row: inout RowWriter
    ) {
        row.octetString(Column.engine.rawValue, engineID)
        row.address(Column.addressType, alarm.subject.address)
        row.text(Column.context, "")
        row.gauge(Column.variables, 0)
        row.oid(Column.notification.rawValue, names.raised)
        row.oid(Column.resource.rawValue, device == 0 ? [0, 0] : EntityTree.pointer(device))
        row.text(Column.description, alarm.text, limit: 255)
        row.oid(Column.log.rawValue, entry == 0 ? [0, 0] : LogTree.pointer(entry))
        let severity = FaultCatalogue.definition(of: alarm.key.code)?.severity
        row.oid(
            Column.model.rawValue,
            severity.map { AlarmTree.modelPointer(alarm.key.code, AlarmTree.state($0)) } ?? [0, 0])
        row.oid(Column.specific.rawValue, AlarmTree.ituActive + [1, 1, 1] + index)
    }
}

/// alarmClearTable: the alarms that are over, as far back as the log goes.
struct ClearedAlarmTable: Sendable {
    enum Column: UInt32, CaseIterable {
        case engine = 3
        case addressType, address, context, notification, resource, log, model
    }

    let layout = TableLayout(table: AlarmTree.clear + [2], Column.self)

    private let names: AlarmNames
    private let engineID: [UInt8]

    init(_ names: AlarmNames, engineID: [UInt8]) {
        self.names = names
        self.engineID = engineID
    }

    /// The table without a row.
    var empty: EncodedTable { TableBuilder(layout).table() }

    /// The table of records by number.
    func table(
        _ cleared: [EventLog.Entry], devices: [DeviceID: UInt32], previous: EncodedTable?
    ) -> EncodedTable {
        var table = TableBuilder(layout, previous: previous)
        for entry in cleared {
            guard let record = entry.record else { continue }
            let device = devices[record.subject.device] ?? 0
            let index = AlarmTree.index(record.time, record.alarmNumber)
            table.row(index, revision: mixed(entry.number, UInt64(device))) { row in
                row.octetString(Column.engine.rawValue, engineID)
                row.address(Column.addressType, record.subject.address)
                row.text(Column.context, "")
                row.oid(
                    Column.notification.rawValue, record.activity == .alarmCleared ? names.cleared : names.timedOut)
                row.oid(Column.resource.rawValue, device == 0 ? [0, 0] : EntityTree.pointer(device))
                row.gauge(Column.log, UInt32(truncatingIfNeeded: entry.number))
                let isKnown = FaultCatalogue.definition(of: record.code) != nil
                row.oid(
                    Column.model.rawValue,
                    isKnown ? AlarmTree.modelPointer(record.code, AlarmTree.clearState) : [0, 0])
            }
        }
        return table.table()
    }
}
