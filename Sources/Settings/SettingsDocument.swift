/// A configuration with its meaning: the text as it stands, and for each module the options that hold after all lines
/// were applied in order.
public struct SettingsDocument: Sendable {
    /// The options of one module that hold, and where they came from.
    struct ModuleState: Hashable, Sendable {
        /// The line that named the module first.
        var line: Int
        /// The options by name.
        var options: [String: ModuleValues.Given] = [:]
        /// Options that a later `change` line dropped: by name, the line that gave them and the line that dropped them.
        var overridden: [(name: String, line: Int, by: Int)] = []

        /// Where a value stands makes no difference.
        static func == (left: Self, right: Self) -> Bool {
            left.options.mapValues(\.values) == right.options.mapValues(\.values)
        }
        func hash(into hasher: inout Hasher) { hasher.combine(options.mapValues(\.values)) }
    }

    /// The modules by which the document is read.
    public let schema: SettingsSchema
    /// The text, every line kept.
    public private(set) var text: ConfigText
    /// The modules' names in the order of their first line, unknown ones included.
    public private(set) var moduleNames: [String] = []
    private(set) var states: [String: ModuleState] = [:]

    /// A document with the meaning of `text`.
    public init(_ text: ConfigText = ConfigText(""), schema: SettingsSchema) {
        self.schema = schema
        self.text = text
        apply()
    }

    /// Reads a file's text. The document is whole whatever the problems are: lines with errors have no effect.
    public static func parse(
        _ text: String, schema: SettingsSchema
    ) -> (document: SettingsDocument, problems: [SettingsProblem]) {
        let document = SettingsDocument(ConfigText(text), schema: schema)
        return (document, document.problems())
    }

    /// The typed settings of a module, defaults where the file says nothing. `name` names an instance, such as
    /// `SNMP0-USER1`. Throws for a value that is refused and for a required option that is missing.
    public func module<Module: SettingsModule>(
        _ name: String? = nil, as module: Module.Type = Module.self
    ) throws(SettingsError) -> Module {
        let name = name ?? module.name
        var instance: Int?
        if case .known(_, let number) = schema.lookup(name) { instance = number }
        let given = states[name]?.options ?? [:]
        do throws(SettingsError) {
            return try Module(ModuleValues(of: module, name: name, instance: instance, given: given))
        } catch {
            throw located(error, in: name)
        }
    }

    /// The typed settings of all instances that the file names, by their number.
    public func instances<Module: SettingsModule>(
        of module: Module.Type = Module.self
    ) throws(SettingsError) -> [(instance: Int, settings: Module)] {
        var found: [(instance: Int, settings: Module)] = []
        for name in moduleNames {
            guard case .known(let type, let instance?) = schema.lookup(name), type.name == module.name else { continue }
            found.append((instance, try self.module(name, as: module)))
        }
        return found.sorted { $0.instance < $1.instance }
    }

    /// Whether the file names the module or instance.
    public func contains(_ name: String) -> Bool { states[name] != nil }

    /// The modules that the file names and the program does not know. They are kept and skipped.
    public var unknownModules: [String] {
        moduleNames.filter { if case .unknown = schema.lookup($0) { true } else { false } }
    }

    /// The options of a module that the file gives, by name: the texts as they stand, `nil` for a flag. Secrets are in
    /// it: it is for comparing and for the console's forms, which mask by the option's kind.
    public func givenOptions(of module: String) -> [String: [String?]] {
        (states[module]?.options ?? [:]).mapValues(\.values)
    }

    /// An error of a module's own, with the line of its option or of the module.
    public func located(_ error: SettingsError, in module: String) -> SettingsError {
        guard error.line == 0, let state = states[module] else { return error }
        var error = error
        error.line = error.option.flatMap { state.options[$0]?.line } ?? state.line
        return error
    }

    /// Gives the document another text.
    mutating func replace(_ text: ConfigText) {
        self.text = text
        apply()
    }

    private mutating func apply() {
        moduleNames = []
        states = [:]
        for (index, entry) in text.entries.enumerated() {
            guard case .config(let line) = entry.kind else { continue }
            apply(line, number: index + 1)
        }
        moduleNames.removeAll { states[$0] == nil }
    }

    private mutating func apply(_ line: ConfigLine, number: Int) {
        var state = states[line.module] ?? ModuleState(line: number)
        if states[line.module] == nil, line.verb != .rem, !moduleNames.contains(line.module) {
            moduleNames.append(line.module)
        }
        switch line.verb {
        case .change, .add:
            if line.verb == .change {
                let stated = Set(line.options.map(\.name))
                for (name, given) in state.options where !stated.contains(name) {
                    state.overridden.append((name, given.line, number))
                }
                state.options = [:]
            }
            var stated: [String: ModuleValues.Given] = [:]
            for option in line.options {
                stated[option.name, default: ModuleValues.Given(values: [], line: number)].values.append(option.value)
            }
            state.options.merge(stated) { _, new in new }
            states[line.module] = state
        case .rem where line.options.isEmpty:
            states[line.module] = nil
        case .rem:
            guard states[line.module] != nil else { return }
            for option in line.options { state.options[option.name] = nil }
            states[line.module] = state
        }
    }
}
