public import IPDECTCore
import NetworkValues
public import Settings

/// How the devices of a system that runs already are watched.
public struct FeedSettings: SettingsModule, Equatable {
    /// The module's name in the settings.
    public static let name = "FEED0"
    /// What the module is for.
    public static let summary = "Watches the devices of an IP-DECT system that runs already: see FEED0-DEVICE."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "interval", kind: .integer(10...3600), default: "60", help: "Seconds between two polls of a device."),
        SettingsOption(
            name: "timeout", kind: .integer(200...30_000), default: "2000",
            help: "Milliseconds for which an answer is waited for."),
        SettingsOption(
            name: "retries", kind: .integer(0...5), default: "1", help: "How often a request by SNMP is sent again."),
        SettingsOption(
            name: "silent-after", kind: .integer(1...20), default: "3",
            help: "Polls in a row without an answer after which a device counts as lost."),
        SettingsOption(
            name: "stale-after", kind: .integer(10...86_400), default: "180",
            help:
                "Seconds after which what a feed told counts as stale, three intervals at least; ten times as long, and it is unknown."
        ),
        SettingsOption(
            name: "traps", kind: .list(of: .endpoint),
            help:
                "The addresses on which notifications of devices are received, such as 0.0.0.0:162; none when not given."
        ),
        SettingsOption(
            name: "system-id", kind: .integer(1...296), help: "The ID of the system that is watched.",
            manualSection: "4.6.34"),
        SettingsOption(name: "system-name", kind: .text, length: 0...64, help: "Its name."),
        SettingsOption(
            name: "pari-master", kind: .choice(DeviceModel.allCases.map { "\($0)" }), default: "ipbs2",
            help: "The kind of device that is its PARI Master: it decides how many radios there can be.",
            manualSection: "4.6.34"),
        SettingsOption(
            name: "in-flight", kind: .integer(1...4000), default: "1000",
            help: "Devices that are polled at the same time, at most."),
    ]

    /// Seconds between two polls.
    public var interval: Int
    /// Milliseconds for which an answer is waited for.
    public var timeout: Int
    /// How often a request is sent again.
    public var retries: Int
    /// When devices count as silent, and facts as stale.
    public var limits: WatchLimits
    /// What identifies the system that is watched; `nil` when the settings do not say.
    public var system: SystemConfiguration?
    /// Where notifications are received.
    public var traps: [SettingsEndpoint]
    /// Polls at the same time.
    public var inFlight: Int

    /// The port of notifications.
    public static let trapPort: UInt16 = 162

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        interval = values.integer("interval") ?? 60
        timeout = values.integer("timeout") ?? 2000
        retries = values.integer("retries") ?? 1
        limits = WatchLimits()
        limits.silentAfter = values.integer("silent-after") ?? 3
        limits.staleAfter = Int64(values.integer("stale-after") ?? 180)
        traps = values.endpoints("traps")
        system = values.integer("system-id").flatMap { SystemID(rawValue: UInt16($0)) }.map { id in
            SystemConfiguration(
                systemID: id, saris: [],
                pariMasterModel: DeviceModel.allCases.first { "\($0)" == values.text("pari-master") } ?? .ipbs2,
                isSimulated: false, name: values.text("system-name") ?? "")
        }
        inFlight = values.integer("in-flight") ?? 1000
    }
}
