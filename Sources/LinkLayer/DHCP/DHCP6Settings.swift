public import LinkProtocols
public import Settings

/// What the agent does with DHCP for IPv6 on a port of the LAN (manual 4.2.4, 4.2.5): `DHCP6-0` for LAN1, `DHCP6-1` for LAN2.
public struct DHCP6Settings: SettingsModule, Hashable {
    /// What is done.
    public enum Mode: String, Hashable, Sendable, CaseIterable {
        /// The lease is read that the host's own client got.
        case read
        /// Options are asked for; the addresses come from elsewhere.
        case inform
        /// The agent gets an address.
        case client
        /// Nothing.
        case off
    }

    /// The module's name in the settings, without its number.
    public static let name = "DHCP6-"
    /// LAN1 and LAN2.
    public static let instances: ClosedRange<Int>? = 0...1
    /// What the module is for.
    public static let summary = "Says how addresses and options of LAN1 (DHCP6-0) and LAN2 (DHCP6-1) are got for IPv6."
    /// The module's options.
    public static let options =
        [
            SettingsOption(
                name: "mode", kind: .choice(Mode.allCases.map(\.rawValue)), default: "read",
                help: "read takes what the host's own client got; inform asks for options alone; client gets an "
                    + "address; off does nothing. inform and client need an interface that no other client serves.",
                manualSection: "4.2.4"),
            DHCPModuleOptions.interface,
        ] + DHCPModuleOptions.common

    /// What is done.
    public var mode: Mode
    /// The interface that is served; `nil` for that of the port.
    public var interface: String?
    /// Whether all vendor options are passed over.
    public var ignoresVendorOptions: Bool
    /// The server that is preferred; `nil` for any.
    public var selectedServer: DHCPSelectedServer?
    /// The host's name that is told; `nil` for its own.
    public var hostName: String?
    /// The vendor class that is told; empty for none.
    public var vendorClass: String

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        mode = values.text("mode").flatMap(Mode.init) ?? .read
        interface = values.text("interface")
        ignoresVendorOptions = values.flag("no-vendor")
        selectedServer = try DHCPModuleOptions.selectedServer(values)
        hostName = try DHCPModuleOptions.hostName(values)
        vendorClass = values.text("vendor-class") ?? ""
        if interface == nil, mode == .client || mode == .inform {
            throw DHCPModuleOptions.missingInterface(mode.rawValue)
        }
    }
}
