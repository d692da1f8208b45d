import Foundation

@testable import SNMPAgent

/// What MIB texts say of conformance (RFC 2580): names and their numbers, groups and their objects, and what compliance
/// statements and capabilities ask for. Read just far enough to compare it with what the agent serves.
struct ConformanceTexts {
    /// A module of an AGENT-CAPABILITIES statement.
    struct Support {
        var module: String
        var groups: [String]
        /// ACCESS of each VARIATION.
        var variations: [String: String]
    }

    /// The MAX-ACCESS of each object.
    private(set) var access: [String: String] = [:]
    /// The objects of each OBJECT-GROUP.
    private(set) var groups: [String: [String]] = [:]
    /// The mandatory groups of each MODULE-COMPLIANCE.
    private(set) var mandatory: [String: [String]] = [:]
    /// What each AGENT-CAPABILITIES supports.
    private(set) var capabilities: [String: [Support]] = [:]
    /// The modules read.
    private(set) var modules: Set<String> = []

    private var assignments: [String: (parent: String, arcs: [UInt32])] = ["iso": ("", [1])]

    /// Folders that may have texts of others: Erlang's, and the one that CONTRIBUTING.md tells of.
    static let folders: [String] = {
        let root = #filePath.components(separatedBy: "/Tests/SNMPAgentTests/")[0]
        let library = "/usr/lib/erlang/lib"
        let erlang = ((try? FileManager.default.contentsOfDirectory(atPath: library)) ?? [])
            .filter { $0.hasPrefix("snmp-") }.sorted().map { "\(library)/\($0)/mibs" }
        return [root + "/.build-mibs"] + erlang
    }()

    /// All texts that are at hand, ours among them.
    static let atHand: ConformanceTexts = {
        var texts = MIBModule.all.map(\.text)
        for folder in folders {
            for file in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() {
                guard let data = FileManager.default.contents(atPath: "\(folder)/\(file)") else { continue }
                texts.append(String(decoding: data, as: UTF8.self))
            }
        }
        return ConformanceTexts(texts)
    }()

    init(_ texts: [String]) {
        for text in texts { read(text) }
    }

    /// The number of a name.
    func oid(of name: String) -> [UInt32]? {
        guard let (parent, arcs) = assignments[name] else { return nil }
        return parent.isEmpty ? arcs : oid(of: parent).map { $0 + arcs }
    }

    private mutating func read(_ text: String) {
        guard let module = Self.matches(#"([A-Z][\w-]*)\s+DEFINITIONS\s*::="#, text).first?[1] else { return }
        // Texts in SMIv1 define some of the same names; of two texts of a module the first counts.
        guard text.contains("SNMPv2-SMI"), modules.insert(module).inserted else { return }
        let bare = text.replacingOccurrences(of: #""[^"]*""#, with: "", options: .regularExpression)
            .replacingOccurrences(of: #"--[^\n]*"#, with: "", options: .regularExpression)
        let kinds = [
            #"OBJECT\s+IDENTIFIER(?=\s*::=)"#, #"MODULE-IDENTITY(?=\s+LAST)"#, #"OBJECT-IDENTITY(?=\s+STATUS)"#,
            #"OBJECT-TYPE(?=\s+SYNTAX)"#, #"MODULE-COMPLIANCE(?=\s+STATUS)"#, #"AGENT-CAPABILITIES(?=\s+PRODUCT)"#,
            #"OBJECT-GROUP(?=\s+OBJECTS)"#,
        ]
        let pattern =
            #"([a-z][\w-]*)\s+("# + kinds.joined(separator: "|")
            + #")((?:(?!::=)[\s\S])*)::=\s*\{\s*([\w-]+)([^}]*)\}"#
        for match in Self.matches(pattern, bare) { define(match[1], match[2], match[3], match[4], match[5]) }
    }

    private mutating func define(_ name: String, _ kind: String, _ body: String, _ parent: String, _ rest: String) {
        let arcs = rest.split(whereSeparator: \.isWhitespace).compactMap { word in
            UInt32(word.split(separator: "(").last?.prefix { $0 != ")" } ?? word)
        }
        assignments[name] = (parent, arcs)
        switch kind {
        case "OBJECT-TYPE":
            access[name] = Self.matches(#"MAX-ACCESS\s+([\w-]+)"#, body).first?[1]
        case "OBJECT-GROUP":
            groups[name] = Self.list(Self.matches(#"OBJECTS\s*\{([^}]*)\}"#, body))
        case "MODULE-COMPLIANCE":
            mandatory[name] = Self.list(Self.matches(#"MANDATORY-GROUPS\s*\{([^}]*)\}"#, body))
        case "AGENT-CAPABILITIES":
            capabilities[name] = body.components(separatedBy: "SUPPORTS").dropFirst().map { part in
                Support(
                    module: String(part.split(whereSeparator: \.isWhitespace).first ?? ""),
                    groups: Self.list(Self.matches(#"INCLUDES\s*\{([^}]*)\}"#, part)),
                    variations: Dictionary(
                        Self.matches(#"VARIATION\s+([\w-]+)\s+ACCESS\s+([\w-]+)"#, part).map { ($0[1], $0[2]) },
                        uniquingKeysWith: { first, _ in first }))
            }
        default: break
        }
    }

    private static func list(_ matches: [[String]]) -> [String] {
        matches.flatMap { match in
            match[1].split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        }.filter { !$0.isEmpty }
    }

    /// The matches of a pattern, each with the whole and its groups.
    private static func matches(_ pattern: String, _ text: String) -> [[String]] {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
        let whole = NSRange(text.startIndex..., in: text)
        return expression.matches(in: text, range: whole).map { match in
            (0..<match.numberOfRanges).map { number in
                Range(match.range(at: number), in: text).map { String(text[$0]) } ?? ""
            }
        }
    }
}
