public import Settings

/// All that settings say of access, checked as a whole.
public struct AccessConfiguration: Sendable {
    /// The settings modules, for the agent's schema.
    public static let modules: [any SettingsModule.Type] = [
        AccessSettings.self, AccountSettings.self, TokenSettings.self,
    ]

    /// How users log in.
    public let settings: AccessSettings
    /// The accounts by number. While the settings name none, the default account with the default password; the first
    /// change of it writes it into the settings, which stay the one truth.
    public let accounts: [Account]
    /// The tokens by number.
    public let tokens: [AccessToken]
    private let byName: [String: Account]

    /// Reads a document. Throws for modules that are wrong by themselves, and for a name, a name in certificates or a token
    /// that stands twice.
    public init(_ document: SettingsDocument) throws(SettingsError) {
        settings = try document.module()
        let named = try document.instances(of: AccountSettings.self).map(\.settings.account)
        accounts = named.isEmpty ? [.atFirstStart] : named
        tokens = try document.instances(of: TokenSettings.self).map(\.settings.token)
        byName = Dictionary(accounts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        try checkAccounts(document)
        try checkTokens(document)
    }

    /// The account of that name. Case matters.
    public func account(named name: String) -> Account? { byName[name] }

    private func checkAccounts(_ document: SettingsDocument) throws(SettingsError) {
        var names: [String: Int] = [:]
        for account in accounts {
            // Names that differ in case only are somebody's trap.
            let all = [(account.name, "name")] + account.certificateNames.map { ($0, "certificate-names") }
            for (name, option) in all {
                if let other = names[name.lowercased()], other != account.number {
                    throw document.located(
                        SettingsError(
                            .invalidValue,
                            "\(AccountSettings.name)\(account.number) /\(option) is also a name of "
                                + "\(AccountSettings.name)\(other)", option: option),
                        in: "\(AccountSettings.name)\(account.number)")
                }
                names[name.lowercased()] = account.number
            }
        }
    }

    private func checkTokens(_ document: SettingsDocument) throws(SettingsError) {
        var names: Set<String> = []
        var hashes: Set<[UInt8]> = []
        for token in tokens {
            let isNew = (names.insert(token.name.lowercased()).inserted, hashes.insert(token.hash).inserted)
            guard isNew == (true, true) else {
                throw document.located(
                    SettingsError(
                        .invalidValue,
                        "\(TokenSettings.name)\(token.number) has the \(isNew.0 ? "token" : "name") of another one",
                        option: isNew.0 ? "hash" : "name"), in: "\(TokenSettings.name)\(token.number)")
            }
        }
    }
}
