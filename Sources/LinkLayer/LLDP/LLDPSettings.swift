public import LinkProtocols
public import Settings

/// What LLDP does (manual 4.2.14): on by default, and switched off by `/disable` alone.
public struct LLDPSettings: SettingsModule, Hashable {
    /// The module's name in the settings.
    public static let name = "LLDP0"
    /// What the module is for.
    public static let summary = "Tells switches who the device is, and learns what they are and what they want."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "disable", kind: .flag, help: "Neither sends nor listens; what switches said no longer counts.",
            manualSection: "4.2.14"),
        SettingsOption(
            name: "interfaces", kind: .list(of: .text), length: 1...15,
            help: "The interfaces to speak on; without the option, all that have a connector."),
        SettingsOption(
            name: "interval", kind: .integer(1...3600), default: "30", help: "Seconds between two frames."),
        SettingsOption(
            name: "hold", kind: .integer(2...10), default: "4",
            help: "How many intervals neighbours believe a frame."),
        SettingsOption(
            name: "fast-interval", kind: .integer(1...3600), default: "1",
            help: "Seconds between two frames after a start, a change or a new neighbour."),
        SettingsOption(
            name: "fast-count", kind: .integer(1...10), default: "4", help: "How many frames follow so fast."),
        SettingsOption(
            name: "neighbours", kind: .integer(1...1024), default: "128",
            help: "The most neighbours of an interface; further ones are turned away and counted."),
        SettingsOption(
            name: "asset", kind: .text, length: 0...32,
            help: "The operator's own number for the device, told to switches."),
    ]

    /// Whether LLDP is spoken at all.
    public var isEnabled: Bool
    /// The interfaces; empty for all that have a connector.
    public var interfaces: [String]
    /// How often frames are sent.
    public var timers: LLDPTimers
    /// The most neighbours of an interface.
    public var neighbourLimit: Int
    /// The operator's own number for the device.
    public var assetID: String

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        isEnabled = !values.flag("disable")
        interfaces = values.texts("interfaces")
        timers = LLDPTimers(
            intervalSeconds: UInt16(values.integer("interval") ?? 30), hold: UInt16(values.integer("hold") ?? 4),
            fastIntervalSeconds: UInt16(values.integer("fast-interval") ?? 1),
            fastCount: values.integer("fast-count") ?? 4)
        neighbourLimit = values.integer("neighbours") ?? LLDPReceiver.defaultLimit
        assetID = values.text("asset") ?? ""
    }
}
