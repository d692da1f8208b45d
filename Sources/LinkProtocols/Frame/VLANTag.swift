/// The tag of a frame (IEEE 802.1Q-2022, 9.6): priority, drop eligibility and VLAN. A tag with VLAN 0 has only a priority.
public struct VLANTag: Hashable, Sendable {
    /// The priority, 0 to 7.
    public let priority: UInt8
    /// Whether the frame may be dropped first.
    public let isDropEligible: Bool
    /// The VLAN, 0 to 4095; 0 for a tag that has only a priority.
    public let vlan: UInt16

    /// Makes a tag; bits that do not fit are dropped.
    public init(priority: UInt8, isDropEligible: Bool = false, vlan: UInt16) {
        self.priority = priority & 7
        self.isDropEligible = isDropEligible
        self.vlan = vlan & 0xfff
    }

    /// Makes a tag from its control information as it is sent, and as the kernel hands it over (`tp_vlan_tci`).
    public init(controlInformation bits: UInt16) {
        self.init(
            priority: UInt8(truncatingIfNeeded: bits >> 13), isDropEligible: bits & 0x1000 != 0, vlan: bits & 0xfff)
    }

    /// The tag as it is sent: priority in bits 15 to 13, drop eligibility in bit 12, VLAN in bits 11 to 0.
    public var controlInformation: UInt16 {
        UInt16(priority) << 13 | (isDropEligible ? 0x1000 : 0) | vlan
    }
}
