/// Replaces what is not code in a Swift file, comments and strings, by blanks, so that braces can be counted.
struct CodeBlanker {
    private var bytes: [UInt8]
    private var position = 0

    /// The file's bytes with comments and strings blanked; line ends stay.
    static func blanked(_ bytes: [UInt8]) -> [UInt8] {
        var blanker = CodeBlanker(bytes: bytes)
        blanker.code(until: nil)
        return blanker.bytes
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Passes over code up to its end, or behind the parenthesis that closes an interpolation.
    private mutating func code(until end: UInt8?) {
        var depth = 0
        while position < bytes.count {
            if at("//") {
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { blank(1) }
            } else if at("/*") {
                blockComment()
            } else if let hashes = stringStart() {
                string(hashes)
            } else {
                if bytes[position] == UInt8(ascii: "(") { depth += 1 }
                if bytes[position] == UInt8(ascii: ")") {
                    if depth == 0, end != nil { return blank(1) }
                    depth -= 1
                }
                if end == nil { position += 1 } else { blank(1) }
            }
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if at("/*") {
                depth += 1
                blank(2)
            } else if at("*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < bytes.count
    }

    /// The number of `#` before a string that starts here; `nil` when none does.
    private func stringStart() -> Int? {
        guard bytes[position] == UInt8(ascii: "#") || bytes[position] == UInt8(ascii: "\"") else { return nil }
        let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
        guard position + hashes < bytes.count, bytes[position + hashes] == UInt8(ascii: "\"") else { return nil }
        return hashes
    }

    private mutating func string(_ hashes: Int) {
        let mark = String(repeating: "#", count: hashes)
        blank(hashes)
        let quote = at("\"\"\"") ? "\"\"\"" : "\""
        blank(quote.utf8.count)
        while position < bytes.count {
            if at(quote + mark) { return blank(quote.utf8.count + hashes) }
            if at("\\" + mark + "(") {
                blank(2 + hashes)
                code(until: UInt8(ascii: ")"))
            } else if at("\\" + mark) {
                blank(2 + hashes)
            } else if quote == "\"", bytes[position] == UInt8(ascii: "\n") {
                return
            } else {
                blank(1)
            }
        }
    }

    private func at(_ text: String) -> Bool {
        guard bytes[position] == text.utf8.first, position + text.utf8.count <= bytes.count else { return false }
        var place = position
        for byte in text.utf8 {
            if bytes[place] != byte { return false }
            place += 1
        }
        return true
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] != UInt8(ascii: "\n") { bytes[position] = UInt8(ascii: " ") }
            position += 1
        }
    }
}
