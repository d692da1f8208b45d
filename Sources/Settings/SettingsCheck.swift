/// What `config check FILE` prints: the problems of a file, and whether it can be used.
public struct SettingsCheck: Sendable {
    /// The file's name as it was given.
    public let path: String
    /// The problems, by line.
    public let problems: [SettingsProblem]
    /// The modules that the program does not know; they are kept and skipped.
    public let unknownModules: [String]

    /// Checks a text.
    public init(text: String, path: String = "-", schema: SettingsSchema) {
        let (document, problems) = SettingsDocument.parse(text, schema: schema)
        self.path = path
        self.problems = problems
        unknownModules = document.unknownModules
    }

    /// Reads and checks a file, its access rights included. Throws when it cannot be read at all.
    public init(path: String, schema: SettingsSchema) throws(SettingsError) {
        let file = try SettingsFile(path: path).read()
        let (document, problems) = SettingsDocument.parse(file.text, schema: schema)
        self.path = path
        self.problems = file.accessProblem(holdsSecrets: document.holdsSecrets).map { [$0] + problems } ?? problems
        unknownModules = document.unknownModules
    }

    /// Whether the settings cannot be used.
    public var hasErrors: Bool { problems.contains { $0.severity == .error } }

    /// One line for each problem, in the form that editors understand: `FILE:LINE: severity: message`.
    public var lines: [String] {
        problems.map { problem in
            "\(path):\(problem.line > 0 ? "\(problem.line):" : "") \(problem.severity): \(problem.message)"
                + (problem.suggestion.map { " (did you mean \($0)?)" } ?? "")
        }
    }
}

extension SettingsDocument {
    /// Whether the file gives a secret to one of our modules.
    public var holdsSecrets: Bool {
        states.contains { name, state in
            guard let module = schema.module(name) else { return false }
            return module.options.contains { $0.isSecret && state.options[$0.name] != nil }
        }
    }
}
