public import Settings

extension AccessConfiguration {
    /// Whether a module of the settings is about who may log in, and how.
    public static func isConcerned(_ module: String) -> Bool {
        modules.contains { type in
            guard type.instances != nil else { return module == type.name }
            return module.hasPrefix(type.name)
        }
    }

    /// Why settings may not be changed in this way; `nil` when they may. Accounts and tokens have operations of their own,
    /// which check what each needs; this is for every other way to the settings, such as lines of text or a backup: it
    /// must not be a way around them.
    public static func refusal(
        of document: SettingsDocument, from previous: SettingsDocument, mayManageAccess: Bool
    ) -> AccessError? {
        let changed = document.modules(differingFrom: previous).filter(isConcerned)
        guard !changed.isEmpty else { return nil }
        guard mayManageAccess else {
            return AccessError(
                .notAllowed, "You may not change accounts, tokens and access: \(changed.joined(separator: ", ")).")
        }
        return nil
    }

    /// Why settings may not take the place of those before: without an account the default password would hold again.
    public static func refusalOfNone(
        in document: SettingsDocument, from previous: SettingsDocument
    ) -> AccessError? {
        func isEmpty(_ document: SettingsDocument) -> Bool {
            guard let accounts = try? document.instances(of: AccountSettings.self) else { return false }
            return accounts.isEmpty
        }
        guard isEmpty(document), !isEmpty(previous) else { return nil }
        return AccessError(
            .invalidValue,
            "These settings have no account, so that admin could log in with the default password again. "
                + "Keep one of the lines \(AccountSettings.name).")
    }
}
