/// A primary access rights identity: the part of an RFPI that a group of radios has in common (EN 300 175-6, clause 5).
public struct PARI: Hashable, Comparable, Sendable {
    /// The identity's bits as a number: 36 of them in class A, 31 in the others; the class comes first.
    public let rawValue: UInt64
    /// The class.
    public let accessRightsClass: AccessRightsClass

    /// Makes an identity from what follows the class: 33 bits in class A, 28 in the others. Higher bits are dropped.
    public init(_ accessRightsClass: AccessRightsClass, details: UInt64) {
        let width = accessRightsClass.bitCount - 3
        self.accessRightsClass = accessRightsClass
        rawValue = UInt64(accessRightsClass.rawValue) << width | details & (1 << width - 1)
    }

    /// Makes an identity of class B from its installer code, number and subnumber; the subnumber has 4 bits, higher
    /// ones are dropped.
    public init(installerCode: UInt16, number: UInt8, subnumber: UInt8) {
        self.init(.b, details: UInt64(installerCode) << 12 | UInt64(number) << 4 | UInt64(subnumber & 15))
    }

    /// What follows the class.
    public var details: UInt64 { rawValue & (1 << (accessRightsClass.bitCount - 3) - 1) }

    /// Orders by class and bits.
    public static func < (left: PARI, right: PARI) -> Bool {
        (left.accessRightsClass.rawValue, left.rawValue) < (right.accessRightsClass.rawValue, right.rawValue)
    }
}

extension PARI: CustomStringConvertible {
    /// The identity in octal digits, 12 in class A and 11 in the others, with zero bits behind its end.
    public var description: String {
        octal(rawValue, bitCount: accessRightsClass.bitCount)
    }
}
