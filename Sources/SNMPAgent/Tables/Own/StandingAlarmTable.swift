import Faults
import NetworkValues

/// ipdectAlarmTable: the alarms that stand, by number.
enum StandingAlarmTable {
    enum Column: UInt32, CaseIterable {
        case code = 2
        case label, severity, seriousness, deviceName, deviceMAC, addressType, address, source, text
        case firstRaised, lastRaised, count, objectGone, acknowledged
    }

    static func layout(_ tree: OwnTree) -> TableLayout { tree.table(.alarm, 2, Column.self) }

    static func table(
        _ alarms: [Alarm], severities: SeverityMap, layout: TableLayout, previous: EncodedTable?
    ) -> EncodedTable {
        var builder = TableBuilder(layout, previous: previous)
        for position in alarms.indices {
            let seriousness = severities.seriousness(of: alarms[position].key.code)
            builder.row(alarms[position].number, revision: revision(alarms[position], seriousness)) { row in
                write(alarms[position], seriousness, to: &row)
            }
        }
        return builder.table()
    }

    /// Changes with everything that changes in an alarm: it is reported again, its object goes or comes, somebody
    /// acknowledges it, or the severity map changes.
    private static func revision(_ alarm: Alarm, _ seriousness: Seriousness) -> UInt64 {
        let flags = UInt64(alarm.acknowledged ? 1 : 0) | UInt64(seriousness.rawValue) << 1
        let gone = UInt64(bitPattern: alarm.objectGoneSince?.milliseconds ?? -1)
        let raised = mixed(UInt64(alarm.count) << 8 | flags, UInt64(bitPattern: alarm.lastRaised.milliseconds))
        return mixed(raised, gone)
    }

    private static func write(_ alarm: Alarm, _ seriousness: Seriousness, to row: inout RowWriter) {
        row.gauge(Column.code, alarm.key.code.rawValue)
        row.text(Column.label, FaultCatalogue.definition(of: alarm.key.code)?.label ?? "")
        row.number(Column.severity, alarm.severity.managedValue)
        row.number(Column.seriousness, seriousness.rawValue)
        row.text(Column.deviceName, alarm.subject.deviceName)
        row.mac(Column.deviceMAC, MACAddress(rawValue: alarm.key.device.rawValue))
        row.address(Column.addressType, alarm.subject.address)
        row.text(Column.source, alarm.key.source)
        row.text(Column.text, alarm.text, limit: 255)
        row.time(Column.firstRaised, alarm.firstRaised)
        row.time(Column.lastRaised, alarm.lastRaised)
        row.gauge(Column.count, alarm.count)
        row.time(Column.objectGone, alarm.objectGoneSince)
        row.truth(Column.acknowledged, alarm.acknowledged)
    }
}
