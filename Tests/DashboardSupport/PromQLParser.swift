/// Reads PromQL as far as is needed to know its selectors, and refuses what is no PromQL. Types are left to Prometheus.
package struct PromQLParser {
    private let tokens: [PromQLToken]
    private var position = 0
    private var enclosing: [String] = []
    private var found: [PromQLSelector] = []

    /// The selectors of an expression, in their order.
    package static func selectors(in text: String) throws(PromQLError) -> [PromQLSelector] {
        var parser = PromQLParser(tokens: try PromQLLexer.tokens(of: text))
        try parser.expression()
        guard parser.token == .end else { throw parser.unexpected("the end") }
        return parser.found
    }

    private init(tokens: [PromQLToken]) { self.tokens = tokens }

    private static let operators: Set<PromQLToken> = [
        .symbol("+"), .symbol("-"), .symbol("*"), .symbol("/"), .symbol("%"), .symbol("^"), .symbol("=="),
        .symbol("!="), .symbol(">"), .symbol("<"), .symbol(">="), .symbol("<="), .identifier("and"), .identifier("or"),
        .identifier("unless"), .identifier("atan2"),
    ]
    private static let aggregations: Set = [
        "sum", "min", "max", "avg", "count", "group", "stddev", "stdvar", "topk", "bottomk", "quantile", "count_values",
    ]
    private static let functions: Set = [
        "abs", "absent", "absent_over_time", "avg_over_time", "ceil", "changes", "clamp", "clamp_max", "clamp_min",
        "count_over_time", "delta", "deriv", "exp", "floor", "histogram_quantile", "idelta", "increase", "irate",
        "label_join", "label_replace", "last_over_time", "ln", "max_over_time", "min_over_time", "predict_linear",
        "present_over_time", "quantile_over_time", "rate", "resets", "round", "scalar", "sgn", "sort", "sort_desc",
        "sqrt", "stddev_over_time", "sum_over_time", "time", "timestamp", "vector",
    ]

    private var token: PromQLToken { tokens[position] }

    private func unexpected(_ wanted: String) -> PromQLError {
        PromQLError(description: "word \(position + 1): \(wanted) was expected, not \(token)")
    }

    private mutating func accept(_ wanted: PromQLToken) -> Bool {
        guard token == wanted else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ symbol: String) throws(PromQLError) {
        guard accept(.symbol(symbol)) else { throw unexpected("'\(symbol)'") }
    }

    private mutating func expression() throws(PromQLError) {
        try operand()
        while Self.operators.contains(token) {
            position += 1
            _ = accept(.identifier("bool"))
            if accept(.identifier("on")) || accept(.identifier("ignoring")) { try labels() }
            if accept(.identifier("group_left")) || accept(.identifier("group_right")), token == .symbol("(") {
                try labels()
            }
            try operand()
        }
    }

    private mutating func operand() throws(PromQLError) {
        while accept(.symbol("-")) || accept(.symbol("+")) {}
        let before = found.count
        switch token {
        case .number, .string: position += 1
        case .symbol("("):
            position += 1
            try expression()
            try expect(")")
        case .symbol("{"): try selector(named: "")
        case .identifier(let name):
            position += 1
            if Self.aggregations.contains(name) {
                try aggregation(name)
            } else if token == .symbol("(") {
                guard Self.functions.contains(name) else { throw PromQLError(description: "there is no \(name)()") }
                try arguments(of: name)
            } else {
                try selector(named: name)
                return try suffixes(isSelector: true)
            }
        default: throw unexpected("a value")
        }
        try suffixes(isSelector: found.count == before + 1 && tokens[position - 1] == .symbol("}"))
    }

    private mutating func aggregation(_ name: String) throws(PromQLError) {
        try grouping()
        try arguments(of: name)
        try grouping()
    }

    private mutating func grouping() throws(PromQLError) {
        if accept(.identifier("by")) || accept(.identifier("without")) { try labels() }
    }

    private mutating func arguments(of name: String) throws(PromQLError) {
        try expect("(")
        enclosing.append(name)
        while token != .symbol(")") {
            try expression()
            guard accept(.symbol(",")) else { break }
        }
        enclosing.removeLast()
        try expect(")")
    }

    private mutating func labels() throws(PromQLError) {
        try expect("(")
        while case .identifier = token {
            position += 1
            guard accept(.symbol(",")) else { break }
        }
        try expect(")")
    }

    private mutating func selector(named name: String) throws(PromQLError) {
        var selector = PromQLSelector(name: name, matchers: [], range: nil, enclosing: enclosing)
        if accept(.symbol("{")) {
            while case .identifier(let label) = token {
                position += 1
                guard case .symbol(let comparison) = token, ["=", "!=", "=~", "!~"].contains(comparison) else {
                    throw unexpected("a comparison")
                }
                position += 1
                guard case .string(let value) = token else { throw unexpected("a text") }
                position += 1
                selector.matchers.append(.init(label: label, comparison: comparison, value: value))
                guard accept(.symbol(",")) else { break }
            }
            try expect("}")
        }
        guard !name.isEmpty || !selector.matchers.isEmpty else { throw unexpected("the name of a metric") }
        found.append(selector)
    }

    /// Ranges, subqueries and offsets.
    private mutating func suffixes(isSelector: Bool) throws(PromQLError) {
        var isSelector = isSelector
        while true {
            if accept(.symbol("[")) {
                let range = try duration()
                if accept(.symbol(":")) {
                    if token != .symbol("]") { _ = try duration() }
                } else {
                    guard isSelector else { throw unexpected("a selector before a range") }
                    found[found.count - 1].range = range
                }
                try expect("]")
            } else if accept(.identifier("offset")) {
                _ = accept(.symbol("-"))
                _ = try duration()
            } else if accept(.symbol("@")) {
                guard case .number = token else { throw unexpected("a time") }
                position += 1
            } else {
                return
            }
            isSelector = false
        }
    }

    private mutating func duration() throws(PromQLError) -> String {
        guard case .duration(let text) = token else { throw unexpected("a duration") }
        position += 1
        return text
    }
}
