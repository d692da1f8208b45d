/// Pieces of JSON (RFC 8259), added octet for octet: a row of a table is a small object, and there are many.
enum JSONText {
    /// Adds a text in quotes.
    static func add(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                out.append(UInt8(ascii: "\\"))
                out.append(octet)
            case 0x0a: out.append(contentsOf: #"\n"#.utf8)
            case 0x0d: out.append(contentsOf: #"\r"#.utf8)
            case 0x09: out.append(contentsOf: #"\t"#.utf8)
            case ..<0x20, 0x7f:
                out.append(contentsOf: "\\u00".utf8)
                if octet < 16 { out.append(UInt8(ascii: "0")) }
                out.append(contentsOf: String(octet, radix: 16).utf8)
            default: out.append(octet)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    /// Adds a cell; `text` is what it shows when it is a text.
    static func add(_ cell: ReportCell, text: String, to out: inout [UInt8]) {
        switch cell {
        case .none: out.append(contentsOf: "null".utf8)
        case .text: add(text, to: &out)
        case .number(let number): out.append(contentsOf: "\(number)".utf8)
        case .real(let number): out.append(contentsOf: (number.isFinite ? "\(number)" : "null").utf8)
        case .flag(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
        case .time(let time): add("\(time)", to: &out)
        }
    }

    /// Adds an object of texts.
    static func add(_ members: [(key: String, value: ReportCell)], to out: inout [UInt8]) {
        out.append(UInt8(ascii: "{"))
        for (place, member) in members.enumerated() {
            if place > 0 { out.append(UInt8(ascii: ",")) }
            add(member.key, to: &out)
            out.append(UInt8(ascii: ":"))
            if case .text(let text) = member.value {
                add(text, to: &out)
            } else {
                add(member.value, text: "", to: &out)
            }
        }
        out.append(UInt8(ascii: "}"))
    }
}
