/// What is to be said about a decision on the VLAN: offers that were passed over, and settings that deserve a second look.
public enum VLANNote: Hashable, Sendable, CustomStringConvertible {
    /// A VLAN that no frame can be in, 4095 or more (IEEE 802.1Q-2022, table 9-2): the offer is passed over.
    case reservedVLAN(VLANSource, UInt16)
    /// A priority above 7: it counts as 0.
    case priorityOutOfRange(VLANSource, UInt8)
    /// A policy that is marked as unknown: it is passed over.
    case unknownPolicy(application: UInt8)
    /// A switch names a VLAN but says that frames are untagged: the VLAN means nothing then.
    case untaggedWithVLAN(UInt16)
    /// Neighbours give different policies for the same application: the one that was heard first counts.
    case contradiction(application: UInt8)
    /// VLAN 1 is the default of many switches and better avoided (manual 4.2.9).
    case defaultVLAN(VLANSource)
    /// VLAN 0 switches quality of service off (manual 4.2.9).
    case noQualityOfService(VLANSource)
    /// The lease or the settings name another VLAN than the one in force.
    case overruled(VLANSource, UInt16)

    /// The note for people.
    public var description: String {
        switch self {
        case .reservedVLAN(let source, let vlan): "\(source.rawValue): expected VLAN 0 to 4094, found \(vlan); ignored"
        case .priorityOutOfRange(let source, let priority):
            "\(source.rawValue): expected priority 0 to 7, found \(priority); 0 is used"
        case .unknownPolicy(let application): "lldp: the switch has no policy for application \(application)"
        case .untaggedWithVLAN(let vlan): "lldp: the policy is untagged, so its VLAN \(vlan) is not used"
        case .contradiction(let application):
            "lldp: neighbours give different policies for application \(application); the first one heard is used"
        case .defaultVLAN(let source): "\(source.rawValue): VLAN 1 is often a switch's default; choose another"
        case .noQualityOfService(let source): "\(source.rawValue): VLAN 0, so quality of service is off"
        case .overruled(let source, let vlan): "\(source.rawValue): VLAN \(vlan) is overruled"
        }
    }
}
