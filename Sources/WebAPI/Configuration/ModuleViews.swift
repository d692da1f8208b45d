import Settings

/// A module of the settings with its options, as `GET /api/v1/config/modules` describes it: enough to make a form of it.
public struct ModuleView: Codable, Sendable, Equatable {
    /// The numbers that instances may have.
    public struct Instances: Codable, Sendable, Equatable {
        /// The first.
        public var first: Int
        /// The last.
        public var last: Int
    }

    /// The name; of a module with instances the part before their number.
    public var name: String
    /// What it is for.
    public var summary: String
    /// The numbers of its instances; `nil` for a module that stands once.
    public var instances: Instances?
    /// The names of the module or its instances that the file has.
    public var present: [String]
    /// The options, in the order in which help shows them.
    public var options: [OptionView]

    init(_ module: any SettingsModule.Type, in document: SettingsDocument) {
        name = module.name
        summary = module.summary
        instances = module.instances.map { Instances(first: $0.lowerBound, last: $0.upperBound) }
        present = document.names(of: module)
        options = module.options.map { OptionView($0) }
    }
}

/// An option of a module.
public struct OptionView: Codable, Sendable, Equatable {
    /// What an option takes. Only the fields that its kind needs are there.
    public struct Kind: Codable, Sendable, Equatable {
        /// flag, text, secret, integer, choice, address, endpoint, network or octets; of a list that of its elements.
        public var type: String
        /// Whether it is a list of such values.
        public var isList: Bool
        /// The least number, or the least count of octets.
        public var minimum: Int?
        /// The largest number, or the largest count of octets.
        public var maximum: Int?
        /// The words of a choice.
        public var choices: [String]?
        /// The least length of a text, in octets.
        public var minimumLength: Int?
        /// The largest length of a text, in octets.
        public var maximumLength: Int?
        /// The same in words, such as `a number from 1 to 65535`.
        public var description: String

        init(_ option: SettingsOption) {
            var kind = option.kind
            isList = false
            if case .list(let element) = kind { (kind, isList) = (element, true) }
            description = "\(option.kind)"
            switch kind {
            case .flag: type = "flag"
            case .text: type = "text"
            case .secret: type = "secret"
            case .integer(let range): (type, minimum, maximum) = ("integer", range.lowerBound, range.upperBound)
            case .choice(let words): (type, choices) = ("choice", words)
            case .address: type = "address"
            case .endpoint: type = "endpoint"
            case .network: type = "network"
            case .octets(let count): (type, minimum, maximum) = ("octets", count.lowerBound, count.upperBound)
            case .list: type = "list"
            }
            if type == "text" || type == "secret" {
                (minimumLength, maximumLength) = (option.length.lowerBound, option.length.upperBound)
            }
        }
    }

    /// The name without its slash.
    public var name: String
    /// What it takes.
    public var kind: Kind
    /// The value when it is not given; `nil` for none.
    public var defaultValue: OptionValue?
    /// Whether it must be given wherever its module is.
    public var isRequired: Bool
    /// What it does.
    public var help: String
    /// The section of the system's manual; `nil` for what only the agent has.
    public var manualSection: String?
    /// reload or restart: when a change takes effect.
    public var takesEffect: String

    init(_ option: SettingsOption) {
        name = option.name
        kind = Kind(option)
        defaultValue = option.isSecret ? nil : option.default.flatMap { OptionValue([$0], of: option) }
        isRequired = option.isRequired
        help = option.help
        manualSection = option.manualSection
        takesEffect = option.takesEffect.rawValue
    }
}

/// What the file says of a module, as `GET /api/v1/config/modules/{name}` shows it. Secrets are never shown.
public struct ModuleValuesView: Codable, Sendable, Equatable {
    /// The name, with the number of an instance.
    public var name: String
    /// The module's name.
    public var module: String
    /// Whether the file has it; defaults hold otherwise.
    public var isPresent: Bool
    /// The values that the file gives, by option; `PUT` takes them back.
    public var values: [String: OptionValue]
    /// The options with secrets that are set.
    public var secrets: [String]

    init(_ name: String, _ module: any SettingsModule.Type, in document: SettingsDocument) {
        self.name = name
        self.module = module.name
        isPresent = document.contains(name)
        let given = document.givenOptions(of: name)
        values = [:]
        secrets = []
        for option in module.options {
            guard let texts = given[option.name] else { continue }
            if option.isSecret {
                secrets.append(option.name)
            } else {
                values[option.name] = OptionValue(texts, of: option)
            }
        }
    }
}

/// What adding an instance did.
public struct ModuleAdditionView: Codable, Sendable, Equatable {
    /// The name of the new instance.
    public var name: String
    /// What was taken up.
    public var change: SettingsChange
}

/// What a text of settings would do, as `POST /api/v1/config/check` finds.
public struct SettingsCheckView: Codable, Sendable, Equatable {
    /// Something that the check found.
    public struct Finding: Codable, Sendable, Equatable {
        /// The line, from 1; 0 when no one line is at fault.
        public var line: Int
        /// note, warning or error.
        public var severity: String
        /// What was expected, what came, what to do.
        public var message: String
        /// What was probably meant; `nil` for nothing.
        public var suggestion: String?

        init(_ problem: SettingsProblem) {
            line = problem.line
            severity = "\(problem.severity)"
            message = problem.message
            suggestion = problem.suggestion
        }
    }

    /// An option that would be another.
    public struct Difference: Codable, Sendable, Equatable {
        /// The module's name, with the number of an instance.
        public var module: String
        /// The option; `nil` for a module that the agent does not know.
        public var option: String?
        /// set, changed or cleared.
        public var kind: String
        /// Whether the values are not shown.
        public var isSecret: Bool
        /// The value before; `nil` for none, for a flag and for what is not shown.
        public var old: String?
        /// The value now.
        public var new: String?

        init(_ difference: SettingsDifference) {
            module = difference.module
            option = difference.option
            kind = difference.kind.rawValue
            isSecret = difference.isSecret
            old = difference.old
            new = difference.new
        }
    }

    static let maskedText = "the values in this text are masked; a backup has them"

    /// Whether the text can be used.
    public var isUsable: Bool
    /// What was found, by line.
    public var findings: [Finding]
    /// What would be different.
    public var differences: [Difference]
    /// Modules that the agent does not know; they would be kept and skipped.
    public var unknownModules: [String]

    init(_ text: String, against current: SettingsDocument) {
        var (document, problems) = SettingsDocument.parse(text, schema: current.schema)
        if let line = document.firstMaskedLine {
            problems.append(SettingsProblem(line: line, .error, Self.maskedText))
        }
        isUsable = !problems.contains { $0.severity == .error }
        findings = problems.map { Finding($0) }
        differences = document.differences(from: current).map { Difference($0) }
        unknownModules = document.unknownModules
    }
}

extension SettingsDocument {
    /// The names of a module or its instances that the file has; instances by number.
    func names(of module: any SettingsModule.Type) -> [String] {
        guard let range = module.instances else { return contains(module.name) ? [module.name] : [] }
        let numbers = moduleNames.compactMap { name -> Int? in
            guard name.hasPrefix(module.name), let number = Int(name.dropFirst(module.name.count)),
                range.contains(number), name == "\(module.name)\(number)"
            else { return nil }
            return number
        }
        return numbers.sorted().map { "\(module.name)\($0)" }
    }
}
