import Settings

/// A password as the settings keep it.
struct KeptPassword: Sendable {
    var hash: PasswordHash
    /// What Digest needs, by algorithm; empty while Digest is off.
    var digestKeys: [DigestFunction: String]

    /// The options of an account's module.
    var options: [(String, SettingsDocument.NewValue)] {
        [("password", .text(hash.text))]
            + Self.digestOptions.map { function, option in
                (option, digestKeys[function].map { .text($0) } ?? .none)
            }
    }

    static let digestOptions: [(DigestFunction, String)] = [(.sha256, "digest-sha256"), (.md5, "digest-md5")]
}

extension SettingsDocument {
    /// The document with options of one module changed; a module that it does not name gets a line at the end.
    func writing(
        _ module: String, _ options: [(name: String, value: NewValue)]
    ) throws(SettingsError) -> SettingsDocument {
        guard contains(module) else {
            let stated = options.compactMap { name, value -> ConfigLine.Option? in
                switch value {
                case .none: nil
                case .flag: ConfigLine.Option(name)
                case .text(let text): ConfigLine.Option(name, text)
                }
            }
            return try applying(ConfigLine(.change, module, stated))
        }
        var document = self
        for (name, value) in options { document = try document.changing(module: module, option: name, to: value) }
        return document
    }
}

extension AccountEdit {
    /// The options that the edit changes, the password among them.
    func options(_ password: KeptPassword?) throws(SettingsError) -> [(name: String, value: SettingsDocument.NewValue)]
    {
        var options: [(name: String, value: SettingsDocument.NewValue)] = []
        if let name { options.append(("name", .text(name))) }
        if let role { options.append(("role", .text(role.rawValue))) }
        if let password {
            options += password.options
        } else if name != nil {
            // The keys of Digest are made of the name too.
            options += KeptPassword.digestOptions.map { ($0.1, .none) }
        }
        if let longName { options.append(("long-name", longName.isEmpty ? .none : .text(longName))) }
        if let certificateNames {
            for name in certificateNames where name.contains(",") || name.isEmpty {
                throw SettingsError(
                    .invalidValue, "a name in certificates is not empty and holds no comma", option: "certificate-names"
                )
            }
            let text = certificateNames.joined(separator: ",")
            options.append(("certificate-names", text.isEmpty ? .none : .text(text)))
        }
        if let mustChangePassword { options.append(("change-password", mustChangePassword ? .flag : .none)) }
        if let isDisabled { options.append(("disable", isDisabled ? .flag : .none)) }
        return options
    }
}
