/// Something that a check of settings found. It never holds a secret.
public struct SettingsProblem: Hashable, Sendable {
    /// How bad it is.
    public enum Severity: UInt8, Comparable, Sendable {
        /// Worth knowing: a module that is not ours was kept and skipped.
        case note
        /// Probably not what was meant, but the settings can be used.
        case warning
        /// The settings cannot be used.
        case error

        /// A note is less than a warning, a warning less than an error.
        public static func < (left: Severity, right: Severity) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// The line, from 1; 0 when no one line is at fault.
    public var line: Int
    /// How bad it is.
    public var severity: Severity
    /// What was expected, what came, what to do.
    public var message: String
    /// What was probably meant, such as `/community`.
    public var suggestion: String?
    /// The option at fault, without its slash; `nil` when it is none of ours or not one alone.
    public var option: String?

    /// Makes a problem.
    public init(
        line: Int, _ severity: Severity, _ message: String, suggestion: String? = nil, option: String? = nil
    ) {
        self.line = line
        self.severity = severity
        self.message = message
        self.suggestion = suggestion
        self.option = option
    }
}

extension SettingsProblem: CustomStringConvertible {
    /// One line, such as `line 4: error: SNMP0 has no option /comunity (did you mean /community?)`.
    public var description: String {
        "\(line > 0 ? "line \(line): " : "")\(severity): \(message)"
            + (suggestion.map { " (did you mean \($0)?)" } ?? "")
    }
}
