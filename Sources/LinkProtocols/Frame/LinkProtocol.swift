/// What a frame carries, by its EtherType or its LLC header.
public enum LinkProtocol: Hashable, Sendable {
    /// LLDP, EtherType 0x88cc (IEEE 802.1AB-2016, 7.3).
    case lldp
    /// EAP over LANs, EtherType 0x888e (IEEE 802.1X-2004, 7.2).
    case eapol
    /// BPDUs behind an LLC header with both addresses 0x42 (IEEE 802.1D-2004, 9.2).
    case spanningTree
    /// Another EtherType, or the length of another LLC frame.
    case other(UInt16)

    /// The protocol of an EtherType.
    public init(etherType: UInt16) {
        switch etherType {
        case 0x88cc: self = .lldp
        case 0x888e: self = .eapol
        default: self = .other(etherType)
        }
    }

    /// The EtherType; `nil` for BPDUs, which have none.
    public var etherType: UInt16? {
        switch self {
        case .lldp: 0x88cc
        case .eapol: 0x888e
        case .spanningTree: nil
        case .other(let number): number
        }
    }
}
