public import NetworkValues

/// Hardware addresses that routers share so that one can take the place of another.
public enum VirtualRouter: Hashable, Sendable, CustomStringConvertible {
    /// VRRP (RFC 9568, 7.3).
    case vrrp(group: UInt8)
    /// HSRP of Cisco, version 1 (RFC 2281, 5.3) or 2.
    case hsrp(group: UInt16)
    /// GLBP of Cisco.
    case glbp

    /// What a hardware address says of itself; `nil` for one of a single device.
    public init?(_ mac: MACAddress) {
        let value = mac.rawValue
        switch value >> 8 {
        case 0x0000_5e00_01, 0x0000_5e00_02: self = .vrrp(group: UInt8(truncatingIfNeeded: value))
        case 0x0000_0c07_ac: self = .hsrp(group: UInt16(value & 0xff))
        case let high where high >> 4 == 0xc9ff || high >> 4 == 0x57_3a00:
            self = .hsrp(group: UInt16(value & 0xfff))
        case let high where high >> 8 == 0x0007_b400: self = .glbp
        default: return nil
        }
    }

    /// The protocol and its group.
    public var description: String {
        switch self {
        case .vrrp(let group): "VRRP group \(group)"
        case .hsrp(let group): "HSRP group \(group)"
        case .glbp: "GLBP"
        }
    }
}
