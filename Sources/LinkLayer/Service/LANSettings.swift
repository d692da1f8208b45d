public import Settings

/// Which interface of the host is LAN1, the port that the device works with.
public struct LAN1Settings: SettingsModule, Hashable {
    /// The module's name in the settings.
    public static let name = "ETH0"
    /// What the module is for.
    public static let summary = "The interface that is LAN1, for VLAN, 802.1X, DHCP and the check of ARP."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "interface", kind: .text, length: 1...15,
            help: "The interface's name; without it, the first that has a connector."),
        SettingsOption(
            name: "check-arp", kind: .flag, help: "Raises an alarm when a gateway's MAC address changes.",
            manualSection: "4.2.3"),
    ]

    /// The interface's name; `nil` for the first that has a connector.
    public var interface: String?
    /// Whether changes of a gateway's MAC address are an alarm.
    public var checksARP: Bool

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        interface = values.text("interface")
        checksARP = values.flag("check-arp")
    }
}

/// Which interface of the host is LAN2, the port for administration and for redundancy.
public struct LAN2Settings: SettingsModule, Hashable {
    /// The module's name in the settings.
    public static let name = "ETH1"
    /// What the module is for.
    public static let summary = "The interface that is LAN2, for administration and as the backup of RSTP."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "interface", kind: .text, length: 1...15, help: "The interface's name; without it there is no LAN2."),
        SettingsOption(
            name: "disable", kind: .flag, help: "LAN2 is not used.", manualSection: "4.2.13"),
    ]

    /// The interface's name; `nil` for none.
    public var interface: String?
    /// Whether the port is not used.
    public var isDisabled: Bool

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        interface = values.text("interface")
        isDisabled = values.flag("disable")
    }
}
