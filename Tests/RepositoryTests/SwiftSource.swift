/// A Swift file as far as these tests read it: its imports and its functions with their lengths.
struct SwiftSource {
    /// A function with a body.
    struct Function: Equatable {
        /// The name, `init` or `deinit`.
        var name: String
        /// The line of its declaration, from 1.
        var line: Int
        /// The lines from the declaration to the closing brace, both counted.
        var length: Int
    }

    /// The text with every comment and string replaced by blanks; its lines are those of the file.
    let code: String
    private let bytes: [UInt8]

    init(_ text: String) {
        bytes = CodeBlanker.blanked(Array(text.utf8))
        code = String(decoding: bytes, as: UTF8.self)
    }

    /// The modules that the file imports.
    var imports: [String] {
        get throws {
            let attribute = #"(?:@\w+(?:\([^)]*\))?\s+)*"#
            let access = "(?:(?:public|package|internal|fileprivate|private)\\s+)?"
            let kind = "(?:(?:struct|class|enum|protocol|func|let|var|typealias)\\s+)?"
            return try code.matches(of: "^\\s*" + attribute + access + "import\\s+" + kind + "(\\w+)").map { $0[1] }
        }
    }

    /// The number of lines.
    var lineCount: Int { code.split(separator: "\n", omittingEmptySubsequences: false).count - 1 }

    /// All functions with a body, in the order of the file.
    var functions: [Function] {
        var found: [Function] = []
        var line = 1
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\n") { line += 1 }
            if let name = declaredName(at: position), let open = bodyStart(after: position + 1) {
                let end = closing(of: open)
                let lines = bytes[position..<end].count { $0 == UInt8(ascii: "\n") } + 1
                found.append(Function(name: name, line: line, length: lines))
            }
            position += 1
        }
        return found
    }

    /// The name of a function whose declaration's keyword stands at `position`.
    private func declaredName(at position: Int) -> String? {
        guard position == 0 || !isWord(bytes[position - 1]) && bytes[position - 1] != UInt8(ascii: ".") else {
            return nil
        }
        for keyword in ["func", "init", "deinit"] where bytes[position] == keyword.utf8.first {
            let end = position + keyword.utf8.count
            guard end < bytes.count, bytes[position..<end].elementsEqual(keyword.utf8), !isWord(bytes[end]) else {
                continue
            }
            guard keyword == "func" else { return startsDeclaration(position) ? keyword : nil }
            let rest = bytes[end...].drop { $0 == UInt8(ascii: " ") }
            return String(decoding: rest.prefix { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        }
        return nil
    }

    /// Whether only modifiers stand before `position` on its line: `init` is also written in calls.
    private func startsDeclaration(_ position: Int) -> Bool {
        var start = position
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return bytes[start..<position].allSatisfy { isWord($0) || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "@") }
    }

    /// Where the brace of a body opens; `nil` for a declaration without one, as in a protocol.
    private func bodyStart(after start: Int) -> Int? {
        var depth = 0
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "{") where depth == 0: return position
            case UInt8(ascii: "}") where depth == 0: return nil
            case UInt8(ascii: "\n") where depth == 0 && !continues(after: position): return nil
            default: break
            }
            position += 1
        }
        return nil
    }

    /// Whether a declaration goes on in the line behind `position`.
    private func continues(after position: Int) -> Bool {
        let rest = bytes[position...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        return ["{", "->", "where ", "async ", "throws", "rethrows"].contains { rest.starts(with: $0.utf8) }
    }

    /// The position behind the brace that closes the one at `open`.
    private func closing(of open: Int) -> Int {
        var depth = 0
        var position = open
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "{") { depth += 1 }
            if bytes[position] == UInt8(ascii: "}") { depth -= 1 }
            position += 1
            if depth == 0 { break }
        }
        return position
    }

    private func isWord(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte >= 0x80
            || (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
            || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
