/// A MIB module that the agent serves, as text for managers to load (`ipdect-agent mib`).
public struct MIBModule: Sendable {
    /// The module's name, such as `IPDECT-ALARM-MIB`.
    public let name: String
    /// The text in SMIv2 (RFC 2578), below the standard root.
    public let text: String

    /// All modules that are the agent's own description, by name.
    public static let all = ModuleTexts.all.map { MIBModule(name: $0.name, text: $0.text) }

    /// The module that names the root.
    static let rootName = "IPDECT-ROOT-MIB"

    /// The text below `root`: the root module names its arcs, and all others hang below that.
    public func text(below root: ModuleRoot) -> String {
        guard name == Self.rootName, root != .standard else { return text }
        var lines: [Substring] = []
        var isBetweenMarks = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == Self.endOfArcs { isBetweenMarks = false }
            if isBetweenMarks { continue }
            if line.hasPrefix("    ::= { ipdectArc") {
                lines.append("    ::= { \(Self.parent(of: root)) }")
            } else {
                lines.append(line)
            }
            if line == Self.beginOfArcs {
                isBetweenMarks = true
                lines += Self.arcs(above: root)
            }
        }
        return lines.joined(separator: "\n")
    }

    private static let beginOfArcs = "-- The arcs above the root."
    private static let endOfArcs = "-- Below the root."

    /// The definitions of the arcs between `enterprises` and the root, one sub-identifier each, as MIB compilers want.
    private static func arcs(above root: ModuleRoot) -> [Substring] {
        let between = root.arcs[ModuleRoot.enterprises.count...].dropLast()
        var lines: [Substring] = [""]
        for (offset, arc) in between.enumerated() {
            let parent = offset == 0 ? "enterprises" : "ipdectArc\(offset)"
            lines += ["ipdectArc\(offset + 1) OBJECT IDENTIFIER ::= { \(parent) \(arc) }", ""]
        }
        return lines
    }

    /// The root's own value: its parent's name and its last sub-identifier.
    private static func parent(of root: ModuleRoot) -> String {
        let depth = root.arcs.count - ModuleRoot.enterprises.count - 1
        return "\(depth == 0 ? "enterprises" : "ipdectArc\(depth)") \(root.arcs[root.arcs.count - 1])"
    }

    /// The texts that `ipdect-agent mib [--root OID] [--module NAME]` prints, one behind the other: all, or the one
    /// called `name`.
    public static func printed(below root: ModuleRoot = .standard, only name: String? = nil) throws(MIBModuleError)
        -> String
    {
        guard let name else { return all.map { $0.text(below: root) }.joined(separator: "\n") }
        guard let module = all.first(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw MIBModuleError(name: name, known: all.map(\.name))
        }
        return module.text(below: root)
    }
}

/// A module was asked for that does not exist.
public struct MIBModuleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name asked for.
    public let name: String
    /// The names that there are.
    public let known: [String]

    /// The text for people.
    public var description: String {
        "no MIB module “\(name)”; there are \(known.joined(separator: ", "))"
    }
}
