public import NetworkValues

/// An address under which a system is managed (IEEE 802.1AB-2016, 8.5.9).
public struct ManagementAddress: Hashable, Sendable {
    /// The family by IANA's numbers: 1 IPv4, 2 IPv6, 6 all MAC addresses.
    public let family: UInt8
    /// The address, 1 to 31 octets.
    public let octets: [UInt8]
    /// How the interface is numbered: 1 unknown, 2 ifIndex, 3 system port.
    public let interfaceSubtype: UInt8
    /// The interface's number.
    public let interfaceNumber: UInt32
    /// The content octets of an object identifier that tells more; mostly empty.
    public let objectIdentifier: [UInt8]

    /// Makes an address; what lies behind 31 octets of the address and 128 of the object identifier is cut off.
    public init(
        family: UInt8, octets: [UInt8], interfaceSubtype: UInt8, interfaceNumber: UInt32,
        objectIdentifier: [UInt8] = []
    ) {
        self.family = family
        self.octets = Array(octets.prefix(31))
        self.interfaceSubtype = interfaceSubtype
        self.interfaceNumber = interfaceNumber
        self.objectIdentifier = Array(objectIdentifier.prefix(128))
    }

    /// Makes an IP address on the interface with this ifIndex.
    public init(_ address: IPAddress, interfaceIndex: UInt32) {
        let octets = address.octets
        self.init(
            family: octets.count == 4 ? 1 : 2, octets: octets, interfaceSubtype: 2, interfaceNumber: interfaceIndex)
    }

    /// The IP address; `nil` for another family.
    public var address: IPAddress? {
        switch (family, octets.count) {
        case (1, 4), (2, 16): IPAddress(octets: octets)
        default: nil
        }
    }
}
