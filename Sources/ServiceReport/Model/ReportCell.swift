import NetworkValues

/// What stands at one place of a table.
enum ReportCell: Sendable, Hashable {
    /// Nothing.
    case none
    /// A text, of the kind that its column is.
    case text(String)
    /// A whole number.
    case number(Int64)
    /// Another number.
    case real(Double)
    /// Yes or no.
    case flag(Bool)
    /// A point in time.
    case time(Timestamp)

    /// A text; nothing for an empty one.
    init(_ text: String?) { self = text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .none }

    /// A point in time.
    init(_ time: Timestamp?) { self = time.map { .time($0) } ?? .none }

    /// A number.
    init(_ number: (some BinaryInteger)?) { self = number.map { .number(Int64(clamping: $0)) } ?? .none }

    /// Anything that says what it is.
    init(describing value: (some CustomStringConvertible)?) { self.init(value.map { "\($0)" }) }
}
