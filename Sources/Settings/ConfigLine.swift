/// One `config` command in the device's own syntax (manual 4.16.1, I.4, J.2 and appendix E):
///
///     config change SNMP0 /enable /community public /location "Hall 4, roof"
///
/// `change` states all options of a module anew, `add` sets the named options and leaves the others, `rem` removes the
/// named options, or the whole module when it names none. A value that is empty, holds a blank or a quote, or begins
/// with `/` or `#` stands in double quotes; `\"` and `\\` in it are a quote and a backslash.
public struct ConfigLine: Hashable, Sendable {
    /// What a line does to its module.
    public enum Verb: String, CaseIterable, Sendable {
        /// States all options of the module; what lines before said is gone.
        case change
        /// Sets the named options.
        case add
        /// Removes the named options or, naming none, the module.
        case rem
    }

    /// One option with its value.
    public struct Option: Hashable, Sendable {
        /// The name without its slash, such as `community`.
        public var name: String
        /// The value, or `nil` for a flag.
        public var value: String?

        /// Makes an option.
        public init(_ name: String, _ value: String? = nil) {
            self.name = name
            self.value = value
        }
    }

    /// What the line does.
    public var verb: Verb
    /// The module, such as `SNMP0`; device modules may have parts, parted by one blank: `IP0 ETH0`.
    public var module: String
    /// The options in their order.
    public var options: [Option]
    /// The comment that ends the line, with its `#`.
    public var comment: String?

    /// Makes a line.
    public init(_ verb: Verb, _ module: String, _ options: [Option] = [], comment: String? = nil) {
        self.verb = verb
        self.module = module
        self.options = options
        self.comment = comment
    }

    /// The most options that one line may have.
    static let maximumOptions = 256

    /// Reads the words behind `config`, the verb first.
    init(words: ArraySlice<ConfigWord>, comment: String?) throws(ConfigSyntaxError) {
        guard let first = words.first else {
            throw ConfigSyntaxError(column: 1, message: "expected change, add or rem behind config")
        }
        guard !first.isQuoted, let verb = Verb(rawValue: first.text) else {
            throw ConfigSyntaxError(column: first.column, message: "expected change, add or rem behind config")
        }
        var rest = words.dropFirst()
        var names: [String] = []
        while let word = rest.first, word.isQuoted || !word.text.hasPrefix("/") {
            guard !word.isQuoted, word.text.utf8.count <= 64, word.text.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
            else {
                throw ConfigSyntaxError(column: word.column, message: "expected a module's name in plain letters")
            }
            names.append(word.text)
            rest = rest.dropFirst()
        }
        guard !names.isEmpty else {
            throw ConfigSyntaxError(
                column: rest.first?.column ?? first.column, message: "expected a module's name, such as SNMP0")
        }
        guard names.count <= 4 else {
            throw ConfigSyntaxError(
                column: first.column, message: "too many words before the first option; options begin with /")
        }
        self.init(verb, names.joined(separator: " "), try Self.options(rest), comment: comment)
    }

    private static func options(_ words: ArraySlice<ConfigWord>) throws(ConfigSyntaxError) -> [Option] {
        var options: [Option] = []
        for word in words {
            if !word.isQuoted, word.text.hasPrefix("/") {
                let name = String(word.text.dropFirst())
                guard !name.isEmpty, name.utf8.count <= 64, name.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
                    throw ConfigSyntaxError(
                        column: word.column, message: "expected an option's name of 1 to 64 plain letters behind /")
                }
                guard options.count < maximumOptions else {
                    throw ConfigSyntaxError(column: word.column, message: "over \(maximumOptions) options in one line")
                }
                options.append(Option(name))
            } else if let last = options.indices.last, options[last].value == nil {
                options[last].value = word.text
            } else {
                throw ConfigSyntaxError(
                    column: word.column, message: "a second word behind an option; put a value with blanks in quotes")
            }
        }
        return options
    }
}

extension ConfigLine: CustomStringConvertible {
    /// The line as it stands in a file, secrets included.
    public var description: String {
        var text = "config \(verb.rawValue) \(module)"
        for option in options {
            text += " /" + option.name
            if let value = option.value { text += " " + value.asConfigWord }
        }
        if let comment { text += " " + comment }
        return text
    }
}
