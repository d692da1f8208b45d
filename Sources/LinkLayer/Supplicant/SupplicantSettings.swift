public import LinkProtocols
public import Settings

/// Authentication at the LAN (manual 4.2.10).
public struct SupplicantSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "EAP0"
    /// What the module is for.
    public static let summary = "Authenticates the device at the switch of LAN1 (802.1X). Without a user it is silent."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "user", kind: .text, length: 0...253,
            help: "The user name, which is also the identity. Without one not a single frame is sent.",
            manualSection: "4.2.10"),
        SettingsOption(
            name: "password", kind: .secret, length: 1...128,
            help: "The password of EAP-MD5; any text for EAP-TLS, which takes the device's certificate.",
            manualSection: "4.2.10"),
        SettingsOption(
            name: "server-name", kind: .text, length: 1...253,
            help: "The name in the certificate of the authentication server; one that begins with a dot stands for all "
                + "names that end with it. Without one, each server with a certificate for servers (serverAuth) of a "
                + "trusted authority is accepted."),
        SettingsOption(
            name: "no-md5", kind: .flag,
            help: "Refuses EAP-MD5, with which anybody between can pass for the device or the switch."),
        SettingsOption(
            name: "no-tls13", kind: .flag,
            help: "Speaks TLS 1.2 at most, for servers that do not finish EAP-TLS with TLS 1.3 as RFC 9190 has it."),
        SettingsOption(
            name: "held-period", kind: .integer(1...65_535), default: "60", help: "Seconds of silence after a refusal."),
        SettingsOption(
            name: "start-period", kind: .integer(1...65_535), default: "30",
            help: "Seconds between two calls for an authenticator."),
        SettingsOption(
            name: "max-starts", kind: .integer(1...100), default: "3",
            help: "How often an authenticator is called. When none answers, the port counts as open."),
        SettingsOption(
            name: "auth-period", kind: .integer(1...65_535), default: "30",
            help: "Seconds that the authenticator may take for its next request."),
    ]

    /// The user; empty for none.
    public var user: String
    /// The password; `nil` for none.
    public var password: Secret?
    /// The name in the server's certificate; `nil` for any.
    public var serverName: String?
    /// Whether the MD5 challenge is answered.
    public var allowsMD5: Bool
    /// Whether TLS 1.3 is spoken.
    public var allowsTLS13: Bool
    /// Times and counts.
    public var timers: SupplicantTimers

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        user = values.text("user") ?? ""
        password = values.secret("password")
        serverName = values.text("server-name")
        allowsMD5 = !values.flag("no-md5")
        allowsTLS13 = !values.flag("no-tls13")
        timers = SupplicantTimers(
            heldPeriodSeconds: Int64(values.integer("held-period") ?? 60),
            startPeriodSeconds: Int64(values.integer("start-period") ?? 30),
            maximumStarts: values.integer("max-starts") ?? 3,
            authenticationPeriodSeconds: Int64(values.integer("auth-period") ?? 30))
        guard user.isEmpty || password != nil else {
            throw SettingsError(
                .missingOption, "expected /password with /user, any text when EAP-TLS is used, got none",
                option: "password")
        }
    }
}
