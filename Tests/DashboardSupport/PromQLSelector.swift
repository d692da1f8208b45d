/// One selector of a PromQL expression, such as `ipdect_radios{registration="static"}[5m]`.
package struct PromQLSelector: Sendable, Hashable {
    /// A condition on a label.
    package struct Matcher: Sendable, Hashable {
        /// The label's name.
        package var label: String
        /// `=`, `!=`, `=~` or `!~`.
        package var comparison: String
        /// The text behind it, without quotation marks.
        package var value: String
    }

    /// The metric's name; empty when none is named.
    package var name: String
    /// The conditions, in their order.
    package var matchers: [Matcher]
    /// The duration in brackets behind it; `nil` for none.
    package var range: String?
    /// The functions and aggregations that it stands in, the nearest last.
    package var enclosing: [String]

    /// The selector without range and offset, as a query of its own.
    package var text: String {
        guard !matchers.isEmpty else { return name }
        let inner = matchers.map { "\($0.label)\($0.comparison)\"\($0.value)\"" }.joined(separator: ", ")
        return "\(name){\(inner)}"
    }

    /// Whether a condition stands there, letter for letter.
    package func has(_ label: String, _ comparison: String, _ value: String) -> Bool {
        matchers.contains(Matcher(label: label, comparison: comparison, value: value))
    }
}

/// An expression that is not PromQL.
package struct PromQLError: Error, CustomStringConvertible {
    /// What was expected and what came.
    package var description: String
}
