/// What must hold before RSTP is switched on, in the order of the manual (4.2.12).
public enum RSTPPrecondition: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// The bridges speak the rapid protocol.
    case bridgesSupportRSTP
    /// Both ports hear BPDUs.
    case portsOnRSTPBridges
    /// The ports are connected to different bridges.
    case differentBridges
    /// LAN1 has a static address.
    case lan1StaticAddress
    /// LAN1's Check ARP is off.
    case lan1CheckARPOff
    /// LAN1's IP is not disabled.
    case lan1IPEnabled
    /// LAN2's IP is disabled.
    case lan2IPDisabled
    /// LAN2's DHCP is disabled.
    case lan2DHCPDisabled
    /// LAN1 has no VLAN.
    case lan1NoVLAN
    /// LAN2 has no VLAN.
    case lan2NoVLAN

    /// What must hold, and where it is set.
    public var description: String {
        switch self {
        case .bridgesSupportRSTP: "the bridges must speak RSTP; one sends BPDUs of STP"
        case .portsOnRSTPBridges: "LAN1 and LAN2 must be connected to bridge ports with RSTP; no BPDUs are heard"
        case .differentBridges: "LAN1 and LAN2 must be connected to different bridges"
        case .lan1StaticAddress: "LAN1 must have a static IP address (LAN1, DHCP: disabled)"
        case .lan1CheckARPOff: "Check ARP must be off (LAN1, IP)"
        case .lan1IPEnabled: "LAN1 must not be disabled (LAN1, IP)"
        case .lan2IPDisabled: "LAN2 must be disabled (LAN2, IP)"
        case .lan2DHCPDisabled: "DHCP must be disabled (LAN2, DHCP)"
        case .lan1NoVLAN: "VLAN must not be enabled (LAN1, VLAN)"
        case .lan2NoVLAN: "VLAN must not be enabled (LAN2, VLAN)"
        }
    }

    /// The settings that the preconditions look at.
    public struct Configuration: Hashable, Sendable {
        /// LAN1 has a static address.
        public var lan1HasStaticAddress: Bool
        /// LAN1's Check ARP.
        public var lan1ChecksARP: Bool
        /// LAN1's Disable.
        public var lan1IsDisabled: Bool
        /// LAN2's Disable.
        public var lan2IsDisabled: Bool
        /// LAN2's DHCP mode is another than disabled.
        public var lan2UsesDHCP: Bool
        /// LAN1's VLAN; 0 for none.
        public var lan1VLAN: UInt16
        /// LAN2's VLAN; 0 for none.
        public var lan2VLAN: UInt16

        /// Makes a configuration, one that fulfils the preconditions if nothing else is told.
        public init(
            lan1HasStaticAddress: Bool = true, lan1ChecksARP: Bool = false, lan1IsDisabled: Bool = false,
            lan2IsDisabled: Bool = true, lan2UsesDHCP: Bool = false, lan1VLAN: UInt16 = 0, lan2VLAN: UInt16 = 0
        ) {
            self.lan1HasStaticAddress = lan1HasStaticAddress
            self.lan1ChecksARP = lan1ChecksARP
            self.lan1IsDisabled = lan1IsDisabled
            self.lan2IsDisabled = lan2IsDisabled
            self.lan2UsesDHCP = lan2UsesDHCP
            self.lan1VLAN = lan1VLAN
            self.lan2VLAN = lan2VLAN
        }
    }

    /// The preconditions that do not hold, in the order of the manual; empty when RSTP may be switched on.
    public static func unmet(
        _ configuration: Configuration, lan1: SpanningTreePort, lan2: SpanningTreePort
    ) -> [RSTPPrecondition] {
        let heard = [lan1, lan2].filter { $0.heard != nil }
        let bridges = Set(heard.compactMap { $0.heard?.vector.bridge })
        let holds: [RSTPPrecondition: Bool] = [
            .bridgesSupportRSTP: heard.allSatisfy(\.isRapid),
            .portsOnRSTPBridges: heard.count == 2,
            .differentBridges: bridges.count == heard.count,
            .lan1StaticAddress: configuration.lan1HasStaticAddress,
            .lan1CheckARPOff: !configuration.lan1ChecksARP,
            .lan1IPEnabled: !configuration.lan1IsDisabled,
            .lan2IPDisabled: configuration.lan2IsDisabled,
            .lan2DHCPDisabled: !configuration.lan2UsesDHCP,
            .lan1NoVLAN: configuration.lan1VLAN == 0,
            .lan2NoVLAN: configuration.lan2VLAN == 0,
        ]
        return allCases.filter { holds[$0] != true }
    }
}
