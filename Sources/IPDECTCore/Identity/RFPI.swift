import NetworkValues

/// A radio fixed part identity: the 40 bits by which a radio makes itself known over the air (EN 300 175-6, clause 6;
/// manual 4.6.34).
///
/// A flag for secondary identities, the PARI, and the radio fixed part number (RPN): 3 bits in class A, 8 in the others.
public struct RFPI: Hashable, Comparable, Sendable {
    /// The 40 bits as a number, the first bit sent being the highest.
    public let rawValue: UInt64

    /// Makes an identity from its 40 bits; `nil` when higher bits are set or the class of the PARI is a reserved one.
    public init?(rawValue: UInt64) {
        guard rawValue >> 40 == 0, AccessRightsClass(rawValue: UInt8(rawValue >> 36 & 7)) != nil else { return nil }
        self.rawValue = rawValue
    }

    /// Makes the identity of radio `number` below `pari`; `nil` when the number has too many bits for the PARI's class.
    public init?(pari: PARI, number: UInt8, hasSecondaryIdentities: Bool = true) {
        let width = pari.accessRightsClass.radioNumberBitCount
        guard UInt64(number) >> width == 0 else { return nil }
        rawValue = (hasSecondaryIdentities ? 1 << 39 : 0) | pari.rawValue << width | UInt64(number)
    }

    /// Makes an identity from ten hexadecimal digits; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 10, text.utf8.first != UInt8(ascii: "+"), let value = UInt64(text, radix: 16) else {
            return nil
        }
        self.init(rawValue: value)
    }

    /// Whether the radio broadcasts secondary access rights identities (the E bit).
    public var hasSecondaryIdentities: Bool { rawValue >> 39 == 1 }

    /// The identity without that flag: what tells two radios apart.
    public var identity: UInt64 { rawValue & 0x7f_ffff_ffff }

    /// The PARI.
    public var pari: PARI {
        let accessRightsClass = AccessRightsClass(rawValue: UInt8(rawValue >> 36 & 7)) ?? .a
        return PARI(accessRightsClass, details: identity >> accessRightsClass.radioNumberBitCount)
    }

    /// The radio fixed part number (RPN).
    public var number: UInt8 {
        UInt8(truncatingIfNeeded: rawValue & (1 << pari.accessRightsClass.radioNumberBitCount - 1))
    }

    /// Orders by number.
    public static func < (left: RFPI, right: RFPI) -> Bool { left.rawValue < right.rawValue }
}

extension RFPI: CustomStringConvertible {
    /// The identity as ten lower-case hexadecimal digits.
    public var description: String { hexadecimal(rawValue, digits: 10) }
}
