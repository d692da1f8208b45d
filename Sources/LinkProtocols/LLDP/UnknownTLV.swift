/// A TLV that is not read here, as it came (IEEE 802.1AB-2016, 9.2.7.7.5).
public struct UnknownTLV: Hashable, Sendable {
    /// The type, 9 to 127.
    public let type: UInt8
    /// The information. That of type 127 begins with three octets of the organization and one of the subtype.
    public let octets: [UInt8]

    /// Makes a TLV.
    public init(type: UInt8, octets: [UInt8]) {
        self.type = type
        self.octets = octets
    }

    /// The organization's unique identifier of a TLV of type 127; `nil` for another.
    public var organization: UInt32? {
        guard type == TLVType.organizational, octets.count >= 4 else { return nil }
        return UInt32(truncatingIfNeeded: Array(octets.prefix(3)).number)
    }

    /// The organization's subtype of a TLV of type 127; `nil` for another.
    public var subtype: UInt8? {
        organization == nil ? nil : octets[3]
    }
}
