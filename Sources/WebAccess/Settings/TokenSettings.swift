public import NetworkValues
public import Settings

/// A token of the REST API, as the settings have it.
public struct AccessToken: Hashable, Sendable {
    /// The number of its module, `HTTP0-TOKEN1` and so on.
    public var number: Int
    /// What it is for.
    public var name: String
    /// The SHA-256 of the token.
    var hash: [UInt8]
    /// What it allows.
    public var scopes: Set<TokenScope>
    /// When it stops to work; `nil` for never.
    public var expires: Timestamp?
    /// Where it works from; empty for everywhere.
    public var networks: [IPNetwork]
}

/// A token for programs that use the REST API.
public struct TokenSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "HTTP0-TOKEN"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...64
    /// What the module is for.
    public static let summary = "A token for programs that use the REST API."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "name", kind: .text, isRequired: true, length: 1...64, help: "What the token is for."),
        SettingsOption(
            name: "hash", kind: .secret, isRequired: true, length: 64...64,
            help: "The SHA-256 of the token in hexadecimal; the token itself is shown once, when it is made."),
        SettingsOption(
            name: "scopes", kind: .list(of: .choice(TokenScope.allCases.map(\.rawValue))), default: "read",
            help:
                "What the token allows: read all but accounts; alarms to acknowledge and severities; radios; settings; "
                + "capture; service reports; users as a user administrator; all as a system administrator."),
        SettingsOption(
            name: "expires", kind: .text, length: 10...20,
            help: "The last day on which it works, such as 2027-01-31 (UTC), or a point in time, such as "
                + "2027-01-31T12:00:00Z; without it the token does not expire."),
        SettingsOption(
            name: "networks", kind: .list(of: .network), help: "The networks it works from; all when not given."),
    ]

    /// The token.
    public var token: AccessToken

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        let name = values.text("name") ?? ""
        guard AccountSettings.isName(name) else {
            throw SettingsError(
                .invalidValue,
                "\(values.name) /name takes a name without colons, control characters, and blanks at its ends",
                option: "name")
        }
        guard let hash = values.secret("hash").flatMap({ octets(hexadecimal: $0.revealed) }) else {
            throw SettingsError(
                .invalidValue, "\(values.name) /hash takes 64 hexadecimal digits", option: "hash")
        }
        var expires: Timestamp?
        if let text = values.text("expires") {
            guard let time = Timestamp(expiry: text) else {
                throw SettingsError(
                    .invalidValue,
                    "\(values.name) /expires takes a day such as 2027-01-31 or a time such as 2027-01-31T12:00:00Z",
                    option: "expires")
            }
            expires = time
        }
        token = AccessToken(
            number: values.instance ?? 1, name: name, hash: hash,
            scopes: Set(values.texts("scopes").compactMap(TokenScope.init)), expires: expires,
            networks: values.networks("networks"))
    }
}
