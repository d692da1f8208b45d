/// Reads rows of text with commas, semicolons or tabulators (RFC 4180), one after the other, in bounded memory.
///
/// Fields in quotes may hold separators, ends of lines and doubled quotes. Blanks around a field do not count. Lines end with CR
/// LF, LF or CR; empty ones are passed over, and so is a byte order mark. After an error the reader goes on with the next line.
public struct CSVReader: Sendable {
    /// A row of fields.
    public struct Row: Hashable, Sendable {
        /// The line on which it begins, from 1.
        public let line: Int
        /// Its fields.
        public let fields: [String]
    }

    /// The most octets of a field.
    public static let fieldLimit = 4096
    /// The most fields of a row.
    public static let rowLimit = 256

    /// What parts the fields: as asked, or what the first row that has any has most of.
    public let separator: CSVSeparator

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    /// Reads a text. Without a separator it is found out.
    public init(_ bytes: [UInt8], separator: CSVSeparator? = nil) {
        self.bytes = bytes
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
        self.separator = separator ?? Self.separator(of: bytes[position...])
    }

    /// The next row; `nil` behind the last.
    public mutating func next() throws(CSVError) -> Row? {
        while true {
            skipBlanks()
            guard position < bytes.count else { return nil }
            guard takeEndOfLine() else { break }
        }
        let start = line
        let resume = position
        do {
            return Row(line: start, fields: try fields(from: start))
        } catch {
            position = resume
            line = start
            while position < bytes.count, !takeEndOfLine() { position += 1 }
            throw error
        }
    }

    private mutating func fields(from start: Int) throws(CSVError) -> [String] {
        var fields: [String] = []
        while true {
            guard fields.count < Self.rowLimit else {
                throw CSVError(line: start, field: fields.count, detail: "expected at most \(Self.rowLimit) fields")
            }
            skipBlanks()
            let isQuoted = position < bytes.count && bytes[position] == Self.quote
            let octets = isQuoted ? try quoted(start, fields.count + 1) : try plain(start, fields.count + 1)
            guard let text = String(validating: octets, as: UTF8.self) else {
                throw CSVError(line: start, field: fields.count + 1, detail: "expected UTF-8, got other octets")
            }
            fields.append(text)
            skipBlanks()
            guard position < bytes.count else { return fields }
            if bytes[position] == separator.rawValue {
                position += 1
            } else if takeEndOfLine() {
                return fields
            } else {
                throw CSVError(
                    line: start, field: fields.count, detail: "expected a separator behind the closing quote")
            }
        }
    }

    private mutating func plain(_ start: Int, _ field: Int) throws(CSVError) -> [UInt8] {
        let first = position
        while position < bytes.count, bytes[position] != separator.rawValue, !isEndOfLine(bytes[position]) {
            position += 1
            guard position - first <= Self.fieldLimit else { throw tooLong(start, field) }
        }
        var end = position
        while end > first, isBlank(bytes[end - 1]) { end -= 1 }
        return Array(bytes[first..<end])
    }

    private mutating func quoted(_ start: Int, _ field: Int) throws(CSVError) -> [UInt8] {
        var octets: [UInt8] = []
        position += 1
        while position < bytes.count {
            let octet = bytes[position]
            if octet == Self.quote {
                position += 1
                guard position < bytes.count, bytes[position] == Self.quote else { return octets }
                octets.append(octet)
                position += 1
            } else if isEndOfLine(octet) {
                let before = position
                _ = takeEndOfLine()
                octets.append(contentsOf: bytes[before..<position])
            } else {
                octets.append(octet)
                position += 1
            }
            guard octets.count <= Self.fieldLimit else { throw tooLong(start, field) }
        }
        throw CSVError(line: start, field: field, detail: "expected a closing quote, got the end of the text")
    }

    private func tooLong(_ start: Int, _ field: Int) -> CSVError {
        CSVError(
            line: start, field: field,
            detail: "expected at most \(Self.fieldLimit) octets, got more; is a quote not closed?")
    }

    private mutating func skipBlanks() {
        while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    }

    /// Goes behind an end of a line, when there is one here.
    private mutating func takeEndOfLine() -> Bool {
        guard position < bytes.count, isEndOfLine(bytes[position]) else { return false }
        let isPair = bytes[position] == 0x0d && position + 1 < bytes.count && bytes[position + 1] == 0x0a
        position += isPair ? 2 : 1
        line += 1
        return true
    }

    private func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || (octet == 0x09 && separator != .tabulator) }

    private func isEndOfLine(_ octet: UInt8) -> Bool { octet == 0x0a || octet == 0x0d }

    private static let quote = UInt8(ascii: "\"")

    /// What the first row that has separators outside of quotes has most of.
    private static func separator(of bytes: ArraySlice<UInt8>) -> CSVSeparator {
        var counts: [CSVSeparator: Int] = [:]
        var isQuoted = false
        for octet in bytes.prefix(fieldLimit * 4) {
            if octet == quote { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if octet == 0x0a || octet == 0x0d, !counts.isEmpty { break }
            if let separator = CSVSeparator(rawValue: octet) { counts[separator, default: 0] += 1 }
        }
        let most = counts.values.max() ?? 0
        return CSVSeparator.allCases.first { counts[$0] == most } ?? .comma
    }
}

/// What is wrong with a row.
public struct CSVError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line on which the row begins, from 1.
    public let line: Int
    /// The field, from 1.
    public let field: Int
    /// What was expected, and what came.
    public let detail: String

    /// The place and what is wrong there.
    public var description: String { "line \(line), field \(field): \(detail)" }
}
