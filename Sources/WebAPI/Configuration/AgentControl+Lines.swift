import Settings
public import WebServer

extension AgentControl {
    /// The settings as text, secrets masked.
    public var settingsText: String { settings.rendering(masked: true) }

    /// Changes settings by lines in the device's syntax; returns what was taken up and what waits for a restart.
    public func changeSettings(_ lines: String, by user: ConsoleUser) async throws -> SettingsChange {
        let edits = try Self.edits(in: lines)
        return try await changeSettings(by: user, telling: nil) { document throws(SettingsError) in
            var document = document
            for line in edits { document = try document.applying(line) }
            return document
        }
    }

    /// The lines that a text has for the settings. Throws for everything else but blanks and comments.
    private static func edits(in text: String) throws(SettingsError) -> [ConfigLine] {
        var lines: [ConfigLine] = []
        for (position, entry) in ConfigText(text).entries.enumerated() {
            switch entry.kind {
            case .config(let line): lines.append(line)
            case .blank, .comment: continue
            case .command(let words):
                throw SettingsError(
                    .invalidText, "expected a line that begins with config, got the command \(words)",
                    line: position + 1)
            case .unreadable(_, let message, let suggestion, _):
                throw SettingsError(.invalidText, message, line: position + 1, suggestion: suggestion)
            }
        }
        return lines
    }
}

extension SettingsDocument {
    /// The first line that gives a masked value, as a text has that was shown and not saved; `nil` for none.
    var firstMaskedLine: Int? {
        text.entries.firstIndex { entry in
            guard case .config(let line) = entry.kind else { return false }
            return line.options.contains { $0.value == Secret.mask }
        }.map { $0 + 1 }
    }
}
