public import NetworkValues
public import Settings

/// How alarms of base stations are collected, as a master does (manual 4.9.2, 4.23.3).
public struct AlarmCollectSettings: SettingsModule, Sendable {
    /// The module's name in the settings.
    public static let name = "ALARM0-COLLECT"
    /// What the module is for.
    public static let summary = "Takes the alarms and events that base stations forward over HTTP."
    /// The module's options.
    public static let options = [
        SettingsOption(name: "enable", kind: .flag, help: "Takes alarms at the path below, of the HTTP port."),
        SettingsOption(
            name: "path", kind: .text, default: "/alarms", length: 2...256, help: "The path.", takesEffect: .restart),
        SettingsOption(
            name: "allow", kind: .list(of: .network), help: "The networks that may send; all when not given."),
        SettingsOption(
            name: "timeout", kind: .integer(5...1440), default: "35",
            help:
                "Minutes without a word of a device after which it counts as gone; its alarms time out half an hour later.",
            manualSection: "4.23.3"),
        SettingsOption(
            name: "rate", kind: .integer(0...100_000), default: "200",
            help: "Messages a second of one source; 0 for no limit."),
    ]

    /// Whether alarms are taken.
    public var isEnabled: Bool
    /// The path, with a slash in front.
    public var path: String
    /// The networks that may send; empty for all.
    public var allowed: [IPNetwork]
    /// Minutes after which a device counts as gone.
    public var timeoutMinutes: Int
    /// Messages a second of one source; 0 for no limit.
    public var messagesPerSecond: Int

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        isEnabled = values.flag("enable")
        let path = values.text("path") ?? "/alarms"
        self.path = path.hasPrefix("/") ? path : "/" + path
        allowed = values.networks("allow")
        timeoutMinutes = values.integer("timeout") ?? 35
        messagesPerSecond = values.integer("rate") ?? 200
    }
}
