/// One word of a configuration line: a run without blanks, or what stands between double quotes.
struct ConfigWord: Equatable {
    /// The word without its quotes, escapes resolved.
    var text: String
    /// The column of its first character (of its quote, if it has one), from 1, in bytes.
    var column: Int
    /// Whether it stood in double quotes. A quoted word is always a value, never an option's name or a comment.
    var isQuoted: Bool
}

/// Why a line is not made of words, or its words make no configuration line. It never repeats what stood there.
struct ConfigSyntaxError: Error, Equatable {
    /// The column, from 1, in bytes.
    var column: Int
    /// What was expected and what to do.
    var message: String
}

/// Splits a line into words. Bounded: it reads each byte once and refuses lines over `ConfigText.maximumLineBytes`.
struct ConfigLexer {
    private let bytes: [UInt8]
    private var index = 0

    init(_ line: some StringProtocol) {
        bytes = Array(line.utf8)
    }

    /// The words of the line, and the comment that ends it (with its `#`), if any.
    static func words(of line: some StringProtocol) throws(ConfigSyntaxError) -> (words: [ConfigWord], comment: String?)
    {
        var lexer = ConfigLexer(line)
        return try lexer.scan()
    }

    private mutating func scan() throws(ConfigSyntaxError) -> ([ConfigWord], String?) {
        guard bytes.count <= ConfigText.maximumLineBytes else {
            throw ConfigSyntaxError(
                column: ConfigText.maximumLineBytes,
                message: "the line is over \(ConfigText.maximumLineBytes) bytes long")
        }
        if let control = bytes.firstIndex(where: { ($0 < 0x20 && $0 != UInt8(ascii: "\t")) || $0 == 0x7f }) {
            throw ConfigSyntaxError(column: control + 1, message: "the line holds a control character; remove it")
        }
        var words: [ConfigWord] = []
        while true {
            while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
            guard index < bytes.count else { return (words, nil) }
            if bytes[index] == UInt8(ascii: "#") {
                return (words, String(decoding: bytes[index...], as: UTF8.self))
            }
            words.append(bytes[index] == UInt8(ascii: "\"") ? try quoted() : plain())
        }
    }

    private mutating func plain() -> ConfigWord {
        let start = index
        while index < bytes.count, !Self.isBlank(bytes[index]) { index += 1 }
        return ConfigWord(
            text: String(decoding: bytes[start..<index], as: UTF8.self), column: start + 1, isQuoted: false)
    }

    private mutating func quoted() throws(ConfigSyntaxError) -> ConfigWord {
        let start = index
        var text: [UInt8] = []
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            let isEscape =
                bytes[index] == UInt8(ascii: "\\") && index + 1 < bytes.count
                && (bytes[index + 1] == UInt8(ascii: "\"") || bytes[index + 1] == UInt8(ascii: "\\"))
            if isEscape { index += 1 }
            text.append(bytes[index])
            index += 1
        }
        guard index < bytes.count else {
            throw ConfigSyntaxError(column: start + 1, message: "the quote is not closed; end the value with \"")
        }
        index += 1
        guard index == bytes.count || Self.isBlank(bytes[index]) else {
            throw ConfigSyntaxError(
                column: index + 1,
                message: "expected a blank behind the closing quote; write \\\" for a quote in a value")
        }
        return ConfigWord(text: String(decoding: text, as: UTF8.self), column: start + 1, isQuoted: true)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}

extension String {
    /// The text as one word of a configuration line: as it is, or in quotes when it would read differently without.
    var asConfigWord: String {
        let bytes = Array(utf8)
        let startsLikeSomethingElse = bytes.first.map { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "#") } ?? true
        let needsQuotes =
            startsLikeSomethingElse
            || bytes.contains { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\"") }
        guard needsQuotes else { return self }
        var text = "\""
        for scalar in unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
