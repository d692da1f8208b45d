/// The class of an access rights identity, its first three bits (EN 300 175-6, clause 5).
public enum AccessRightsClass: UInt8, Hashable, Sendable, CaseIterable {
    /// Homes and small private systems: 16 bits of manufacturer code, 17 bits of number.
    case a = 0
    /// Private systems of many cells: 16 bits of installer code, 8 bits of number, 4 bits of subnumber.
    case b = 1
    /// Public systems: 16 bits of operator code, 8 bits of number, 4 bits of subnumber.
    case c = 2
    /// Public access to a GSM network: 20 bits of operator code, 8 bits of number.
    case d = 3
    /// Portable to portable: 16 bits of link number, 12 bits of number.
    case e = 4

    /// The length of an identity of this class in bits, the class itself included.
    public var bitCount: Int { self == .a ? 36 : 31 }

    /// The length in bits of the radio fixed part number behind it in an RFPI.
    public var radioNumberBitCount: Int { self == .a ? 3 : 8 }
}
