import Faults
import Foundation
import GRDB
import NetworkValues

/// The record table's rows: how contents become columns and columns contents.
enum RecordRow {
    static let insert: String = {
        let columns = JournalSchema.recordColumns
        return "INSERT INTO record (\(columns.joined(separator: ", "))) VALUES "
            + "(\(columns.map { _ in "?" }.joined(separator: ", ")))"
    }()

    static let select = "SELECT \(JournalSchema.recordColumns.joined(separator: ", ")) FROM record "

    /// The values of one row, in the order of the columns; `nil` for a line of a log, which `LogRowWriter` writes.
    static func arguments(_ content: JournalContent, number: UInt64) -> StatementArguments? {
        let number = Int64(clamping: number)
        switch content {
        case .fault(let fault):
            return [
                number, fault.time.milliseconds, JournalContent.Kind.fault.rawValue, Int64(fault.severity.rawValue),
                Int64(bitPattern: fault.subject.device.rawValue), Int64(fault.code.rawValue),
                Int64(fault.activity.rawValue), Int64(fault.alarmNumber), Int64(fault.seriousness.rawValue),
                Int64(fault.count), fault.isSimulated ? 1 : 0, nil, nil, fault.source, fault.text,
                fault.subject.deviceName, fault.subject.address.map(AddressColumn.encode), nil, nil, nil,
            ]
        case .log:
            return nil
        case .retention(let retention):
            let text = retention.setAsideFile ?? LossColumn.encode(retention.losses)
            return [
                number, retention.time.milliseconds, JournalContent.Kind.retention.rawValue, nil, nil, nil,
                Int64(retention.reason.rawValue), nil, nil, retention.dropped.map { Int64($0.count) }, nil,
                retention.dropped.map { Int64(clamping: $0.lowerBound) }, nil, nil, text, nil, nil, nil, nil, nil,
            ]
        case .unknown(let kind, let time, let text):
            return [
                number, time.milliseconds, kind, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, text, nil, nil,
                nil, nil, nil,
            ]
        }
    }

    /// The record of a row that was selected by `select`.
    static func record(_ row: Row) -> JournalRecord {
        let time = Timestamp(milliseconds: row[1])
        let kind: Int = row[2]
        let content: JournalContent? =
            switch JournalContent.Kind(rawValue: kind) {
            case .fault: fault(row, at: time).map(JournalContent.fault)
            case .log: log(row, at: time).map(JournalContent.log)
            case .retention: retention(row, at: time).map(JournalContent.retention)
            case nil: nil
            }
        return JournalRecord(
            number: UInt64(clamping: row[0] as Int64),
            content: content ?? .unknown(kind: kind, time: time, text: row[14] ?? ""))
    }

    private static func fault(_ row: Row, at time: Timestamp) -> FaultRecord? {
        guard let severity: FaultSeverity = choice(row[3]), let activity: FaultActivity = choice(row[6]),
            let seriousness: Seriousness = choice(row[8])
        else { return nil }
        return FaultRecord(
            activity: activity, alarmNumber: UInt32(clamping: row[7] ?? 0 as Int64),
            code: FaultCode(rawValue: UInt32(clamping: row[5] ?? 0 as Int64)), severity: severity,
            seriousness: seriousness,
            subject: FaultSubject(
                device: DeviceID(rawValue: UInt64(bitPattern: row[4] ?? 0 as Int64)), deviceName: row[15] ?? "",
                address: AddressColumn.decode(row[16])),
            source: row[13] ?? "", text: row[14] ?? "", time: time, count: UInt32(clamping: row[9] ?? 0 as Int64),
            isSimulated: (row[10] ?? 0 as Int64) & 1 != 0)
    }

    private static func log(_ row: Row, at time: Timestamp) -> LogRecord? {
        var origin: LogOrigin?
        if let facility = row[18] as Int64?, let address = AddressColumn.decode(row[16]) {
            origin = LogOrigin(
                address: address, host: row[15] ?? "", facility: UInt8(clamping: facility),
                messageOffset: Int(row[19] ?? 0 as Int64))
        }
        return LogRecord(
            topic: LogTopic(rawValue: row[12] ?? ""), severity: UInt8(clamping: row[3] ?? 7 as Int64),
            device: DeviceID(rawValue: UInt64(bitPattern: row[4] ?? 0 as Int64)), time: time, text: row[14] ?? "",
            module: row[17] ?? "", origin: origin)
    }

    private static func retention(_ row: Row, at time: Timestamp) -> RetentionRecord? {
        guard let reason: RetentionRecord.Reason = choice(row[6]) else { return nil }
        var dropped: ClosedRange<UInt64>?
        if let first = row[11] as Int64?, let count = row[9] as Int64?, first > 0, count > 0 {
            let last = first.addingReportingOverflow(count - 1)
            if !last.overflow { dropped = UInt64(first)...UInt64(last.partialValue) }
        }
        let text: String = row[14] ?? ""
        return RetentionRecord(
            reason: reason, dropped: dropped, losses: reason == .setAside ? [] : LossColumn.decode(text),
            setAsideFile: reason == .setAside ? text : nil, time: time)
    }
}

/// A number as one of an enumeration's cases; `nil` for none or one that this version does not know.
func choice<Choice: RawRepresentable<UInt8>>(_ number: Int64?) -> Choice? {
    number.flatMap { UInt8(exactly: $0) }.flatMap(Choice.init)
}

/// Addresses: IPv4 as a number, IPv6 as 16 octets, and 4 more for the zone of a link-local one.
enum AddressColumn {
    static func encode(_ address: IPAddress) -> DatabaseValue {
        switch address {
        case .v4(let value):
            return Int64(value).databaseValue
        case .v6(_, _, let zone):
            let zoneOctets = zone == 0 ? [] : (0..<4).map { UInt8(truncatingIfNeeded: zone >> (24 - 8 * UInt32($0))) }
            return Data(address.octets + zoneOctets).databaseValue
        }
    }

    static func decode(_ value: DatabaseValue) -> IPAddress? {
        switch value.storage {
        case .int64(let number):
            return UInt32(exactly: number).map(IPAddress.v4)
        case .blob(let octets):
            guard octets.count == 20, case .v6(let high, let low, _)? = IPAddress(octets: octets.prefix(16)) else {
                return IPAddress(octets: octets)
            }
            return .v6(high: high, low: low, zone: octets.suffix(4).reduce(0) { $0 << 8 | UInt32($1) })
        default:
            return nil
        }
    }
}

/// Losses as text that can also be read in a shell: `name=count name=count`. Cursors' names hold no blank and no `=`.
enum LossColumn {
    static func encode(_ losses: [RetentionRecord.Loss]) -> String {
        losses.map { "\($0.cursor)=\($0.count)" }.joined(separator: " ")
    }

    static func decode(_ text: String) -> [RetentionRecord.Loss] {
        text.split(separator: " ").compactMap { part in
            let halves = part.split(separator: "=", omittingEmptySubsequences: false)
            guard halves.count == 2, let count = UInt64(halves[1]) else { return nil }
            return RetentionRecord.Loss(cursor: String(halves[0]), count: count)
        }
    }
}
