import LinkProtocols
import NetworkValues

/// What the LAN thread must know of an interface.
struct LinkFacts: Hashable {
    /// The kernel's index.
    var index: UInt32
    /// The name.
    var name: String
    /// The hardware address.
    var address: MACAddress
    /// The most octets of a packet.
    var mtu: Int
    /// Whether the link is up.
    var isUp: Bool
    /// The IP addresses.
    var addresses: [IPAddress] = []
}

extension IPAddress {
    /// Whether it is of its link only (RFC 3927, RFC 4291 2.5.6), so that nobody elsewhere can use it.
    var isLinkLocal: Bool {
        switch self {
        case .v4(let value): value >> 16 == 0xa9fe
        case .v6(let high, _, _): high >> 54 == 0x3fa
        }
    }
}
