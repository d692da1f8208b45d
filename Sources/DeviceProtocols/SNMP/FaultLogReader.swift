import Faults
public import NetworkValues

/// Reads the vendor's fault log, ipDectFaultLogTable (facts/snmp.md 1.3), and tells what is new since the last poll.
///
/// The rows have no numbers that stay: what is new is found by laying the log over what was there before. The log may have
/// turned over, have been cleared, hold equal lines, and be sorted either way: the order is found out from the times in it, or
/// from where it grows. The first read only tells where to begin. Lines that fit to nothing known, and alarms whose line
/// turned into a cleared one, are believed when a second read in succession shows them too.
public struct FaultLogReader: Sendable {
    /// In which order the rows are.
    public enum Order: Hashable, Sendable {
        /// The newest row is the last one.
        case newestLast
        /// The newest row is the first one.
        case newestFirst
    }

    /// The most rows that are read.
    public static let rowLimit = 10_000
    /// The newest lines that are remembered, 16 octets each; while the order is not known, as many from either end.
    public static let memoryLimit = 256
    /// Reads in succession after which a table that will not settle waits for the next poll.
    public static let attemptLimit = 4
    /// The name of the count of rows, to be asked before and behind the walk.
    public static let entriesName = VendorObjects.faultLogEntries
    /// The columns to ask, each the beginning of its instances' names. The index is part of every name and not asked.
    public static let columns = Column.allCases.map { VendorObjects.faultEntry + [$0.rawValue] }

    private enum Column: UInt32, CaseIterable {
        case date = 2
        case time, activity, code, severity, source, address, description
    }

    /// The address at which the device is asked: in a row it means the device itself.
    public var ownAddress: IPAddress?
    /// In which order the rows are; `nil` until it is found out.
    public private(set) var order: Order?
    /// Reads that could not be relied on, all in all.
    public private(set) var doubtfulReads: UInt64 = 0
    /// New lines that were not told because there were more than are remembered.
    public private(set) var missedLines: UInt64 = 0

    private var memory: LogMemory?
    private var pending: LogMemory?
    private var doubtful: [TableRow]?
    private var attempts = 0

    /// Makes a reader that knows nothing yet.
    public init(ownAddress: IPAddress? = nil) {
        self.ownAddress = ownAddress
    }

    /// Reads a walk.
    public mutating func take(_ walk: VendorWalk) -> VendorTableAnswer {
        let table = VendorRows(
            walk, entry: VendorObjects.faultEntry, columns: Column.allCases.map(\.rawValue), limit: Self.rowLimit)
        if table.isUnsupported { return VendorTableAnswer(readings: [], outcome: .unsupported) }
        if let doubt = table.doubt {
            // Rows that stay as they are do not move: then it is the device's count that is wrong.
            let isSteady = doubtful == table.rows
            doubtful = table.rows
            if !isSteady { return again(doubt) }
        } else {
            doubtful = nil
        }
        let lines = table.rows.map { LogLine($0, time: $0.time(Column.date.rawValue, Column.time.rawValue)) }
        if let found = Self.order(byTime: lines) { order = found }
        let now = LogMemory(lines, isPart: walk.isPart)
        guard let memory else { return settle(now, []) }
        if table.isEmptyByCount { return settle(now, []) }
        let growth = memory.growth(to: now, order: order)
        if growth.isClear { return settle(now, growth.new.map { lines[$0] }, growth) }
        guard let pending, pending.growth(to: now, order: order).isClear else {
            self.pending = now
            return again(.unconfirmed)
        }
        return settle(now, growth.believable(memory, lines), growth)
    }

    private mutating func settle(
        _ now: LogMemory, _ new: [LogLine], _ growth: LogGrowth = LogGrowth()
    ) -> VendorTableAnswer {
        memory = now
        pending = nil
        attempts = 0
        if let found = growth.order { order = found }
        missedLines += UInt64(growth.missed)
        var answer = VendorTableAnswer.done([])
        for line in new {
            let (reading, isAlarmTableDue) = reading(line.row)
            if let reading { answer.readings.append(reading) }
            answer.isAlarmTableDue = answer.isAlarmTableDue || isAlarmTableDue
        }
        return answer
    }

    private mutating func again(_ doubt: VendorTableDoubt) -> VendorTableAnswer {
        doubtfulReads += 1
        attempts += 1
        guard attempts >= Self.attemptLimit else { return VendorTableAnswer(readings: [], outcome: .readAgain(doubt)) }
        attempts = 0
        pending = nil
        return VendorTableAnswer(readings: [], outcome: .unsettled(doubt))
    }

    /// What a new line says, and whether the alarm table must tell the rest.
    private func reading(_ row: TableRow) -> (DeviceReading?, isAlarmTableDue: Bool) {
        let activity = row[Column.activity.rawValue]?.unsigned.flatMap { UInt8(exactly: $0) }
        guard let number = row[Column.code.rawValue]?.faultCode,
            FaultCatalogue.definition(of: FaultCode(rawValue: number)) != nil,
            let activity = activity.flatMap({ FaultActivity(rawValue: $0) })
        else {
            let raw = row.raw(
                "fault log", code: Column.code.rawValue, source: Column.source.rawValue,
                text: Column.description.rawValue)
            return (.raw(raw), false)
        }
        let report = ReportedAlarm(
            code: FaultCode(rawValue: number), source: row.text(Column.source.rawValue),
            severity: row.severity(Column.severity.rawValue), text: row.text(Column.description.rawValue),
            remote: row[Column.address.rawValue]?.remote(own: ownAddress),
            deviceTime: row.time(Column.date.rawValue, Column.time.rawValue))
        switch activity {
        case .alarm: return (.alarm(report), false)
        case .error: return (.event(report), false)
        case .alarmCleared, .alarmTimeout:
            // A clear does not name the device that it is about: only one of the device's own is told.
            guard report.remote == nil else { return (nil, true) }
            return (.alarmCleared(report.code, source: report.source, deviceTime: report.deviceTime), false)
        }
    }

    /// The order that the times show; `nil` when they show none.
    private static func order(byTime lines: [LogLine]) -> Order? {
        let times = lines.compactMap { $0.time?.time }
        var up = 0
        var down = 0
        for (earlier, later) in zip(times, times.dropFirst()) {
            if earlier < later { up += 1 }
            if later < earlier { down += 1 }
        }
        // A clock that is set makes one step the wrong way.
        if up > 2 * down { return .newestLast }
        return down > 2 * up ? .newestFirst : nil
    }
}

/// A line of the log.
struct LogLine: Sendable {
    let row: TableRow
    let time: DeviceTime?
    let mark: LogMark

    init(_ row: TableRow, time: DeviceTime?) {
        self.row = row
        self.time = time
        mark = LogMark(row)
    }
}

/// What is remembered of a line: its content but for what became of the fault, and that.
struct LogMark: Hashable, Sendable {
    let content: UInt64
    let activity: UInt8

    /// The column of what became of the fault.
    private static let activityColumn: UInt32 = 4

    init(_ row: TableRow) {
        activity = UInt8(truncatingIfNeeded: row[Self.activityColumn]?.unsigned ?? 255)
        // FNV-1a over the columns in their order.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ octet: UInt8) { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01b3 }
        for column in row.values.keys.sorted() where column != Self.activityColumn {
            add(UInt8(truncatingIfNeeded: column))
            switch row.values[column] {
            case .octets(let octets)?:
                for octet in octets { add(octet) }
            case .address(let address)?:
                for octet in address.octets { add(octet) }
            case let value?:
                let number = value.unsigned ?? .max
                for shift in stride(from: UInt64(0), to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> shift)) }
            case nil: break
            }
            add(0xff)
        }
        content = hash
    }
}
