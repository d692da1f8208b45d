/// What an LLDPDU says by the TLVs of IEEE 802.1 (IEEE 802.1Q-2022, D.2).
public struct Dot1TLVs: Hashable, Sendable {
    /// A VLAN of a port and protocol, subtype 2.
    public struct ProtocolVLAN: Hashable, Sendable {
        /// Bit 1 supported, bit 2 enabled.
        public let flags: UInt8
        /// The VLAN; 0 for none.
        public let vlan: UInt16

        /// Makes a value.
        public init(flags: UInt8, vlan: UInt16) {
            self.flags = flags
            self.vlan = vlan
        }
    }

    /// The name of a VLAN, subtype 3.
    public struct VLANName: Hashable, Sendable {
        /// The VLAN, 1 to 4094.
        public let vlan: UInt16
        /// Its name, at most 32 octets.
        public let name: String

        /// Makes a value.
        public init(vlan: UInt16, name: String) {
            self.vlan = vlan
            self.name = name
        }
    }

    /// The VLAN of untagged frames, subtype 1; 0 for none.
    public var portVLAN: UInt16?
    /// VLANs of port and protocol.
    public var protocolVLANs: [ProtocolVLAN] = []
    /// Names of VLANs.
    public var vlanNames: [VLANName] = []

    /// Makes an empty set.
    public init() {}
}
