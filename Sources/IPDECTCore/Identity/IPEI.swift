/// An international portable equipment identity: what a handset is from its making on (EN 300 175-6, clause 10).
///
/// The manual calls it IPEI or IPDI.
public struct IPEI: Hashable, Comparable, Sendable {
    /// The code of the maker, 16 bits.
    public let manufacturer: UInt16
    /// The serial number, 20 bits.
    public let serial: UInt32

    /// Makes an identity; `nil` when the serial number has more than 20 bits.
    public init?(manufacturer: UInt16, serial: UInt32) {
        guard serial >> 20 == 0 else { return nil }
        self.manufacturer = manufacturer
        self.serial = serial
    }

    /// Makes an identity from its printed form: 5 and 7 decimal digits and a check digit, which may be missing. Blanks are
    /// allowed anywhere. `nil` for anything else, or when the check digit is wrong.
    public init?(_ text: some StringProtocol) {
        let characters = String(text.filter { $0 != " " })
        let body = characters.prefix(12)
        let rest = characters.dropFirst(12)
        guard body.utf8.count == 12, let check = printedCheckDigit(of: body),
            rest.isEmpty || rest.count == 1 && rest.first == check,
            let manufacturer = UInt16(body.prefix(5)), let serial = UInt32(body.dropFirst(5))
        else { return nil }
        self.init(manufacturer: manufacturer, serial: serial)
    }

    /// The 36 bits as a number, the maker's code first.
    public var rawValue: UInt64 { UInt64(manufacturer) << 20 | UInt64(serial) }

    /// The check digit, `0` to `9` or `*`.
    public var checkDigit: Character { printedCheckDigit(of: digits) ?? "*" }

    /// The 12 digits without the check digit, as lists of users hold them.
    public var digits: String { decimal(UInt32(manufacturer), digits: 5) + decimal(serial, digits: 7) }

    /// Orders by number.
    public static func < (left: IPEI, right: IPEI) -> Bool { left.rawValue < right.rawValue }

    private func decimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

/// The manual's other name for an IPEI.
public typealias IPDI = IPEI

extension IPEI: CustomStringConvertible {
    /// The identity with its check digit, 13 characters.
    public var description: String { digits + String(checkDigit) }
}
