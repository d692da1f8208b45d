extension SettingsDocument {
    /// Everything that is wrong or worth knowing, by line. No message holds a secret.
    public func problems() -> [SettingsProblem] {
        var problems: [SettingsProblem] = []
        for (index, entry) in text.entries.enumerated() {
            switch entry.kind {
            case .blank, .comment:
                continue
            case .config(let line):
                problems += check(line, number: index + 1)
            case .command(let command):
                problems.append(
                    SettingsProblem(line: index + 1, .note, "the device command \(command) is kept and skipped"))
            case .unreadable(let column, let message, let suggestion, let module):
                let isForeign =
                    module.map { if case .unknown(nil) = schema.lookup($0) { true } else { false } } ?? false
                problems.append(
                    SettingsProblem(
                        line: index + 1, isForeign ? .warning : .error, "column \(column): \(message)",
                        suggestion: suggestion))
            }
        }
        if text.isTruncated {
            problems.append(
                SettingsProblem(line: ConfigText.maximumLines, .error, "more than \(ConfigText.maximumLines) lines"))
        }
        for name in moduleNames {
            guard case .known(let module, let instance) = schema.lookup(name) else { continue }
            problems += check(module, name: name, instance: instance)
        }
        if !problems.contains(where: { $0.severity == .error }) {
            do throws(SettingsError) {
                try schema.rule(self)
            } catch {
                problems.append(
                    SettingsProblem(
                        line: error.line, .error, error.message, suggestion: error.suggestion, option: error.option))
            }
        }
        return problems.sorted { ($0.line, $1.severity.rawValue) < ($1.line, $0.severity.rawValue) }
    }

    /// The first error as an error, if there is one.
    func firstError(in problems: [SettingsProblem]) -> SettingsError? {
        problems.first { $0.severity == .error }.map {
            SettingsError(.invalidText, $0.message, option: $0.option, line: $0.line, suggestion: $0.suggestion)
        }
    }

    /// What one line says about names; values are checked in what holds after all lines.
    private func check(_ line: ConfigLine, number: Int) -> [SettingsProblem] {
        switch schema.lookup(line.module) {
        case .known(let module, _):
            return checkNames(line, number: number, of: module)
        case .badInstance(let module, let range):
            return [
                SettingsProblem(
                    line: number, .error,
                    "\(module.name) needs a number from \(range.lowerBound) to \(range.upperBound) behind its name",
                    suggestion: "\(module.name)\(range.lowerBound)")
            ]
        case .extraWords(let module):
            return [
                SettingsProblem(
                    line: number, .error, "expected an option that begins with / behind \(module.name), not a word")
            ]
        case .unknown(let suggestion):
            let isFirst = states[line.module].map { $0.line == number } ?? true
            guard isFirst || suggestion != nil else { return [] }
            return [
                SettingsProblem(
                    line: number, suggestion == nil ? .note : .warning,
                    "the module \(shownModule(line.module)) is not known; it is kept and skipped",
                    suggestion: suggestion)
            ]
        }
    }

    private func checkNames(
        _ line: ConfigLine, number: Int, of module: any SettingsModule.Type
    ) -> [SettingsProblem] {
        var problems: [SettingsProblem] = []
        var secret: String?
        for option in line.options {
            if let known = module.option(named: option.name) {
                if known.isSecret { secret = known.name }
                if line.verb == .rem, option.value != nil {
                    problems.append(
                        SettingsProblem(
                            line: number, .error, "config rem takes options' names only; /\(known.name) has a value"))
                }
                continue
            }
            let near = nearest(to: option.name, among: module.options.map(\.name)).map { "/\($0)" }
            // What follows a secret may be the secret itself, written without quotes.
            let message =
                if let secret {
                    "an option behind /\(secret) is not known to \(line.module); put a value that begins with / in quotes"
                } else {
                    "\(line.module) has no option /\(option.name)"
                }
            problems.append(SettingsProblem(line: number, .error, message, suggestion: near))
        }
        return problems
    }

    /// What holds for one module: every value, then the module's own rules.
    private func check<Module: SettingsModule>(
        _ module: Module.Type, name: String, instance: Int?
    ) -> [SettingsProblem] {
        guard let state = states[name] else { return [] }
        var problems: [SettingsProblem] = []
        for option in module.options {
            guard let given = state.options[option.name] else { continue }
            do throws(SettingsValueError) {
                _ = try option.check(given.values)
            } catch {
                problems.append(
                    SettingsProblem(
                        line: given.line, .error, "\(name) \(error.message)", suggestion: error.suggestion,
                        option: option.name))
            }
        }
        for (option, line, by) in state.overridden
        where module.option(named: option) != nil && state.options[option] == nil {
            problems.append(
                SettingsProblem(
                    line: by, .warning,
                    "this line states all options of \(name), so /\(option) of line \(line) no longer holds",
                    suggestion: "config add"))
        }
        guard problems.allSatisfy({ $0.severity != .error }) else { return problems }
        do throws(SettingsError) {
            _ = try self.module(name, as: module)
        } catch {
            problems.append(
                SettingsProblem(
                    line: error.line, .error, error.message, suggestion: error.suggestion, option: error.option))
        }
        return problems
    }
}
