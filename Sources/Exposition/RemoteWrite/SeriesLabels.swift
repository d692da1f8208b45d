/// The labels of a series as remote write wants them: sorted by name, none of them empty, the name among them.
enum SeriesLabels {
    /// The label that carries the name.
    static let name = "__name__"

    /// The labels of an identity such as `ipdect_radio_calls{radio="R1"}`; `nil` for what is none. `external` labels do
    /// not take the place of the series' own.
    static func labels(of identity: String, external: [(name: String, value: String)]) -> [(String, String)]? {
        let name = identity.prefix { $0 != "{" }
        guard isName(name, allowsColon: true) else { return nil }
        var labels = [Self.name: String(name)]
        var rest = identity.dropFirst(name.count)
        if rest.popFirst() != nil {
            var next = rest.first == "}" ? rest.popFirst() : ","
            while next == "," {
                guard let label = take(&rest), labels.updateValue(label.value, forKey: label.name) == nil else {
                    return nil
                }
                next = rest.popFirst()
            }
            guard next == "}", rest.isEmpty else { return nil }
        }
        for label in external where labels[label.name] == nil { labels[label.name] = label.value }
        return labels.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Whether a text can be the name of a label.
    static func isLabelName(_ text: String) -> Bool {
        isName(text[...], allowsColon: false) && text != name
    }

    private static func isName(_ text: Substring, allowsColon: Bool) -> Bool {
        guard let first = text.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
        return text.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
                || (allowsColon && $0 == ":")
        }
    }

    /// Takes `name="value"` from the front.
    private static func take(_ text: inout Substring) -> (name: String, value: String)? {
        let name = text.prefix { $0 != "=" }
        guard isName(name, allowsColon: false) else { return nil }
        text = text.dropFirst(name.count + 1)
        guard text.popFirst() == "\"" else { return nil }
        var value = ""
        while let character = text.popFirst() {
            switch character {
            case "\"": return (String(name), value)
            case "\\":
                switch text.popFirst() {
                case "n": value.append("\n")
                case .some(let escaped): value.append(escaped)
                case nil: return nil
                }
            default: value.append(character)
            }
        }
        return nil
    }
}
