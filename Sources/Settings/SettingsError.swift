/// Why settings cannot be used, read or written. It never holds a secret.
public struct SettingsError: Error, Hashable, Sendable {
    /// What kind of failure it is.
    public enum Code: String, Sendable {
        /// A value or a combination of values is refused.
        case invalidValue
        /// An option that must be given is missing.
        case missingOption
        /// No module or option of that name.
        case unknownName
        /// The text has errors; `message` holds the first.
        case invalidText
        /// The file cannot be read or written.
        case fileFailed
        /// The file holds secrets and others may read it.
        case exposedSecrets
        /// The file was changed by someone else since it was read.
        case changedOnDisk
    }

    /// What kind of failure it is.
    public var code: Code
    /// What was expected, what came, what to do.
    public var message: String
    /// The option at fault, without its slash.
    public var option: String?
    /// The line of the file, from 1; 0 when unknown.
    public var line: Int
    /// What was probably meant.
    public var suggestion: String?
    /// What else is wrong, where several options were given at once.
    public var further: [SettingsError] = []

    /// Makes an error. A module's `init` gives `option`, and the line is filled in for it.
    public init(_ code: Code, _ message: String, option: String? = nil, line: Int = 0, suggestion: String? = nil) {
        self.code = code
        self.message = message
        self.option = option
        self.line = line
        self.suggestion = suggestion
    }
}

extension SettingsError: CustomStringConvertible {
    /// One line with the line number in front, if known, and the suggestion behind.
    public var description: String {
        "\(line > 0 ? "line \(line): " : "")\(message)" + (suggestion.map { " (did you mean \($0)?)" } ?? "")
    }
}
