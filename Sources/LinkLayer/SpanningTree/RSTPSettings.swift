public import Settings

/// Whether the spanning tree is watched (manual 4.2.12).
public struct RSTPSettings: SettingsModule, Hashable {
    /// The module's name in the settings.
    public static let name = "RSTP0"
    /// What the module is for.
    public static let summary = "Shows the spanning tree that both LAN ports hear, and which of them carries the data."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "enable", kind: .flag, help: "Listens to BPDUs on LAN1 and LAN2.", manualSection: "4.2.12"),
        SettingsOption(
            name: "trace", kind: .flag, help: "Writes each action of the state machine into the log.",
            manualSection: "4.2.12"),
    ]

    /// Whether BPDUs are listened to.
    public var isEnabled: Bool
    /// Whether actions are written into the log.
    public var traces: Bool

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        isEnabled = values.flag("enable")
        traces = values.flag("trace")
    }
}
