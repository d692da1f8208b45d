public import Settings

/// What holds for everything that is sent over HTTP (manual 4.9.4.1).
public struct WebClientSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "HTTPCLIENT0"
    /// What the module is for.
    public static let summary = "Requests that the agent sends over HTTP."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "check-certificate", kind: .choice(["on", "off"]), default: "on",
            help: "Accepts only servers of https whose certificate is trusted and names them.",
            manualSection: "4.9.4.1")
    ]

    /// Whether a server's certificate must be trusted and name the server.
    public private(set) var checksCertificate: Bool

    /// Takes the module's values.
    public init(_ values: ModuleValues) throws(SettingsError) {
        checksCertificate = values.text("check-certificate") != "off"
    }
}
