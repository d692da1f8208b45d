/// How frames of the device are sent (IEEE 802.1Q-2022, 6.9 and table 9-2).
public enum VLANTagging: Hashable, Sendable, CustomStringConvertible {
    /// Without a tag.
    case untagged
    /// With a tag that has a priority and no VLAN.
    case priority
    /// In this VLAN, 1 to 4094.
    case vlan(UInt16)

    /// The VLAN; 0 without one.
    public var vlan: UInt16 {
        if case .vlan(let vlan) = self { vlan } else { 0 }
    }

    /// The tagging for people.
    public var description: String {
        switch self {
        case .untagged: "untagged"
        case .priority: "priority tag"
        case .vlan(let vlan): "VLAN \(vlan)"
        }
    }
}
