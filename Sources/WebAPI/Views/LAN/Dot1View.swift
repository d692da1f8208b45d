import LinkProtocols

/// What a system says by LLDP of VLANs (IEEE 802.1Q-2022, annex D).
public struct Dot1View: Codable, Sendable, Equatable {
    /// A VLAN with a name.
    public struct Name: Codable, Sendable, Equatable {
        /// The VLAN.
        public var vlan: UInt16
        /// Its name.
        public var name: String
    }

    /// A VLAN of a port and protocol.
    public struct ProtocolVLAN: Codable, Sendable, Equatable {
        /// The VLAN; 0 for none.
        public var vlan: UInt16
        /// Whether the port can do it.
        public var isSupported: Bool
        /// Whether it is switched on.
        public var isEnabled: Bool
    }

    /// The VLAN of untagged frames (PVID), 0 for none; absent when it is not told.
    public var portVLAN: UInt16?
    /// Names of VLANs.
    public var vlanNames: [Name]
    /// VLANs of port and protocol.
    public var protocolVLANs: [ProtocolVLAN]

    /// The view of TLVs; `nil` when there are none.
    init?(_ value: Dot1TLVs) {
        guard value != Dot1TLVs() else { return nil }
        portVLAN = value.portVLAN
        vlanNames = value.vlanNames.map { Name(vlan: $0.vlan, name: $0.name) }
        protocolVLANs = value.protocolVLANs.map {
            ProtocolVLAN(vlan: $0.vlan, isSupported: $0.flags & 2 != 0, isEnabled: $0.flags & 4 != 0)
        }
    }
}
