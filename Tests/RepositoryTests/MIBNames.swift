import Foundation
import Testing

/// The names and numbers of the agent's own MIB modules, read from their texts.
struct MIBNames {
    /// What a name stands for.
    enum Kind: String { case scalar, column, table, row, other }

    /// A name of a module.
    struct Entry {
        var module: String
        var oid: [UInt32]
        var kind: Kind
    }

    private(set) var entries: [String: Entry] = [
        "enterprises": Entry(module: "", oid: [1, 3, 6, 1, 4, 1], kind: .other)
    ]
    /// The names by their numbers.
    private(set) var names: [[UInt32]: String] = [:]

    /// The root below which they all stand.
    var root: [UInt32] { entries["ipdect"]?.oid ?? [] }

    /// Reads the modules in `MIBs/`.
    init() throws {
        var definitions: [(module: String, name: String, kind: String, parent: String, number: UInt32)] = []
        for file in Repository.files(under: "MIBs", "txt") {
            let module = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
            let text = try Repository.text(file)
                .replacingOccurrences(of: #""[^"]*""#, with: "", options: .regularExpression)
                .replacingOccurrences(of: #"--.*"#, with: "", options: .regularExpression)
            let kinds = "OBJECT-TYPE|MODULE-IDENTITY|OBJECT IDENTIFIER|OBJECT-IDENTITY|NOTIFICATION-TYPE|OBJECT-GROUP"
            let pattern = #"^([a-z]\w*)\s+(\#(kinds))((?:(?!::=)[\s\S])*)::=\s*\{\s*(\w+)\s+(\d+)\s*\}"#
            for match in try text.matches(of: pattern) {
                let syntax = match[3]
                var kind = match[2] == "OBJECT-TYPE" ? "scalar" : "other"
                if syntax.contains("SEQUENCE OF") { kind = "table" }
                if syntax.contains("INDEX ") || syntax.contains("AUGMENTS ") { kind = "row" }
                definitions.append((module, match[1], kind, match[4], UInt32(match[5]) ?? 0))
            }
        }
        while !definitions.isEmpty {
            let ready = definitions.filter { entries[$0.parent] != nil }
            try #require(!ready.isEmpty, "nothing is known of \(definitions.map(\.parent))")
            definitions.removeAll { entries[$0.parent] != nil }
            for definition in ready {
                guard let parent = entries[definition.parent] else { continue }
                let kind = parent.kind == .row ? Kind.column : Kind(rawValue: definition.kind) ?? .other
                let oid = parent.oid + [definition.number]
                entries[definition.name] = Entry(module: definition.module, oid: oid, kind: kind)
                names[oid] = definition.name
            }
        }
    }

    /// The object that an object identifier in text names; a scalar with its instance 0 names the scalar.
    func name(of text: Substring) -> String? {
        let oid = text.split(separator: ".").compactMap { UInt32($0) }
        if let name = names[oid] { return name }
        guard oid.last == 0, let name = names[Array(oid.dropLast())], entries[name]?.kind == .scalar else { return nil }
        return name
    }
}
