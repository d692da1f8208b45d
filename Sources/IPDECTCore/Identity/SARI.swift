/// A secondary access rights identity: what an IP-DECT system broadcasts as its own, whatever PARI a radio has (manual
/// 4.6.35; EN 300 175-6, clause 5). It has 31 bits, of class B, C or D.
public struct SARI: Hashable, Comparable, Sendable {
    /// The most that one system broadcasts, guest identities included.
    public static let limit = 10

    /// The 31 bits, the class first.
    public let rawValue: UInt32

    /// Makes an identity from its 31 bits; `nil` when a higher bit is set or the class is not B, C or D.
    public init?(rawValue: UInt32) {
        guard rawValue >> 31 == 0, (1...3).contains(rawValue >> 28) else { return nil }
        self.rawValue = rawValue
    }

    /// Makes an identity from its printed form: 11 octal digits, alone, with their check digit behind them, or as a whole
    /// PARK of length 31 (`31`, digits, check digit). Blanks are allowed anywhere. `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let digits = String(text.filter { $0 != " " })
        switch digits.utf8.count {
        case 11:
            self.init(octal: digits)
        case 12:
            guard printedCheckDigit(of: digits.dropLast()) == digits.last else { return nil }
            self.init(octal: digits.dropLast())
        default:
            guard let park = PARK(digits), park.length == 31, let last = UInt32(exactly: park.bits) else { return nil }
            self.init(rawValue: last)
        }
    }

    private init?(octal digits: some StringProtocol) {
        guard let value = octalValue(digits, bitCount: 31), let bits = UInt32(exactly: value) else { return nil }
        self.init(rawValue: bits)
    }

    /// The class: B, C or D.
    public var accessRightsClass: AccessRightsClass {
        AccessRightsClass(rawValue: UInt8(rawValue >> 28)) ?? .b
    }

    /// Orders by number.
    public static func < (left: SARI, right: SARI) -> Bool { left.rawValue < right.rawValue }
}

extension SARI: CustomStringConvertible {
    /// The identity as 11 octal digits.
    public var description: String { octal(UInt64(rawValue), bitCount: 31) }
}
