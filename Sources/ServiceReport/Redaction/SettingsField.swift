import Settings

/// What the values of settings are, by the names of their options.
enum SettingsField {
    /// What an option's value is.
    static func field(of option: String) -> ReportField {
        switch option {
        case "user", "user-name", "username", "contact": .user
        case "location": .place
        case "name", "asset", "description", "domain", "display-name": .name
        case "host", "hostname", "server-name", "address", "server", "backup", "destination-1", "destination-2": .host
        case "url": .url
        case "engine-id": .engine
        default: .text
        }
    }
}

extension Redactor {
    /// The lines of the settings as they may be shown.
    func shownSettings(_ text: String) -> String {
        guard redaction != .none else { return text }
        return ConfigText(text).entries.map { entry in
            guard case .config(var line) = entry.kind else { return shown(entry.raw, .text) }
            line.options = line.options.map { option in
                guard let value = option.value, value != Secret.mask else { return option }
                return ConfigLine.Option(option.name, shown(value, SettingsField.field(of: option.name)))
            }
            line.comment = line.comment.map { shown($0, .text) }
            return line.description
        }.joined(separator: "\n") + "\n"
    }
}
