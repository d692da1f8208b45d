import Faults
public import NetworkValues

/// Reads the vendor's table of alarms that stand, ipDectActiveAlarmsTable (facts/snmp.md 1.3), into a set that is stable:
/// an alarm is that alarm by code, source and the device it is about, wherever its row is.
///
/// The list moves while it is walked, so a row may be missed, read twice, or be put together from two alarms, and the counts
/// need not show it. One read is therefore no proof: an alarm begins to stand when two reads in succession have it, and is
/// over when two reads in succession lack it. As long as nothing changes, one read a poll is enough.
public struct VendorAlarmReader: Sendable {
    /// The most rows that are read.
    public static let rowLimit = 20_000
    /// Reads in succession after which a table that will not settle waits for the next poll.
    public static let attemptLimit = 4
    /// The name of the count of rows, to be asked before and behind the walk.
    public static let entriesName = VendorObjects.alarmEntries
    /// The columns to ask, each the beginning of its instances' names. The index is part of every name and not asked.
    public static let columns = Column.allCases.map { VendorObjects.alarmEntry + [$0.rawValue] }

    private enum Column: UInt32, CaseIterable {
        case date = 2
        case time, code, severity, source, address, description
    }

    private struct Identity: Hashable {
        var code: FaultCode
        var source: String
        var remote: IPAddress?
    }

    private typealias Alarms = [Identity: ReportedAlarm]

    /// The address at which the device is asked: in a row it means the device itself.
    public var ownAddress: IPAddress?
    /// Reads that could not be relied on, all in all.
    public private(set) var doubtfulReads: UInt64 = 0

    private var settled: Alarms?
    private var candidate: Alarms?
    private var doubtful: [TableRow]?
    private var attempts = 0
    private var unknown: Set<String> = []

    /// Makes a reader that knows nothing yet.
    public init(ownAddress: IPAddress? = nil) {
        self.ownAddress = ownAddress
    }

    /// Reads a walk.
    public mutating func take(_ walk: VendorWalk) -> VendorTableAnswer {
        let table = VendorRows(
            walk, entry: VendorObjects.alarmEntry, columns: Column.allCases.map(\.rawValue), limit: Self.rowLimit)
        if table.isUnsupported { return VendorTableAnswer(readings: [], outcome: .unsupported) }
        if let doubt = table.doubt {
            // Rows that stay as they are do not move: then it is the device's count that is wrong.
            let isSteady = doubtful == table.rows
            doubtful = table.rows
            if !isSteady || doubt == .tooManyRows(limit: Self.rowLimit) { return again(doubt, []) }
        } else {
            doubtful = nil
        }
        let (alarms, strange) = alarms(table.rows)
        if table.isEmptyByCount || settled.map({ $0.keys == alarms.keys }) == true { return settle(alarms, strange) }
        guard let candidate else {
            candidate = alarms
            return again(.unconfirmed, [])
        }
        self.candidate = alarms
        if candidate.keys == alarms.keys { return settle(alarms, strange) }
        let both = alarms.filter { candidate[$0.key] != nil }
        guard attempts + 1 >= Self.attemptLimit else { return again(.unconfirmed, []) }
        guard var standing = settled else { return again(.unconfirmed, sorted(both).map(DeviceReading.alarm)) }
        standing = standing.filter { alarms[$0.key] != nil || candidate[$0.key] != nil }
        standing.merge(both) { _, new in new }
        settled = standing
        return again(.unconfirmed, [.standingAlarms(sorted(standing))])
    }

    private mutating func settle(_ alarms: Alarms, _ strange: Set<String>) -> VendorTableAnswer {
        settled = alarms
        candidate = nil
        attempts = 0
        let new = strange.subtracting(unknown).sorted()
        unknown = strange
        return .done([.standingAlarms(sorted(alarms))] + new.map(DeviceReading.raw))
    }

    private mutating func again(_ doubt: VendorTableDoubt, _ readings: [DeviceReading]) -> VendorTableAnswer {
        doubtfulReads += 1
        attempts += 1
        guard attempts >= Self.attemptLimit else {
            return VendorTableAnswer(readings: readings, outcome: .readAgain(doubt))
        }
        attempts = 0
        return VendorTableAnswer(readings: readings, outcome: .unsettled(doubt))
    }

    private func sorted(_ alarms: Alarms) -> [ReportedAlarm] {
        alarms.values.sorted {
            ($0.code, $0.source, $0.remote?.description ?? "") < ($1.code, $1.source, $1.remote?.description ?? "")
        }
    }

    /// The alarms of the rows, each once, and the rows whose code is in no catalogue.
    private func alarms(_ rows: [TableRow]) -> (Alarms, Set<String>) {
        var alarms: Alarms = [:]
        var strange: Set<String> = []
        for row in rows {
            guard let alarm = alarm(row) else {
                if strange.count < 64 { strange.insert(Self.raw(row)) }
                continue
            }
            alarms[Identity(code: alarm.code, source: alarm.source, remote: alarm.remote), default: alarm].merge(alarm)
        }
        return (alarms, strange)
    }

    private func alarm(_ row: TableRow) -> ReportedAlarm? {
        guard let number = row[Column.code.rawValue]?.faultCode else { return nil }
        let code = FaultCode(rawValue: number)
        guard FaultCatalogue.definition(of: code) != nil else { return nil }
        return ReportedAlarm(
            code: code, source: row.text(Column.source.rawValue), severity: row.severity(Column.severity.rawValue),
            text: row.text(Column.description.rawValue), remote: row[Column.address.rawValue]?.remote(own: ownAddress),
            deviceTime: row.time(Column.date.rawValue, Column.time.rawValue))
    }

    private static func raw(_ row: TableRow) -> String {
        row.raw(
            "alarm table", code: Column.code.rawValue, source: Column.source.rawValue, text: Column.description.rawValue
        )
    }
}

extension ReportedAlarm {
    /// Takes up another row of the same alarm: the later one's text and time, the worse severity.
    fileprivate mutating func merge(_ other: ReportedAlarm) {
        guard other != self else { return }
        let worse = [severity, other.severity].compactMap(\.self).max()
        if (other.deviceTime?.time.milliseconds ?? .min) >= (deviceTime?.time.milliseconds ?? .min) { self = other }
        severity = worse
    }
}

extension TableRow {
    func text(_ column: UInt32) -> String { self[column]?.octets.map { DeviceText.text($0) } ?? "" }

    /// The severity (0 indeterminate, 1 major, 2 critical); `nil` for none (99) and what is none.
    func severity(_ column: UInt32) -> FaultSeverity? {
        self[column]?.unsigned.flatMap { UInt8(exactly: $0) }.flatMap { FaultSeverity(rawValue: $0) }
    }

    func time(_ date: UInt32, _ time: UInt32) -> DeviceTime? {
        DeviceClock.time(date: self[date]?.octets ?? [], time: self[time]?.octets ?? [])
    }

    /// A row that was not understood.
    func raw(_ table: String, code: UInt32, source: UInt32, text: UInt32) -> String {
        let number = self[code]?.faultCode.map { FaultCode(rawValue: $0).description } ?? "none"
        return DeviceText.shortened("\(table): code \(number), source \(self.text(source)), text \(self.text(text))")
    }
}
