public import Settings

/// With what devices are asked.
public struct FeedCredentials: Hashable, Sendable {
    /// The name by which devices refer to it.
    public var name: String
    /// How they are asked by SNMP; `nil` for not at all.
    public var snmp: SNMPCredentials?
    /// The engine IDs of devices that send notifications of SNMPv3 and are not asked by it.
    public var engineIDs: [[UInt8]] = []
    /// The port at which they are asked.
    public var snmpPort: UInt16 = 161
    /// Milliseconds for which an answer is waited for.
    public var timeout = 2000
    /// How often a request by SNMP is sent again.
    public var retries = 1
    /// The user at the device's web pages; `nil` for none.
    public var webUser: String?
    /// That user's password.
    public var webPassword: Secret?
    /// The port of the web pages; `nil` for that of the scheme.
    public var webPort: UInt16?
    /// Whether the web pages are asked for by HTTPS.
    public var usesTLS: Bool
    /// Whether the certificate is not checked.
    public var allowsUntrusted: Bool
}

extension FeedCredentials {
    /// What devices are asked with when the settings name no credentials: the community that devices come with.
    public static let usual = FeedCredentials(
        name: "", snmp: .v1(community: "public"), usesTLS: false, allowsUntrusted: false)
}

/// Credentials, as the settings have them.
public struct FeedCredentialsSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "FEED0-CREDENTIALS"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...64
    /// What the module is for.
    public static let summary = "With what devices are asked; devices refer to it by its name."
    /// The module's options.
    public static let options = [
        SettingsOption(name: "name", kind: .text, isRequired: true, length: 1...32, help: "The name."),
        SettingsOption(
            name: "snmp", kind: .choice(["v1", "v2c", "v3", "off"]), default: "v1",
            help: "The version of SNMP, or off.", manualSection: "4.9.5"),
        SettingsOption(
            name: "snmp-port", kind: .integer(1...65_535), default: "161", help: "The port at which they are asked."),
        SettingsOption(
            name: "community", kind: .secret, length: 1...64,
            help: "The community of v1 and v2c; public when not given."),
        SettingsOption(name: "user", kind: .text, length: 1...32, help: "The user of v3."),
        SettingsOption(
            name: "auth", kind: .choice(["none", "md5", "sha", "sha224", "sha256", "sha384", "sha512"]),
            default: "none", help: "How the user is authenticated."),
        SettingsOption(name: "auth-password", kind: .secret, length: 8...64, help: "The password of it."),
        SettingsOption(
            name: "priv", kind: .choice(["none", "des", "aes", "aes192", "aes256"]), default: "none",
            help: "How what is said is encrypted."),
        SettingsOption(name: "priv-password", kind: .secret, length: 8...64, help: "The password of it."),
        SettingsOption(name: "context", kind: .text, length: 0...32, help: "The context of v3."),
        SettingsOption(
            name: "engines", kind: .list(of: .octets(5...32)),
            help: "The engine IDs of devices that send notifications of v3 and are not asked by v3."),
        SettingsOption(
            name: "http-user", kind: .text, length: 1...64, help: "The user at the devices' web pages.",
            manualSection: "4.1"),
        SettingsOption(name: "http-password", kind: .secret, length: 1...128, help: "That user's password."),
        SettingsOption(
            name: "http-port", kind: .integer(1...65_535),
            help: "The port of the web pages; 80 when not given, 443 for HTTPS."),
        SettingsOption(name: "https", kind: .flag, help: "Asks for web pages by HTTPS."),
        SettingsOption(
            name: "allow-untrusted", kind: .flag,
            help: "Does not check the devices' certificates. An alarm stands as long as it is set."),
    ]

    /// The credentials.
    public let credentials: FeedCredentials

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        credentials = FeedCredentials(
            name: values.text("name") ?? "", snmp: try Self.snmp(values),
            engineIDs: values.octetLists("engines"), snmpPort: UInt16(clamping: values.integer("snmp-port") ?? 161),
            webUser: values.text("http-user"),
            webPassword: values.secret("http-password"),
            webPort: values.integer("http-port").map(UInt16.init(clamping:)),
            usesTLS: values.flag("https"), allowsUntrusted: values.flag("allow-untrusted"))
        if (credentials.webUser == nil) != (credentials.webPassword == nil) {
            throw SettingsError(
                .missingOption, "\(values.name) needs /http-user and /http-password together", option: "http-user")
        }
        if credentials.allowsUntrusted, !credentials.usesTLS {
            throw SettingsError(
                .invalidValue, "\(values.name) has /allow-untrusted, which only /https knows",
                option: "allow-untrusted")
        }
    }

    private static func snmp(_ values: ModuleValues) throws(SettingsError) -> SNMPCredentials? {
        let community = values.secret("community")?.revealed ?? "public"
        switch values.text("snmp") ?? "v1" {
        case "off": return nil
        case "v1": return .v1(community: community)
        case "v2c": return .v2c(community: community)
        default: return try user(values)
        }
    }

    private static func user(_ values: ModuleValues) throws(SettingsError) -> SNMPCredentials {
        guard let name = values.text("user") else {
            throw SettingsError(.missingOption, "\(values.name) needs a /user for v3", option: "user")
        }
        let authentication = SNMPCredentials.Authentication.allCases.first { "\($0)" == values.text("auth") }
        let privacy: SNMPCredentials.Privacy? =
            switch values.text("priv") {
            case "des": .des
            case "aes": .aes128
            case "aes192": .aes192
            case "aes256": .aes256
            default: nil
            }
        let authenticationPassword = values.secret("auth-password")?.revealed
        let privacyPassword = values.secret("priv-password")?.revealed
        if authentication != nil, authenticationPassword == nil {
            throw SettingsError(
                .missingOption, "\(values.name) needs an /auth-password for its /auth", option: "auth-password")
        }
        if privacy != nil, privacyPassword == nil {
            throw SettingsError(
                .missingOption, "\(values.name) needs a /priv-password for its /priv", option: "priv-password")
        }
        if privacy != nil, authentication == nil {
            throw SettingsError(
                .invalidValue, "\(values.name) has /priv without /auth, which SNMPv3 does not know", option: "priv")
        }
        return .v3(
            user: name, authentication: authentication.map { ($0, authenticationPassword ?? "") },
            privacy: privacy.map { ($0, privacyPassword ?? "") }, contextName: values.text("context") ?? "")
    }
}
