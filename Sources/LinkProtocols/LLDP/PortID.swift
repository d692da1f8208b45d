public import NetworkValues

/// What a neighbour calls the port from which it sent (IEEE 802.1AB-2016, 8.5.3).
public struct PortID: Hashable, Sendable {
    /// 1 interface alias, 2 port component, 3 MAC address, 4 network address, 5 interface name, 6 agent circuit ID,
    /// 7 locally assigned.
    public let subtype: UInt8
    /// The identifier, 1 to 255 octets. A network address begins with its family (1 for IPv4, 2 for IPv6).
    public let octets: [UInt8]

    /// Makes an identifier; what lies behind 255 octets is cut off.
    public init(subtype: UInt8, octets: [UInt8]) {
        self.subtype = subtype
        self.octets = Array(octets.prefix(255))
    }

    /// Makes an identifier from a MAC address.
    public init(_ address: MACAddress) {
        self.init(subtype: 3, octets: address.octets)
    }

    /// Makes an identifier from an interface's name.
    public init(interfaceName: String) {
        self.init(subtype: 5, octets: Array(interfaceName.utf8))
    }
}

extension PortID: CustomStringConvertible {
    /// The identifier for people: an address as such, else its text.
    public var description: String {
        LLDPIdentifier.text(octets, isMAC: subtype == 3, isNetworkAddress: subtype == 4)
    }
}
