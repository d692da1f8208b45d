import IPDECTCore
import NetworkValues
public import Settings

/// A device that is watched, as the settings have it.
public struct FeedDeviceSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "FEED0-DEVICE"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...8192
    /// What the module is for.
    public static let summary = "A device of the IP-DECT system that is watched."
    /// The module's options.
    public static let options = [
        SettingsOption(name: "address", kind: .address, isRequired: true, help: "Its address."),
        SettingsOption(
            name: "kind", kind: .choice(["auto"] + DeviceModel.allCases.map { "\($0)" }), default: "auto",
            help: "Its kind; auto for what it says itself."),
        SettingsOption(
            name: "name", kind: .text, length: 0...64, help: "A name for people; the device's own when not given."),
        SettingsOption(
            name: "mac", kind: .octets(6...6), help: "Its hardware address, if it does not tell it itself."),
        SettingsOption(
            name: "credentials", kind: .text, length: 0...32,
            help: "The name of the credentials to ask it with; the first ones when not given."),
        SettingsOption(
            name: "feeds", kind: .list(of: .choice(FeedKind.allCases.map(\.rawValue))),
            help: "The feeds that are used; all when not given."),
        SettingsOption(
            name: "interval", kind: .integer(10...3600),
            help: "Seconds between two polls; those of FEED0 when not given."),
    ]

    private let template: WatchedDevice
    private let interval: Int?

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        guard let address = values.address("address") else {
            throw SettingsError(.missingOption, "\(values.name) needs an /address", option: "address")
        }
        let feeds = values.texts("feeds").compactMap(FeedKind.init)
        interval = values.integer("interval")
        template = WatchedDevice(
            number: 1, address: address,
            model: DeviceModel.allCases.first { "\($0)" == values.text("kind") },
            name: values.text("name") ?? "",
            mac: values.octets("mac").map { MACAddress(rawValue: $0.reduce(0) { $0 << 8 | UInt64($1) }) },
            credentials: values.text("credentials") ?? "",
            feeds: feeds.isEmpty ? Set(FeedKind.allCases) : Set(feeds))
    }

    /// The device with the number `number`, polled every so many seconds unless it says otherwise.
    public func device(_ number: Int, interval seconds: Int) -> WatchedDevice {
        var device = template
        device.number = number
        device.interval = Int64(interval ?? seconds) * 1000
        return device
    }
}
