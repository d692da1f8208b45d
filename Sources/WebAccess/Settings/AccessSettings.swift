public import NetworkValues
public import Settings

/// Who may use the web console and how they log in (manual 4.1.3 to 4.1.7, 4.9.3).
public struct AccessSettings: SettingsModule, Hashable {
    /// The module's name in the settings.
    public static let name = "HTTP0-ACCESS"
    /// What the module is for.
    public static let summary = "How users log in to the web console and the REST API."
    /// The module's options.
    public static let options =
        [
            SettingsOption(
                name: "banner", kind: .text, help: "A text on the log-in page; \\n in it begins a line.",
                manualSection: "4.1.3"),
            SettingsOption(
                name: "logout-after", kind: .integer(0...1440), default: "30",
                help: "Minutes without use after which a session ends; 0 for never.", manualSection: "4.1.4"),
            SettingsOption(
                name: "sessions-per-user", kind: .integer(0...1000), default: "0",
                help: "The most sessions of one user; 0 for no limit.", manualSection: "4.1.5"),
            SettingsOption(
                name: "sessions", kind: .integer(0...1000), default: "0",
                help: "The most sessions of all users; 0 for no limit but 1000.", manualSection: "4.1.5"),
            SettingsOption(
                name: "native", kind: .flag,
                help: "Takes HTTP authentication (Basic, Digest) beside the log-in page. Tokens work without it.",
                manualSection: "4.1.6"),
            SettingsOption(
                name: "disable-basic", kind: .flag,
                help: "Of HTTP authentication takes Digest only; needs native and digest.", manualSection: "4.9.3"),
            SettingsOption(
                name: "digest", kind: .flag,
                help:
                    "Takes HTTP Digest authentication, where native is on. Passwords that are set while it is on are "
                    + "kept also as Digest needs them, which protects them less; those set before work without Digest.",
                manualSection: "4.9.3"),
            SettingsOption(
                name: "networks", kind: .list(of: .network),
                help: "The networks that may use the web server (allowed stations); all when not given.",
                manualSection: "4.9.3"),
        ] + transportOptions

    private static let transportOptions = [
        SettingsOption(
            name: "force-https", kind: .flag, help: "Sends requests over HTTP on to HTTPS.", manualSection: "4.9.3"),
        SettingsOption(
            name: "mutual-tls", kind: .flag,
            help: "Asks clients for a certificate that the trust list knows, and serves none without.",
            manualSection: "4.9.3"),
        SettingsOption(
            name: "require-certificate", kind: .flag,
            help: "Logs in only who has a certificate that names the user; needs mutual-tls.", manualSection: "4.1.7"),
        SettingsOption(
            name: "certificate-domains", kind: .list(of: .text), length: 1...255,
            help:
                "Domains and realms of which user@domain in a certificate stands for the account user. Without them "
                + "the whole name counts.", manualSection: "4.1.7"),
        SettingsOption(
            name: "no-cache", kind: .flag, help: "Asks browsers to store nothing.", manualSection: "4.9.3"),
        SettingsOption(
            name: "protect-all", kind: .flag,
            help: "Asks for a log-in on /metrics, /health, /log and the path of collected alarms too.",
            manualSection: "4.9.3"),
        SettingsOption(
            name: "hsts-days", kind: .integer(0...730), default: "0",
            help: "Days for which browsers remember to use HTTPS only (HSTS); 0 for not, needs force-https."),
    ]

    /// The text on the log-in page; empty for none.
    public var banner: String
    /// Minutes without use after which a session ends; `nil` for never.
    public var logoutAfterMinutes: Int?
    /// The most sessions of one user; `nil` for no limit.
    public var sessionsPerUser: Int?
    /// The most sessions of all users; `nil` for no limit but `Sessions.limit`.
    public var sessions: Int?
    /// Whether HTTP Basic authentication is taken.
    public var takesBasic: Bool
    /// Whether HTTP Digest authentication is taken.
    public var takesDigest: Bool
    /// Whether passwords are kept also as Digest needs them.
    public var keepsDigestKeys: Bool
    /// The networks that may use the web server; empty for all.
    public var networks: [IPNetwork]
    /// Whether requests over HTTP are sent on to HTTPS.
    public var forcesHTTPS: Bool
    /// Whether clients must show a trusted certificate.
    public var usesMutualTLS: Bool
    /// Whether a log-in needs a certificate that names the user.
    public var requiresCertificate: Bool
    /// Domains whose `user@domain` stands for the account `user`.
    public var certificateDomains: [String]
    /// Whether browsers are asked to store nothing.
    public var forbidsCaching: Bool
    /// Whether the pages that need no log-in otherwise need one.
    public var protectsAll: Bool
    /// Days of Strict-Transport-Security; 0 for none.
    public var hstsDays: Int

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        banner = (values.text("banner") ?? "").split(separator: "\\n", omittingEmptySubsequences: false)
            .joined(separator: "\n")
        logoutAfterMinutes = Self.limit(values.integer("logout-after"))
        sessionsPerUser = Self.limit(values.integer("sessions-per-user"))
        sessions = Self.limit(values.integer("sessions"))
        let isNative = values.flag("native")
        takesBasic = isNative && !values.flag("disable-basic")
        takesDigest = isNative && values.flag("digest")
        keepsDigestKeys = values.flag("digest")
        networks = values.networks("networks")
        forcesHTTPS = values.flag("force-https")
        usesMutualTLS = values.flag("mutual-tls")
        requiresCertificate = values.flag("require-certificate")
        certificateDomains = values.texts("certificate-domains")
        forbidsCaching = values.flag("no-cache")
        protectsAll = values.flag("protect-all")
        hstsDays = values.integer("hsts-days") ?? 0
        for (option, needed) in [("require-certificate", "mutual-tls"), ("disable-basic", "digest")]
        where values.flag(option) && !values.flag(needed) {
            throw SettingsError(
                .missingOption, "\(values.name) has /\(option) but no /\(needed), so that nobody could log in with it",
                option: option)
        }
        guard hstsDays == 0 || forcesHTTPS else {
            throw SettingsError(
                .missingOption, "\(values.name) has /hsts-days but no /force-https", option: "hsts-days")
        }
    }

    /// A banner of several lines as the settings hold it.
    public static func written(banner: String) -> String {
        banner.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\\n")
    }

    private static func limit(_ number: Int?) -> Int? {
        number.flatMap { $0 > 0 ? $0 : nil }
    }
}
