/// A portable access rights key: what a handset looks for when it subscribes (EN 300 175-6, clause 6; manual 4.10.3).
///
/// A key is the front part of an access rights identity. A handset may use a system when the first `length` bits of one
/// of the identities broadcast are the key's.
public struct PARK: Hashable, Sendable {
    /// The number of bits that count (the PARK length indicator), 3 to 36.
    public let length: Int
    /// Those bits as a number, the class first.
    public let bits: UInt64

    /// Makes a key; `nil` when `length` is not 3 to 36, when `bits` has more bits, or when the class is a reserved one or
    /// shorter than `length`.
    public init?(bits: UInt64, length: Int) {
        guard (3...36).contains(length), bits >> length == 0,
            let accessRightsClass = AccessRightsClass(rawValue: UInt8(bits >> (length - 3))),
            length <= accessRightsClass.bitCount
        else { return nil }
        self.bits = bits
        self.length = length
    }

    /// The key of a system's own identity: all of its 31 bits.
    public init(_ sari: SARI) {
        bits = UInt64(sari.rawValue)
        length = 31
    }

    /// The key that matches all PARIs that begin as `pari` does; `nil` when `length` is not 3 up to the PARI's bits.
    public init?(prefixOf pari: PARI, length: Int) {
        guard (3...pari.accessRightsClass.bitCount).contains(length) else { return nil }
        self.init(bits: pari.rawValue >> (pari.accessRightsClass.bitCount - length), length: length)
    }

    /// Makes a key from its printed form: the length in two decimal digits, the bits in octal digits, and a check digit,
    /// which may be missing. Blanks are allowed anywhere. `nil` for anything else, or when the check digit is wrong.
    public init?(_ text: some StringProtocol) {
        let characters = String(text.filter { $0 != " " })
        guard let length = Int(characters.prefix(2)), characters.first != "+", (3...36).contains(length) else {
            return nil
        }
        let octalDigits = (length + 2) / 3
        let body = characters.prefix(2 + octalDigits)
        let rest = characters.dropFirst(2 + octalDigits)
        guard rest.isEmpty || rest.count == 1 && rest.first == printedCheckDigit(of: body),
            let bits = octalValue(body.dropFirst(2), bitCount: length)
        else { return nil }
        self.init(bits: bits, length: length)
    }

    /// Whether a handset with this key may use a system that broadcasts `sari`.
    public func matches(_ sari: SARI) -> Bool {
        length <= 31 && UInt64(sari.rawValue) >> (31 - length) == bits
    }

    /// Whether a handset with this key may use a radio of `pari`.
    public func matches(_ pari: PARI) -> Bool {
        let bitCount = pari.accessRightsClass.bitCount
        return length <= bitCount && pari.rawValue >> (bitCount - length) == bits
    }
}

extension PARK: CustomStringConvertible {
    /// The key as it is typed into a handset: length, octal digits, check digit.
    public var description: String {
        let body = (length < 10 ? "0" : "") + String(length) + octal(bits, bitCount: length)
        guard let check = printedCheckDigit(of: body) else { return body }
        return body + String(check)
    }
}
