/// The severities of RFC 5424, 6.2.1, by their usual names.
public enum SyslogSeverity: UInt8, CaseIterable, Sendable {
    /// The system cannot be used.
    case emerg = 0
    /// Something must be done at once.
    case alert
    /// A critical condition.
    case crit
    /// An error.
    case err
    /// A warning.
    case warning
    /// Normal, and worth knowing.
    case notice
    /// For information.
    case info
    /// For debugging.
    case debug

    /// A severity from its name, from the long form of it, or from its number.
    public init?(_ text: String) {
        let word = text.lowercased()
        let long: [String: SyslogSeverity] = [
            "emergency": .emerg, "panic": .emerg, "critical": .crit, "error": .err, "warn": .warning,
            "informational": .info,
        ]
        let number = UInt8(word).flatMap(SyslogSeverity.init(rawValue:))
        guard let severity = long[word] ?? number ?? Self.allCases.first(where: { "\($0)" == word }) else {
            return nil
        }
        self = severity
    }
}
