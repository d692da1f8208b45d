public import Settings

/// How TLS is spoken, by all parts of the agent (manual 4.3.3, 4.7.2).
public struct TLSSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "TLS0"
    /// What the module is for.
    public static let summary = "Says how TLS is spoken, and whom it trusts beside the trust list."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "profile", kind: .choice(TLSProfile.allCases.map(\.rawValue)), default: "modern",
            help:
                "Versions and cipher suites: modern, or normal, fast, secure and strict exactly as the devices have them.",
            manualSection: "4.3.3"),
        SettingsOption(
            name: "key-usage", kind: .flag,
            help: "Accepts a certificate that an authority signed only if it says what it may be used for.",
            manualSection: "4.7.2"),
        SettingsOption(
            name: "system-trust", kind: .flag, help: "Trusts the authorities of the operating system, too."),
    ]

    /// Versions and cipher suites.
    public var profile: TLSProfile
    /// Whether a certificate that an authority signed must say what it may be used for.
    public var requiresKeyUsage: Bool
    /// Whether the authorities of the operating system are trusted.
    public var usesSystemTrust: Bool

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        profile = TLSProfile(rawValue: values.text("profile") ?? "modern") ?? .modern
        requiresKeyUsage = values.flag("key-usage")
        usesSystemTrust = values.flag("system-trust")
    }
}
