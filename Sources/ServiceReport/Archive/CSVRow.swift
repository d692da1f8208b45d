import NetworkValues

/// Rows as text with commas (RFC 4180), safe to open in a spreadsheet.
enum CSVRow {
    /// Adds a row of texts, with the ends of lines that the RFC wants.
    static func add(_ fields: some Sequence<String>, to out: inout [UInt8]) {
        var isFirst = true
        for field in fields {
            if !isFirst { out.append(UInt8(ascii: ",")) }
            isFirst = false
            add(field, to: &out)
        }
        out.append(UInt8(ascii: "\r"))
        out.append(UInt8(ascii: "\n"))
    }

    /// A field, in quotes where it must be. One that a spreadsheet would compute gets an apostrophe in front: the text of
    /// a log is anybody's.
    private static func add(_ field: String, to out: inout [UInt8]) {
        let isFormula = isFormula(field)
        let needsQuotes =
            isFormula
            || field.utf8.contains { octet in
                octet == UInt8(ascii: ",") || octet == UInt8(ascii: "\"") || octet == 0x0a || octet == 0x0d
            }
        guard needsQuotes else {
            out.append(contentsOf: field.utf8)
            return
        }
        out.append(UInt8(ascii: "\""))
        if isFormula { out.append(UInt8(ascii: "'")) }
        for octet in field.utf8 {
            if octet == UInt8(ascii: "\"") { out.append(octet) }
            out.append(octet)
        }
        out.append(UInt8(ascii: "\""))
    }

    /// Whether a spreadsheet would take the text for a formula. Numbers with a sign are none.
    static func isFormula(_ field: String) -> Bool {
        guard let first = field.utf8.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0d: return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            return !field.utf8.dropFirst().allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") }
        default: return false
        }
    }
}
