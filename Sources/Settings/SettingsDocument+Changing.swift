extension SettingsDocument {
    /// What an option is changed to.
    public enum NewValue: Hashable, Sendable {
        /// The option is taken out: its default holds, a flag is off.
        case none
        /// A flag is on.
        case flag
        /// The value as it would be written in a file, without quotes.
        case text(String)
    }

    /// The document with one option changed in its place, comments and order kept. A module that the file does not name
    /// yet gets a line at the end. Throws when the names are not known, the value is refused, or the module refuses it.
    public func changing(module name: String, option: String, to value: NewValue) throws(SettingsError) -> Self {
        let (module, declared) = try declaration(of: option, in: name)
        if value != .none {
            do throws(SettingsValueError) {
                _ = try declared.check([value.written])
            } catch {
                throw SettingsError(
                    .invalidValue, "\(name) \(error.message)", option: option, suggestion: error.suggestion)
            }
        }
        var document = self
        var text = self.text
        switch value {
        case .none: Self.take(option, outOf: name, in: &text)
        case .flag, .text: try Self.put(ConfigLine.Option(option, value.written), into: name, in: &text)
        }
        document.replace(text)
        try document.accept(name, as: module)
        return document
    }

    /// The document without the module or instance; unknown ones can be taken out too.
    public func removing(module name: String) -> Self {
        var document = self
        var text = self.text
        text.entries.removeAll { if case .config(let line) = $0.kind { line.module == name } else { false } }
        document.replace(text)
        return document
    }

    /// The document with one line applied behind all others, as a console's command would.
    public func applying(_ line: ConfigLine) throws(SettingsError) -> Self {
        var document = self
        var text = self.text
        text.append(try Self.entry(for: line))
        document.replace(text)
        let errors = document.problems().filter { $0.line == text.entries.count }
        if let error = firstError(in: errors) { throw error }
        return document
    }

    /// The lowest number of an instance that the file does not name; `nil` when all are taken.
    public func freeInstance<Module: SettingsModule>(of module: Module.Type) -> Int? {
        module.instances?.first { states["\(module.name)\($0)"] == nil }
    }

    private func declaration(
        of option: String, in name: String
    ) throws(SettingsError) -> (any SettingsModule.Type, SettingsOption) {
        let module = try schema.declaration(of: name)
        guard let declared = module.option(named: option) else {
            throw SettingsError(
                .unknownName, "\(name) has no option /\(option)", option: option,
                suggestion: nearest(to: option, among: module.options.map(\.name)).map { "/\($0)" })
        }
        return (module, declared)
    }

    /// Lets the module itself look at its values, unless it is no longer there.
    func accept<Module: SettingsModule>(_ name: String, as module: Module.Type) throws(SettingsError) {
        guard states[name] != nil else { return }
        _ = try self.module(name, as: module)
    }

    /// A line as an entry of the file. Throws when the line would read differently there: a value with a line feed in it
    /// must not become two lines.
    private static func entry(for line: ConfigLine) throws(SettingsError) -> ConfigText.Entry {
        let entry = ConfigText.Entry(raw: line.description)
        guard entry.kind == .config(line) else {
            throw SettingsError(
                .invalidValue, "\(line.module): a value holds a control character or is too long for a line")
        }
        return entry
    }

    static func put(
        _ option: ConfigLine.Option, into module: String, in text: inout ConfigText
    ) throws(SettingsError) {
        // The last line that decides about the option; behind a `rem` a line of its own is needed.
        let place = text.entries.lastIndex { entry in
            guard case .config(let line) = entry.kind, line.module == module else { return false }
            return line.verb == .change || line.options.isEmpty || line.options.contains { $0.name == option.name }
        }
        let anyLine = text.entries.lastIndex { entry in
            guard case .config(let line) = entry.kind else { return false }
            return line.module == module && line.verb != .rem
        }
        guard let index = place ?? anyLine, case .config(var line) = text.entries[index].kind, line.verb != .rem else {
            text.append(try entry(for: ConfigLine(place == nil ? .change : .add, module, [option])))
            return
        }
        let first = line.options.firstIndex { $0.name == option.name } ?? line.options.endIndex
        let behind = line.options[first...].filter { $0.name != option.name }
        line.options.replaceSubrange(first..., with: [option] + behind)
        text.entries[index] = try entry(for: line)
    }

    static func take(_ option: String, outOf module: String, in text: inout ConfigText) {
        for index in text.entries.indices.reversed() {
            guard case .config(var line) = text.entries[index].kind, line.module == module,
                line.options.contains(where: { $0.name == option })
            else { continue }
            line.options.removeAll { $0.name == option }
            if line.options.isEmpty, line.verb != .change {
                text.entries.remove(at: index)
            } else {
                text.entries[index] = ConfigText.Entry(line)
            }
        }
    }
}

extension SettingsDocument.NewValue {
    /// The value as it stands behind the option's name.
    var written: String? {
        if case .text(let text) = self { text } else { nil }
    }
}
