extension SettingsDocument {
    /// The text: as it goes into the file, or with every secret masked as `config show`, logs and reports need it.
    ///
    /// Masked are the secrets of our modules; every value of a module, an option or a command that we do not know, since
    /// nobody told us what is secret there; commented-out `config` lines alike; and lines that cannot be read.
    public func rendering(masked: Bool) -> String {
        guard masked else { return text.text }
        return text.entries.map { self.masked($0) + "\n" }.joined()
    }

    private func masked(_ entry: ConfigText.Entry) -> String {
        switch entry.kind {
        case .blank:
            return ""
        case .comment:
            return maskedComment(entry.raw)
        case .config(let line):
            return masked(line).description
        case .command(let command):
            return "\(command) \(Secret.mask)"
        case .unreadable:
            return "# a line that cannot be read is not shown"
        }
    }

    /// A comment, unless it seems to hold a secret: a line that was commented out is masked like any other, and a remark
    /// that names a secret is not shown.
    private func maskedComment(_ comment: String) -> String {
        guard let start = comment.firstIndex(where: { $0 != "#" && $0 != " " && $0 != "\t" }) else { return comment }
        let inner = ConfigText.Entry(raw: String(comment[start...]))
        switch inner.kind {
        case .config, .command("mod"), .command("vars"):
            return comment[..<start] + masked(inner)
        default:
            let small = String(decoding: lowercased(comment), as: UTF8.self)
            let names = ["password", "passphrase", "secret", "pwd", "config "] + schema.secretNames
            return names.contains { small.contains($0) } ? "# a comment that may name a secret is not shown" : comment
        }
    }

    private func masked(_ line: ConfigLine) -> ConfigLine {
        let module = schema.module(line.module)
        var masked = line
        masked.module = shownModule(line.module)
        let givesSecret = line.options.contains { module?.option(named: $0.name)?.isSecret ?? true }
        masked.comment = line.comment.map { givesSecret ? "# " + Secret.mask : maskedComment($0) }
        var followsSecret = false
        masked.options = line.options.map { option in
            guard let known = module?.option(named: option.name) else {
                let name = followsSecret ? Secret.mask : option.name
                return ConfigLine.Option(name, option.value.map { _ in Secret.mask })
            }
            guard known.isSecret else { return option }
            followsSecret = true
            return ConfigLine.Option(option.name, option.value.map { _ in Secret.mask })
        }
        return masked
    }

    /// A module's name as it may be shown.
    func shownModule(_ name: String) -> String { schema.shown(name) }
}
