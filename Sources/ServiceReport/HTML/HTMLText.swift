/// Text in HTML: whatever it holds, it stays text.
enum HTMLText {
    /// Adds a text. What no document may hold becomes a mark that it was there.
    static func add(_ text: String, to out: inout [UInt8]) {
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): out.append(contentsOf: "&quot;".utf8)
            case 0x09, 0x0a: out.append(octet)
            case 0x0d: out.append(0x0a)
            case ..<0x20, 0x7f: out.append(contentsOf: "\u{FFFD}".utf8)
            default: out.append(octet)
            }
        }
    }

    /// The text as it stands in a document.
    static func escaped(_ text: String) -> String {
        var out: [UInt8] = []
        add(text, to: &out)
        return String(decoding: out, as: UTF8.self)
    }
}
