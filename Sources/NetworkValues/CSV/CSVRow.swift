/// Rows as text with commas or semicolons (RFC 4180), safe to open in a spreadsheet.
public enum CSVRow {
    /// Adds a row of texts, with the ends of lines that the RFC wants.
    public static func add(
        _ fields: some Sequence<String>, separator: CSVSeparator = .comma, to out: inout [UInt8]
    ) {
        var isFirst = true
        for field in fields {
            if !isFirst { out.append(separator.rawValue) }
            isFirst = false
            add(field, separator: separator, to: &out)
        }
        out.append(UInt8(ascii: "\r"))
        out.append(UInt8(ascii: "\n"))
    }

    /// A field, in quotes where it must be. One that a spreadsheet would compute gets an apostrophe in front: the text of
    /// a log is anybody's.
    private static func add(_ field: String, separator: CSVSeparator, to out: inout [UInt8]) {
        let isGuarded = isGuarded(field)
        let needsQuotes =
            isGuarded || isBlank(field.utf8.first) || isBlank(field.utf8.last)
            || field.utf8.contains { octet in
                octet == separator.rawValue || octet == UInt8(ascii: "\"") || octet == 0x0a || octet == 0x0d
            }
        guard needsQuotes else {
            out.append(contentsOf: field.utf8)
            return
        }
        out.append(UInt8(ascii: "\""))
        if isGuarded { out.append(UInt8(ascii: "'")) }
        for octet in field.utf8 {
            if octet == UInt8(ascii: "\"") { out.append(octet) }
            out.append(octet)
        }
        out.append(UInt8(ascii: "\""))
    }

    /// Whether a spreadsheet would take the text for a formula. Numbers with a sign are none.
    public static func isFormula(_ field: String) -> Bool {
        guard let first = field.utf8.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0d: return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            return !field.utf8.dropFirst().allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") }
        default: return false
        }
    }

    /// The text that `add` was given: without the apostrophe in front of what a spreadsheet would compute.
    public static func unguarded(_ field: String) -> String {
        field.utf8.first == UInt8(ascii: "'") && isGuarded(field) ? String(field.dropFirst()) : field
    }

    /// Whether a field gets an apostrophe in front: a formula does, and so does one that has some already, so that reading
    /// gives it back as it was.
    private static func isGuarded(_ field: String) -> Bool {
        guard field.utf8.first == UInt8(ascii: "'") else { return isFormula(field) }
        return isFormula(String(field.drop { $0 == "'" }))
    }

    private static func isBlank(_ octet: UInt8?) -> Bool { octet == 0x20 || octet == 0x09 }
}

/// What parts the fields of a row.
public enum CSVSeparator: UInt8, Hashable, Sendable, CaseIterable {
    /// RFC 4180.
    case comma = 0x2c
    /// Spreadsheets of countries in which a comma stands in numbers.
    case semicolon = 0x3b
    /// Tables that were copied from a spreadsheet.
    case tabulator = 0x09
}
