import Faults
import GRDB
import NetworkValues

/// The alarm table's rows.
enum AlarmRow {
    static let put = """
        INSERT OR REPLACE INTO alarm (number, device, source, code, device_name, address, severity, text, first_raised,
            last_raised, count, object_gone_since, acknowledged) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let remove = "DELETE FROM alarm WHERE number = ?"
    static let select = """
        SELECT number, device, source, code, device_name, address, severity, text, first_raised, last_raised, count,
            object_gone_since, acknowledged FROM alarm ORDER BY number
        """
    /// The number that was given last stays known when its alarm is gone: numbers are for life.
    static let noteLast = "UPDATE fact SET value = ? WHERE name = 'last alarm' AND value < ?"
    static let selectLast = "SELECT value FROM fact WHERE name = 'last alarm'"

    static func arguments(_ alarm: Alarm) -> StatementArguments {
        [
            Int64(alarm.number), Int64(bitPattern: alarm.key.device.rawValue), alarm.key.source,
            Int64(alarm.key.code.rawValue), alarm.subject.deviceName, alarm.subject.address.map(AddressColumn.encode),
            Int64(alarm.severity.rawValue), alarm.text, alarm.firstRaised.milliseconds, alarm.lastRaised.milliseconds,
            Int64(alarm.count), alarm.objectGoneSince?.milliseconds, alarm.acknowledged ? 1 : 0,
        ]
    }

    /// The alarm of a row; `nil` when its severity is not known to this version.
    static func alarm(_ row: Row) -> Alarm? {
        guard let severity: FaultSeverity = choice(row[6]) else { return nil }
        let device = DeviceID(rawValue: UInt64(bitPattern: row[1] as Int64))
        return Alarm(
            number: UInt32(clamping: row[0] as Int64),
            key: AlarmKey(device: device, source: row[2], code: FaultCode(rawValue: UInt32(clamping: row[3] as Int64))),
            subject: FaultSubject(
                device: device, deviceName: row[4], address: AddressColumn.decode(row[5])),
            severity: severity, text: row[7], firstRaised: Timestamp(milliseconds: row[8]),
            lastRaised: Timestamp(milliseconds: row[9]), count: UInt32(clamping: row[10] as Int64),
            objectGoneSince: (row[11] as Int64?).map { Timestamp(milliseconds: $0) },
            acknowledged: (row[12] as Int64) != 0)
    }
}
