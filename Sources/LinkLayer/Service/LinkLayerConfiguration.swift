public import LinkProtocols
public import Settings

/// All settings of the LAN side.
public struct LinkLayerConfiguration: Equatable, Sendable {
    /// The modules that it is read from.
    public static let modules: [any SettingsModule.Type] = [
        LAN1Settings.self, LAN2Settings.self, LLDPSettings.self, VLANSettings.self, DHCPSettings.self,
        DHCP6Settings.self, UpdateSettings.self, SupplicantSettings.self, RSTPSettings.self,
    ]

    /// LLDP.
    public var lldp: LLDPSettings
    /// LAN1.
    public var lan1: LAN1Settings
    /// LAN2.
    public var lan2: LAN2Settings
    /// The VLAN of LAN1.
    public var vlan: VLANSettings
    /// DHCP on LAN1 and LAN2.
    public var leases: [LANPort: LeaseSettings]
    /// What the supplicant of LAN1 is given; `nil` for nothing: then it is silent. It is not read from the settings alone,
    /// because certificates belong to it.
    public var supplicant: SupplicantConfiguration?
    /// The spanning tree.
    public var rstp: RSTPSettings

    /// Reads the settings; throws what is wrong with them.
    public init(_ document: SettingsDocument) throws(SettingsError) {
        lldp = try document.module(as: LLDPSettings.self)
        lan1 = try document.module(as: LAN1Settings.self)
        lan2 = try document.module(as: LAN2Settings.self)
        vlan = try document.module(as: VLANSettings.self)
        leases = [
            .lan1: try LeaseSettings(document, port: 0), .lan2: try LeaseSettings(document, port: 1),
        ]
        rstp = try document.module(as: RSTPSettings.self)
    }

    /// Whether a change of a module concerns the LAN side.
    public static func isConcerned(_ module: String) -> Bool { modules.contains { module.hasPrefix($0.name) } }

    /// Which of these interfaces, given in the order of their index, is which port, and which of them speak LLDP.
    func roles(of links: [LinkEntry]) -> [UInt32: LinkRole] {
        let usable = links.filter(\.isEthernet)
        let connected = usable.filter { $0.kind.isEmpty }
        let first = lan1.interface.map { name in usable.first { $0.name == name } } ?? connected.first
        let second = lan2.interface.flatMap { name in usable.first { $0.name == name && $0.index != first?.index } }
        var roles: [UInt32: LinkRole] = [:]
        if let first { roles[first.index] = LinkRole(port: .lan1) }
        if let second { roles[second.index] = LinkRole(port: .lan2) }
        guard lldp.isEnabled else { return roles }
        let speaking = lldp.interfaces.isEmpty ? connected : usable.filter { lldp.interfaces.contains($0.name) }
        for link in speaking { roles[link.index, default: LinkRole()].speaksLLDP = true }
        return roles
    }

    /// The interfaces that are named and not there.
    func missing(among links: [LinkEntry]) -> [String] {
        let names = [lan1.interface, lan2.interface].compactMap(\.self) + (lldp.isEnabled ? lldp.interfaces : [])
        let usable = Set(links.filter(\.isEthernet).map(\.name))
        return Set(names).subtracting(usable).sorted()
    }
}

/// What an interface is used for.
struct LinkRole: Hashable {
    /// Which port of the device it is; `nil` for none.
    var port: LANPort?
    /// Whether LLDP is spoken on it.
    var speaksLLDP = false
}
