public import NetworkValues
public import Settings

/// Where HTTP is served (manual 4.9.3).
public struct WebSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "HTTP0"
    /// What the module is for.
    public static let summary = "Serves /metrics and /health over HTTP."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "enable", kind: .flag, help: "Serves HTTP.", manualSection: "4.9.3", takesEffect: .restart),
        SettingsOption(
            name: "address", kind: .list(of: .address), default: "127.0.0.1",
            help: "The addresses to listen on; 0.0.0.0 and :: mean all.", takesEffect: .restart),
        SettingsOption(
            name: "port", kind: .integer(0...65_535), default: "80", help: "The port for HTTP; 0 for none.",
            manualSection: "4.9.3", takesEffect: .restart),
        SettingsOption(
            name: "https-port", kind: .integer(0...65_535), default: "0",
            help: "The port for HTTPS with the device certificate; 0 for none.", manualSection: "4.9.3",
            takesEffect: .restart),
    ]

    /// Whether HTTP is served.
    public var isEnabled: Bool
    /// The addresses to listen on.
    public var addresses: [IPAddress]
    /// The port for HTTP; 0 for none.
    public var port: Int
    /// The port for HTTPS; 0 for none.
    public var httpsPort: Int

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        isEnabled = values.flag("enable")
        addresses = values.addresses("address")
        port = values.integer("port") ?? 80
        httpsPort = values.integer("https-port") ?? 0
    }
}
