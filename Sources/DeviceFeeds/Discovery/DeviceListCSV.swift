public import NetworkValues

/// The list of devices as text with commas or semicolons (RFC 4180).
///
/// The first row names the columns, in any order and case: `number`, `address`, `kind`, `name`, `mac`, `credentials`, `feeds`,
/// `interval`. Only `address` must be there. Feeds stand in one field with blanks between. A field that a spreadsheet would
/// compute is written with an apostrophe in front, which is taken off again when it is read.
public enum DeviceListCSV {
    /// The most octets of a file.
    public static let sizeLimit = 4 << 20
    /// The most errors that are told.
    public static let errorLimit = 100

    /// Reads a file in UTF-8, with or without a byte order mark. Rows with an error are left out, and told.
    public static func read(_ bytes: [UInt8]) -> DeviceListImport {
        guard bytes.count <= sizeLimit else {
            return DeviceListImport(
                DeviceListError(line: 1, expected: "at most \(sizeLimit) octets", got: "\(bytes.count)"))
        }
        var reading = Reading(CSVReader(bytes))
        reading.readAll()
        return reading.result
    }

    /// Writes a file in UTF-8, with all columns.
    public static func write(_ entries: some Sequence<DeviceListEntry>, separator: CSVSeparator = .comma) -> [UInt8] {
        var out: [UInt8] = []
        CSVRow.add(DeviceListColumn.allCases.map(\.rawValue), separator: separator, to: &out)
        for entry in entries {
            CSVRow.add(DeviceListColumn.allCases.map { $0.text(of: entry) }, separator: separator, to: &out)
        }
        return out
    }
}

/// What a file of devices says.
public struct DeviceListImport: Hashable, Sendable {
    /// The devices, in order, without the rows at fault.
    public internal(set) var entries: [DeviceListEntry] = []
    /// The line of each of the entries, from 1.
    public internal(set) var lines: [Int] = []
    /// What is wrong, in order; at most `DeviceListCSV.errorLimit`.
    public internal(set) var errors: [DeviceListError] = []
    /// How many errors there are in all.
    public internal(set) var errorCount = 0
    /// The names of columns that are not known, and were not read.
    public internal(set) var unknownColumns: [String] = []
    /// What parts the fields.
    public internal(set) var separator = CSVSeparator.comma

    init() {}

    fileprivate init(_ error: DeviceListError) { add(error) }

    fileprivate mutating func add(_ error: DeviceListError) {
        errorCount += 1
        if errors.count < DeviceListCSV.errorLimit { errors.append(error) }
    }
}

/// What is wrong with a file of devices.
public struct DeviceListError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// The column's name, or the field's number; empty when it is about the whole row.
    public let column: String
    /// What was expected.
    public let expected: String
    /// What came, shortened to 64 characters.
    public let got: String

    init(line: Int, column: String = "", expected: String, got: String) {
        self.line = line
        self.column = column
        self.expected = expected
        self.got = String(got.prefix(64))
    }

    /// All of it in a sentence.
    public var description: String {
        "line \(line)\(column.isEmpty ? "" : ", column \(column)"): expected \(expected), got \(got)"
    }
}

/// A file while it is read.
private struct Reading {
    var result = DeviceListImport()
    private var reader: CSVReader
    private var columns: [DeviceListColumn?] = []
    private var numbers: [Int: Int] = [:]
    private var addresses: [String: Int] = [:]
    private var macs: [MACAddress: Int] = [:]

    init(_ reader: CSVReader) {
        self.reader = reader
        result.separator = reader.separator
    }

    mutating func readAll() {
        var hasHeader = false
        while true {
            do throws(CSVError) {
                guard let row = try reader.next() else { break }
                if hasHeader {
                    guard result.entries.count < DeviceListEntry.numbers.upperBound else {
                        refuse(row.line, expected: "at most \(DeviceListEntry.numbers.upperBound) devices", got: "more")
                        return
                    }
                    take(row)
                } else {
                    guard takeHeader(row) else { return }
                    hasHeader = true
                }
            } catch {
                // Without a header nothing can be understood.
                refuse(error.line, column: "\(error.field)", expected: "a row (RFC 4180)", got: error.detail)
                guard hasHeader else { return }
            }
        }
        if !hasHeader { refuse(1, expected: Self.header, got: "nothing") }
    }

    private static let header =
        "a first row with the names of columns, address among them: "
        + DeviceListColumn.allCases.map(\.rawValue).joined(separator: ", ")

    private mutating func takeHeader(_ row: CSVReader.Row) -> Bool {
        var seen: Set<DeviceListColumn> = []
        for field in row.fields {
            let column = DeviceListColumn(header: CSVRow.unguarded(field))
            columns.append(column)
            if let column, !seen.insert(column).inserted {
                refuse(row.line, column: column.rawValue, expected: "each column once", got: "it twice")
                return false
            }
            if column == nil, !field.isEmpty { result.unknownColumns.append(String(field.prefix(64))) }
        }
        guard seen.contains(.address) else {
            refuse(row.line, expected: Self.header, got: row.fields.joined(separator: ", "))
            return false
        }
        return true
    }

    private mutating func take(_ row: CSVReader.Row) {
        guard row.fields.contains(where: { !$0.isEmpty }) else { return }
        // Spreadsheets leave out empty fields at the end, or add some.
        guard row.fields.dropFirst(columns.count).allSatisfy(\.isEmpty) else {
            refuse(row.line, expected: "\(columns.count) fields, as the first row has", got: "\(row.fields.count)")
            return
        }
        var entry = DeviceListEntry(address: "")
        for (position, column) in columns.enumerated() {
            guard let column else { continue }
            let text = position < row.fields.count ? CSVRow.unguarded(row.fields[position]) : ""
            guard column.set(text, in: &entry) else {
                refuse(
                    row.line, column: column.rawValue, expected: column.expected,
                    got: text.isEmpty ? "nothing" : text)
                return
            }
        }
        guard isNew(entry, line: row.line) else { return }
        result.entries.append(entry)
        result.lines.append(row.line)
    }

    /// Whether no row before has the number, the address or the hardware address; remembers them.
    private mutating func isNew(_ entry: DeviceListEntry, line: Int) -> Bool {
        let address = IPAddress(entry.address).map(\.description) ?? entry.address.lowercased()
        let twice: (DeviceListColumn, Int, String)? =
            if let number = entry.number, let first = numbers[number] {
                (.number, first, "\(number)")
            } else if let first = addresses[address] {
                (.address, first, entry.address)
            } else if let mac = entry.mac, let first = macs[mac] {
                (.mac, first, "\(mac)")
            } else {
                nil
            }
        if let (column, first, text) = twice {
            refuse(
                line, column: column.rawValue, expected: "another value than line \(first) has", got: text)
            return false
        }
        if let number = entry.number { numbers[number] = line }
        addresses[address] = line
        if let mac = entry.mac { macs[mac] = line }
        return true
    }

    private mutating func refuse(_ line: Int, column: String = "", expected: String, got: String) {
        result.add(DeviceListError(line: line, column: column, expected: expected, got: got))
    }
}
