extension PageValue {
    /// The same record where fields that the API left out stand without a value: a template that asks for one must not find
    /// a field of that name further out.
    func having(_ names: String...) -> PageValue {
        guard case .record(let fields) = self else { return self }
        var all = fields
        for name in names where all[name] == nil { all[name] = PageValue.none }
        return .record(all)
    }

    /// The value as a text for people; empty for nothing.
    var words: String {
        switch self {
        case .none, .list, .record: ""
        case .flag(let flag): flag ? "yes" : "no"
        case .integer(let number): String(number)
        case .number(let number): PageFormat.fixed(number)
        case .text(let text): text
        }
    }

    /// The texts of a list with commas between them.
    var joined: String { elements.map(\.words).joined(separator: ", ") }
}

/// Facts with names, for a list of terms and descriptions; those without a value are left out.
struct PageFacts {
    private var facts: [PageValue] = []

    /// Adds a fact unless its value is empty.
    mutating func add(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        facts.append(["name": .text(name), "value": .text(value)])
    }

    /// Adds a fact unless there is no value.
    mutating func add(_ name: String, _ value: PageValue) { add(name, value.words) }

    /// Adds a time, written as in the logs.
    mutating func add(_ name: String, time: PageValue) { add(name, time.text.map { PageFormat.time($0) + " UTC" }) }

    /// The list in templates, each with `name` and `value`.
    var value: PageValue { .list(facts) }
    var isEmpty: Bool { facts.isEmpty }
}
