public import LinkProtocols
public import Settings

/// The devices' module that polls for changed settings (manual A.1.3 and I.4). The agent polls nothing: it shows where a
/// device would, and whether leases may say so.
public struct UpdateSettings: SettingsModule, Hashable {
    /// The module's name in the settings.
    public static let name = "UP1"
    /// What the module is for.
    public static let summary = "Says whether leases may name the place that devices read update commands from."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "no-dhcp", kind: .flag, help: "Passes over the update URL and the poll interval in a lease.",
            manualSection: "I.4"),
        SettingsOption(
            name: "url", kind: .text, length: 1...255, help: "Where update commands are read from; shown, not used.",
            manualSection: "A.1.3"),
        SettingsOption(
            name: "poll", kind: .integer(1...65_535), default: "15",
            help: "Minutes between two looks at it; shown, not used.", manualSection: "A.1.3"),
    ]

    /// Whether what leases say of updates is passed over.
    public var ignoresLeases: Bool
    /// Where update commands are read from; `nil` for nowhere.
    public var url: String?
    /// Minutes between two looks at it.
    public var pollMinutes: Int

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        ignoresLeases = values.flag("no-dhcp")
        url = values.text("url")
        pollMinutes = values.integer("poll") ?? 15
    }

    /// Where updates come from when a lease gives these vendor options.
    public func updates(with options: DHCPVendorOptions) -> (url: String?, pollMinutes: Int) {
        guard !ignoresLeases else { return (url, pollMinutes) }
        return (options.updateURL ?? url, options.updatePollMinutes.map(Int.init) ?? pollMinutes)
    }
}
