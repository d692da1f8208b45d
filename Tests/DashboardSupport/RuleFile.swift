import Foundation

/// Reads rules of Prometheus in the subset of YAML in which ours are written: one key a line, and folded texts behind `>`
/// and `>-`.
package enum RuleFile {
    /// One rule.
    package struct Rule: Sendable {
        /// `alert` or `record`.
        package var kind: String
        /// The alert, or the series that is recorded.
        package var name: String
        /// Everything else by its key, quotation marks and all; keys of labels and annotations among them.
        package var fields: [String: String]
        /// The expression.
        package var expression: String { fields["expr"] ?? "" }
    }

    /// The rules of a file.
    package static func rules(in text: String) -> [Rule] {
        var found: [Rule] = []
        var folded: (key: String, indent: Int)?
        for line in text.split(separator: "\n") {
            let content = line.trimmingCharacters(in: .whitespaces)
            let indent = line.prefix { $0 == " " }.count
            if let current = folded, indent > current.indent {
                found[found.count - 1].fields[current.key, default: ""] += content + " "
                continue
            }
            folded = nil
            let parts = content.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !content.hasPrefix("#") else { continue }
            if parts[0] == "- alert" || parts[0] == "- record" {
                found.append(Rule(kind: String(parts[0].dropFirst(2)), name: parts[1], fields: [:]))
            } else if !found.isEmpty, !parts[0].hasPrefix("-") {
                if parts[1] == ">" || parts[1] == ">-" {
                    folded = (parts[0], indent)
                } else {
                    found[found.count - 1].fields[parts[0]] = parts[1]
                }
            }
        }
        return found
    }
}
