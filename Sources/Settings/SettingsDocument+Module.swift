extension SettingsDocument {
    /// The document with several options of one module changed in their places, as a form does it: all values are looked
    /// at before anything is refused, so that a person hears of every mistake at once.
    ///
    /// With `replacingOthers`, options that `values` does not name are taken out; secrets are left as they are, because
    /// nobody who fills in a form sees them. Throws the first refusal with the others in `further`, each with its option.
    public func changing(
        module name: String, values: [String: NewValue], replacingOthers: Bool = false
    ) throws(SettingsError) -> Self {
        let module = try schema.declaration(of: name)
        var values = values
        if replacingOthers {
            for option in module.options where values[option.name] == nil && !option.isSecret {
                values[option.name] = NewValue.none
            }
        }
        var refusals: [SettingsError] = []
        for option in values.keys.sorted() where module.option(named: option) == nil {
            refusals.append(
                SettingsError(
                    .unknownName, "\(name) has no option /\(option)", option: option,
                    suggestion: nearest(to: option, among: module.options.map(\.name))))
        }
        var text = self.text
        for option in module.options {
            guard let value = values[option.name] else { continue }
            do throws(SettingsError) {
                try Self.change(option, to: value, of: name, in: &text)
            } catch {
                refusals.append(error)
            }
        }
        if !contains(name), !text.entries.contains(where: { $0.names(name) }) {
            // A module that has nothing but defaults stands, too.
            text.append(ConfigText.Entry(ConfigLine(.change, name)))
        }
        var document = self
        document.replace(text)
        let given = document.givenOptions(of: name)
        for option in module.options where option.isRequired && option.default == nil && given[option.name] == nil {
            guard !refusals.contains(where: { $0.option == option.name }) else { continue }
            refusals.append(
                SettingsError(.missingOption, "\(name) needs /\(option.name): \(option.kind)", option: option.name))
        }
        if var first = refusals.first {
            first.further = Array(refusals.dropFirst())
            throw first
        }
        try document.accept(name, as: module)
        return document
    }

    private static func change(
        _ option: SettingsOption, to value: NewValue, of name: String, in text: inout ConfigText
    ) throws(SettingsError) {
        guard value != .none else { return take(option.name, outOf: name, in: &text) }
        do throws(SettingsValueError) {
            _ = try option.check([value.written])
        } catch {
            throw SettingsError(
                .invalidValue, "\(name) \(error.message)", option: option.name, suggestion: error.suggestion)
        }
        do throws(SettingsError) {
            try put(ConfigLine.Option(option.name, value.written), into: name, in: &text)
        } catch {
            var error = error
            error.option = option.name
            throw error
        }
    }
}

extension ConfigText.Entry {
    /// Whether the line states something of a module.
    fileprivate func names(_ module: String) -> Bool {
        if case .config(let line) = kind { line.module == module && line.verb != .rem } else { false }
    }
}
