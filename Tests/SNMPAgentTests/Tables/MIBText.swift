/// The objects and notifications that MIB texts define, read just far enough to compare them with what is served.
///
/// Not a MIB compiler: smilint has checked the texts. It knows the macros and layout that the texts in MIBs/ use.
struct MIBText {
    struct Object {
        var name: String
        var oid: [UInt32]
        var syntax: String
        var access: String
        /// The columns of a row's INDEX, or the row that it augments.
        var index: [String]
        var isColumn: Bool
    }

    /// The objects of all modules by name; tables and rows too.
    private(set) var objects: [String: Object] = [:]
    /// The objects of each notification, in order, by the notification's name.
    private(set) var notifications: [String: (oid: [UInt32], objects: [String])] = [:]
    /// The base type of each textual convention.
    private(set) var conventions: [String: String] = [:]

    private var assignments: [String: (parent: String, arcs: [UInt32])] = ["enterprises": ("", [1, 3, 6, 1, 4, 1])]
    private var rows: Set<String> = []

    init(_ texts: [String]) {
        var pending: [(Object, [UInt32]?)] = []
        for text in texts { pending += read(Self.tokens(of: text)) }
        for (object, _) in pending {
            guard let oid = oid(of: object.name) else { continue }
            var object = object
            object.oid = oid
            object.isColumn = assignments[object.name].map { rows.contains($0.parent) } ?? false
            objects[object.name] = object
        }
        for name in notifications.keys {
            if let oid = oid(of: name) { notifications[name]?.oid = oid }
        }
    }

    /// The object identifier of any name that the texts assign one.
    func oid(of name: String) -> [UInt32]? {
        guard let (parent, arcs) = assignments[name] else { return nil }
        if parent.isEmpty { return arcs }
        return oid(of: parent).map { $0 + arcs }
    }

    /// The type behind textual conventions, such as `Counter64` or `OCTET`.
    func base(of syntax: String) -> String {
        conventions[syntax].map(base) ?? syntax
    }

    /// Columns and scalars that can be read, by object identifier.
    var readable: [[UInt32]: Object] {
        Dictionary(
            uniqueKeysWithValues: objects.values.filter { ["read-only", "read-write"].contains($0.access) }
                .map { ($0.oid, $0) })
    }

    /// Words, braces, parentheses and quoted texts; comments are left out.
    private static func tokens(of text: String) -> [String] {
        var tokens: [String] = []
        var word = ""
        var isQuoted = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if !isQuoted, line.hasPrefix("--") { continue }
            for character in line + "\n" {
                if character == "\"" {
                    isQuoted.toggle()
                    if !isQuoted { tokens.append("\"") }
                } else if isQuoted {
                    continue
                } else if "{}(),;|".contains(character) || character.isWhitespace {
                    if !word.isEmpty { tokens.append(word) }
                    word = ""
                    if !character.isWhitespace { tokens.append(String(character)) }
                } else {
                    word.append(character)
                }
            }
        }
        return tokens
    }

    private static let macros: Set<String> = [
        "OBJECT-TYPE", "NOTIFICATION-TYPE", "MODULE-IDENTITY", "OBJECT-IDENTITY", "OBJECT-GROUP",
        "NOTIFICATION-GROUP", "MODULE-COMPLIANCE", "AGENT-CAPABILITIES",
    ]

    private mutating func read(_ tokens: [String]) -> [(Object, [UInt32]?)] {
        var found: [(Object, [UInt32]?)] = []
        let start = tokens.firstIndex(of: ";") ?? 0
        var at = start
        while at + 2 < tokens.count {
            defer { at += 1 }
            if tokens[at + 1] == "OBJECT", tokens[at + 2] == "IDENTIFIER" {
                assign(tokens[at], from: tokens, at: at)
            } else if tokens[at + 2] == "TEXTUAL-CONVENTION", tokens[at + 1] == "::=" {
                if let syntax = tokens[at...].firstIndex(of: "SYNTAX") { conventions[tokens[at]] = tokens[syntax + 1] }
            } else if Self.macros.contains(tokens[at + 1]) {
                let end = assign(tokens[at], from: tokens, at: at)
                let body = Array(tokens[at..<end])
                if tokens[at + 1] == "OBJECT-TYPE" { found.append((object(tokens[at], body), nil)) }
                if tokens[at + 1] == "NOTIFICATION-TYPE" {
                    notifications[tokens[at]] = ([], Self.list(behind: "OBJECTS", in: body))
                }
            }
        }
        return found
    }

    @discardableResult
    private mutating func assign(_ name: String, from tokens: [String], at start: Int) -> Int {
        guard let mark = tokens[start...].firstIndex(of: "::="), mark + 2 < tokens.count else { return tokens.count }
        let arcs = tokens[(mark + 3)...].prefix { $0 != "}" }.compactMap { UInt32($0) }
        assignments[name] = (tokens[mark + 2], arcs)
        return mark
    }

    private mutating func object(_ name: String, _ body: [String]) -> Object {
        func word(behind keyword: String) -> String {
            body.firstIndex(of: keyword).map { body[$0 + 1] } ?? ""
        }
        let index = Self.list(behind: "INDEX", in: body)
        let augments = Self.list(behind: "AUGMENTS", in: body)
        if !index.isEmpty || !augments.isEmpty { rows.insert(name) }
        return Object(
            name: name, oid: [], syntax: word(behind: "SYNTAX"), access: word(behind: "MAX-ACCESS"),
            index: index.isEmpty ? augments : index, isColumn: false)
    }

    private static func list(behind keyword: String, in body: [String]) -> [String] {
        guard let start = body.firstIndex(of: keyword), body[start + 1] == "{" else { return [] }
        return body[(start + 2)...].prefix { $0 != "}" }.filter { $0 != "," && $0 != "IMPLIED" }
    }
}
