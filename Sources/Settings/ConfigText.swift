/// A configuration file as text: every line is kept as it stands, so that comments, order and modules that we do not
/// know survive a change.
public struct ConfigText: Hashable, Sendable {
    /// What one line of the file is.
    public enum Kind: Hashable, Sendable {
        /// Nothing but blanks.
        case blank
        /// A line that begins with `#`.
        case comment
        /// A `config change`, `add` or `rem` line.
        case config(ConfigLine)
        /// Another command of a device (`mod`, `vars`, `reset`, `config write` …): kept and skipped. Its first words.
        case command(String)
        /// A line that cannot be read: why (never what stood there), a suggestion, and the module it seems to be for.
        case unreadable(column: Int, message: String, suggestion: String?, module: String?)
    }

    /// One line.
    public struct Entry: Hashable, Sendable {
        /// The line as it stands in the file, without its line feed.
        public var raw: String
        /// What it is.
        public var kind: Kind

        /// A line that holds `line`.
        init(_ line: ConfigLine) {
            raw = line.description
            kind = .config(line)
        }

        /// A line read from a file.
        init(raw: String) {
            self.raw = raw
            kind = ConfigText.kind(of: raw)
        }
    }

    /// The longest line that is read, in bytes.
    public static let maximumLineBytes = 8192
    /// The most lines that are read.
    public static let maximumLines = 20_000

    /// The lines in order; line number = index + 1.
    public var entries: [Entry]
    /// Whether the last line ends with a line feed.
    private var endsWithLineFeed: Bool
    /// Whether lines beyond `maximumLines` were not read.
    public private(set) var isTruncated = false

    /// Reads a file's text. It never fails: what cannot be read is an `unreadable` entry.
    public init(_ text: String) {
        let lines = text.utf8.split(
            separator: UInt8(ascii: "\n"), maxSplits: Self.maximumLines, omittingEmptySubsequences: false)
        endsWithLineFeed = lines.count > 1 && lines.last?.isEmpty == true
        let kept = endsWithLineFeed || text.isEmpty ? lines.dropLast() : lines[...]
        isTruncated = kept.count > Self.maximumLines
        entries = kept.prefix(Self.maximumLines).map { Entry(raw: String(Substring($0))) }
        if entries.isEmpty || isTruncated { endsWithLineFeed = true }
    }

    /// The whole text as it goes into a file, secrets included.
    public var text: String {
        var text = entries.map(\.raw).joined(separator: "\n")
        if endsWithLineFeed, !entries.isEmpty { text += "\n" }
        return text
    }

    /// Appends a line at the end.
    mutating func append(_ entry: Entry) {
        entries.append(entry)
        endsWithLineFeed = true
    }

    /// The commands of devices' files that are kept and skipped, other than `config`.
    private static let deviceCommands: Set<String> = ["mod", "vars", "reset", "resetn", "ireset", "iresetn", "ser"]
    private static let configCommands: Set<String> = ["write", "activate", "show"]

    private static func kind(of raw: String) -> Kind {
        var line = Substring(raw)
        if line.unicodeScalars.last == "\r" { line.unicodeScalars.removeLast() }
        let plain = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard let first = plain.first.map(String.init) else { return .blank }
        if first.hasPrefix("#") { return .comment }
        if deviceCommands.contains(first) { return .command(first) }
        if first == "config", plain.count > 1, configCommands.contains(String(plain[1])) {
            return .command("config \(plain[1])")
        }
        do throws(ConfigSyntaxError) {
            let (words, comment) = try ConfigLexer.words(of: line)
            guard let command = words.first, !command.isQuoted, command.text == "config" else {
                throw ConfigSyntaxError(
                    column: words.first?.column ?? 1, message: "expected a line that begins with config")
            }
            return .config(try ConfigLine(words: words.dropFirst(), comment: comment))
        } catch {
            let isConfig = first == "config" && plain.count > 2 && ConfigLine.Verb(rawValue: String(plain[1])) != nil
            return .unreadable(
                column: error.column, message: error.message, suggestion: suggestion(first, plain.dropFirst().first),
                module: isConfig ? String(plain[2].prefix(64)) : nil)
        }
    }

    /// What a misspelt command or verb probably means.
    private static func suggestion(_ command: String, _ verb: Substring?) -> String? {
        if command == "!config" { return "config" }
        if command != "config" { return nearest(to: command, among: ["config"]) }
        guard let verb, ConfigLine.Verb(rawValue: String(verb)) == nil else { return nil }
        if verb == "remove" || verb == "delete" { return "config rem" }
        if verb == "set" { return "config change" }
        return nearest(to: String(verb), among: ConfigLine.Verb.allCases.map(\.rawValue)).map { "config \($0)" }
    }
}
