public import NetworkValues

/// What a neighbour calls itself (IEEE 802.1AB-2016, 8.5.2).
public struct ChassisID: Hashable, Sendable {
    /// 1 chassis component, 2 interface alias, 3 port component, 4 MAC address, 5 network address, 6 interface name,
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
        self.init(subtype: 4, octets: address.octets)
    }
}

extension ChassisID: CustomStringConvertible {
    /// The identifier for people: an address as such, else its text.
    public var description: String {
        LLDPIdentifier.text(octets, isMAC: subtype == 4, isNetworkAddress: subtype == 5)
    }
}
