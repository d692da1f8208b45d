import NetworkValues

/// What was asked of one of the vendor's two tables in one go. Their indexes are places in a list, so rows move while they
/// are read: the count of rows is asked before and after.
public struct VendorWalk: Hashable, Sendable {
    /// The variables of the walk, in any order.
    public var variables: [SNMPVariable]
    /// The count of rows as the device told it before the walk; `nil` when it told none.
    public var entriesBefore: UInt32?
    /// The count of rows behind the walk.
    public var entriesAfter: UInt32?
    /// Whether only some of the rows were asked for: then their count is not compared.
    public var isPart: Bool

    /// Makes a walk.
    public init(
        _ variables: [SNMPVariable], entriesBefore: UInt32? = nil, entriesAfter: UInt32? = nil, isPart: Bool = false
    ) {
        self.variables = variables
        self.entriesBefore = entriesBefore
        self.entriesAfter = entriesAfter
        self.isPart = isPart
    }

    /// The count of rows in an answer to `VendorAlarmReader.entriesName` or `FaultLogReader.entriesName`.
    public static func entries(_ value: SNMPValue) -> UInt32? { value.unsigned.flatMap { UInt32(exactly: $0) } }
}

/// What came of reading one of the vendor's tables.
public struct VendorTableAnswer: Hashable, Sendable {
    /// What to do next.
    public enum Outcome: Hashable, Sendable {
        /// The table was read.
        case done
        /// The rows cannot be relied on yet: the table is to be read again at once.
        case readAgain(VendorTableDoubt)
        /// Nothing better came of reading it several times: the next poll begins anew.
        case unsettled(VendorTableDoubt)
        /// The device has no such table.
        case unsupported
    }

    /// What is certain.
    public var readings: [DeviceReading]
    /// What to do next.
    public var outcome: Outcome
    /// Whether the alarm table is to be read: an alarm about another device ended, which a reading cannot tell.
    public var isAlarmTableDue = false

    static func done(_ readings: [DeviceReading]) -> VendorTableAnswer {
        VendorTableAnswer(readings: readings, outcome: .done)
    }
}

/// Why the rows that a walk brought cannot be relied on.
public enum VendorTableDoubt: Hashable, Sendable {
    /// The count of rows was another before and behind the walk.
    case entriesChanged(before: UInt32, after: UInt32)
    /// The walk did not bring as many rows as the device counts.
    case rowCount(expected: Int, got: Int)
    /// Rows lack columns that others have, or places between them are empty.
    case incompleteRows(Int)
    /// A variable came twice with two values.
    case contradiction
    /// There are more rows than are kept.
    case tooManyRows(limit: Int)
    /// What was read differs from what was known, and one read alone is no proof.
    case unconfirmed
}

extension VendorTableDoubt: CustomStringConvertible {
    /// One clause: what was expected and what came.
    public var description: String {
        switch self {
        case .entriesChanged(let before, let after):
            "the device counted \(before) rows before the walk, \(after) behind it"
        case .rowCount(let expected, let got): "expected \(expected) rows as the device counts, got \(got)"
        case .incompleteRows(let count): "\(count) rows lack columns that others have, or are missing"
        case .contradiction: "a variable came twice with two values"
        case .tooManyRows(let limit): "more than \(limit) rows"
        case .unconfirmed: "one read differs from the one before"
        }
    }
}

/// The rows of a walk and what speaks against them.
struct VendorRows: Sendable {
    let rows: [TableRow]
    let doubt: VendorTableDoubt?
    let isUnsupported: Bool
    /// Whether the device itself says that the table is empty.
    let isEmptyByCount: Bool

    init(_ walk: VendorWalk, entry: [UInt32], columns: [UInt32], limit: Int) {
        let table = TableRows(walk.variables, entry: entry, columns: columns, limit: limit)
        rows = table.rows
        isUnsupported = rows.isEmpty && walk.entriesBefore == nil && walk.entriesAfter == nil
        isEmptyByCount = rows.isEmpty && walk.entriesBefore == 0 && walk.entriesAfter == 0
        doubt = Self.doubt(walk, table, columns: columns, limit: limit)
    }

    private static func doubt(
        _ walk: VendorWalk, _ table: TableRows, columns: [UInt32], limit: Int
    ) -> VendorTableDoubt? {
        if table.hasContradiction { return .contradiction }
        if table.left > 0 { return .tooManyRows(limit: limit) }
        if let before = walk.entriesBefore, let after = walk.entriesAfter, before != after {
            return .entriesChanged(before: before, after: after)
        }
        if !walk.isPart, let entries = walk.entriesBefore ?? walk.entriesAfter, Int(entries) != table.rows.count {
            return .rowCount(expected: Int(entries), got: table.rows.count)
        }
        let seen = columns.filter { column in table.rows.contains { $0[column] != nil } }
        let torn = table.rows.count { row in row.values.count != seen.count }
        let span = Int(table.rows.last?.index ?? 0) - Int(table.rows.first?.index ?? 0) + 1
        let gaps = table.rows.isEmpty ? 0 : span - table.rows.count
        return torn + gaps > 0 ? .incompleteRows(torn + gaps) : nil
    }
}

extension SNMPValue {
    /// A fault's code; `nil` for what is none.
    var faultCode: UInt32? {
        guard let number = unsigned.flatMap({ UInt32(exactly: $0) }), number > 0 else { return nil }
        return number
    }

    /// The address of the device that a row is about; `nil` for none, the device's own, or one of no device.
    func remote(own: IPAddress?) -> IPAddress? {
        let address: IPAddress? =
            switch self {
            case .address(let address): address.unmapped
            case .octets(let octets) where octets.count == 4 || octets.count == 16: IPAddress(octets: octets)?.unmapped
            default: nil
            }
        guard let address, address != own?.unmapped, address != .loopback,
            address.octets.contains(where: { $0 != 0 })
        else { return nil }
        return address
    }
}
