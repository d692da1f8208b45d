/// A word of PromQL. Variables of Grafana, such as `$__range`, count as durations.
enum PromQLToken: Hashable {
    case identifier(String)
    case string(String)
    case number(String)
    case duration(String)
    case symbol(String)
    case end
}

/// Cuts an expression into words.
struct PromQLLexer {
    private var rest: Substring

    static func tokens(of text: String) throws(PromQLError) -> [PromQLToken] {
        var lexer = PromQLLexer(rest: text[...])
        var found: [PromQLToken] = []
        while let token = try lexer.next() { found.append(token) }
        return found + [.end]
    }

    private mutating func next() throws(PromQLError) -> PromQLToken? {
        rest = rest.drop(while: \.isWhitespace)
        guard let first = rest.first else { return nil }
        if first == "\"" || first == "'" { return try string(first) }
        if first == "$" { return .duration(take { $0 == "$" || $0 == "{" || $0 == "}" || Self.isWord($0) }) }
        if first.isNumber {
            let text = take { $0.isNumber || $0.isLetter || $0 == "." }
            return Double(text) == nil ? .duration(text) : .number(text)
        }
        if Self.isWord(first) { return .identifier(take { Self.isWord($0) || $0 == ":" }) }
        for symbol in ["=~", "!~", "!=", "==", ">=", "<="] where rest.hasPrefix(symbol) {
            rest = rest.dropFirst(2)
            return .symbol(symbol)
        }
        guard "(){}[],:+-*/%^=<>@".contains(first) else {
            throw PromQLError(description: "'\(first)' does not belong there")
        }
        rest = rest.dropFirst()
        return .symbol(String(first))
    }

    private mutating func string(_ quote: Character) throws(PromQLError) -> PromQLToken {
        var text = ""
        var isEscaped = false
        rest = rest.dropFirst()
        while let character = rest.popFirst() {
            if character == quote, !isEscaped { return .string(text) }
            isEscaped = character == "\\" && !isEscaped
            text.append(character)
        }
        throw PromQLError(description: "a text in \(quote) does not end")
    }

    private mutating func take(while isPart: (Character) -> Bool) -> String {
        let part = rest.prefix(while: isPart)
        rest = rest[part.endIndex...]
        return String(part)
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }
}
