import SNMPProtocol
public import Settings

/// A user of SNMPv3. Encryption needs authentication (manual 4.9.5).
public struct SNMPUserSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "SNMP0-USER"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...64
    /// What the module is for.
    public static let summary = "A user of SNMPv3."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "name", kind: .text, isRequired: true, length: 1...32, help: "The user's name.",
            manualSection: "4.9.5"),
        SettingsOption(
            name: "auth", kind: .choice(authentications.map(\.name)), default: "SHA-256",
            help:
                "The authentication protocol. MD5 and SHA are weak: name them only for a manager that knows no better.",
            manualSection: "4.9.5"),
        SettingsOption(
            name: "auth-password", kind: .secret, length: 8...255,
            help: "The password for authentication; without it the user does not authenticate.", manualSection: "4.9.5"),
        SettingsOption(
            name: "priv", kind: .choice(privacies.map(\.name)), default: "AES-128",
            help:
                "The encryption; those with -C make keys longer as Cisco's products do. DES is broken: name it only for a "
                + "manager that knows no better.",
            manualSection: "4.9.5"),
        SettingsOption(
            name: "priv-password", kind: .secret, length: 8...255,
            help: "The password for encryption; without it nothing is encrypted. Needs auth-password.",
            manualSection: "4.9.5"),
        SettingsOption(
            name: "view", kind: .text, default: MIBView.all.name, length: 1...32,
            help: "What the user may read: all, restricted, or the name of a view."),
        SettingsOption(
            name: "write-view", kind: .text, default: MIBView.none.name, length: 1...32,
            help: "What the user may change: none, all, or the name of a view. Needs auth-password."),
        SettingsOption(
            name: "level", kind: .choice(SecurityLevel.allCases.map { "\($0)" }),
            help: "The least protection that is answered; the best that the user has when not given."),
    ]

    private static let authentications: [(name: String, value: AuthenticationProtocol)] = [
        ("MD5", .md5), ("SHA", .sha1), ("SHA-224", .sha224), ("SHA-256", .sha256), ("SHA-384", .sha384),
        ("SHA-512", .sha512),
    ]
    private static let privacies: [(name: String, value: (cipher: PrivacyProtocol, extension: KeyExtension))] = [
        ("DES", (.des, .blumenthal)), ("AES-128", (.aes128, .blumenthal)), ("AES-192", (.aes192, .blumenthal)),
        ("AES-256", (.aes256, .blumenthal)), ("AES-192-C", (.aes192, .reeder)), ("AES-256-C", (.aes256, .reeder)),
    ]

    /// The user.
    public var user: SNMPUser
    /// The first option that says what it may do; `nil` when that is left to a group.
    let ownAccess: String?

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        let authentication = try values.secret("auth-password").map { password throws(SettingsError) in
            SNMPUser.Authentication(
                algorithm: try Self.named("auth", in: Self.authentications, values), password: password)
        }
        let privacy = try values.secret("priv-password").map { password throws(SettingsError) in
            let (cipher, keyExtension) = try Self.named("priv", in: Self.privacies, values)
            return SNMPUser.Privacy(algorithm: cipher, password: password, keyExtension: keyExtension)
        }
        if authentication == nil, privacy != nil {
            throw SettingsError(
                .invalidValue,
                "\(values.name) has /priv-password but no /auth-password: encryption needs authentication",
                option: "priv-password")
        }
        for (option, needed) in [("auth", "auth-password"), ("priv", "priv-password")]
        where values.isGiven(option) && !values.isGiven(needed) {
            throw SettingsError(.missingOption, "\(values.name) has /\(option) but no /\(needed)", option: option)
        }
        ownAccess = ["view", "write-view", "level"].first { values.isGiven($0) }
        let level = values.text("level").flatMap { text in SecurityLevel.allCases.first { "\($0)" == text } }
        user = SNMPUser(
            name: values.text("name") ?? "", authentication: authentication, privacy: privacy,
            view: values.text("view") ?? MIBView.all.name,
            writeView: values.text("write-view") ?? MIBView.none.name, leastLevel: level)
        if authentication == nil, user.writeView != MIBView.none.name {
            throw SettingsError(
                .invalidValue,
                "\(values.name) has /write-view but no /auth-password: who changes something must prove who they are",
                option: "write-view")
        }
        if let level, level > user.bestLevel {
            throw SettingsError(
                .invalidValue,
                "\(values.name) /level asks for \(level), but its passwords allow only \(user.bestLevel)",
                option: "level")
        }
    }

    /// The value that an option names.
    private static func named<Value>(
        _ option: String, in list: [(name: String, value: Value)], _ values: ModuleValues
    ) throws(SettingsError) -> Value {
        let text = values.text(option)
        guard let entry = list.first(where: { $0.name == text }) else {
            throw SettingsError(.missingOption, "\(values.name) needs /\(option)", option: option)
        }
        return entry.value
    }
}
