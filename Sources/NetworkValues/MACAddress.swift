/// An EUI-48 hardware address (IEEE 802-2014, 8.2).
public struct MACAddress: Hashable, Comparable, Sendable {
    /// The six octets as one number, the first octet in bits 47 to 40.
    public let rawValue: UInt64

    /// Makes an address from its number; bits above 47 are dropped.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue & 0xffff_ffff_ffff
    }

    /// Makes an address from twelve hexadecimal digits, alone or in pairs parted by `:` or `-`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        var value: UInt64 = 0
        var digits = 0
        var separator: Character?
        var digitsSinceSeparator = 0
        for character in text {
            if let digit = character.hexDigitValue, character.isASCII, digits < 12 {
                value = value << 4 | UInt64(digit)
                digits += 1
                digitsSinceSeparator += 1
            } else if character == ":" || character == "-", digitsSinceSeparator == 2,
                separator == character || digits == 2
            {
                separator = character
                digitsSinceSeparator = 0
            } else {
                return nil
            }
        }
        guard digits == 12, digitsSinceSeparator == (separator == nil ? 12 : 2) else { return nil }
        rawValue = value
    }

    /// The six octets, in the order in which they are sent.
    public var octets: [UInt8] {
        (0..<6).map { UInt8(truncatingIfNeeded: rawValue >> (40 - 8 * $0)) }
    }

    /// Whether the left one comes first.
    public static func < (left: MACAddress, right: MACAddress) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension MACAddress: CustomStringConvertible {
    /// The address in lower-case pairs, such as `00:01:3e:12:34:56`.
    public var description: String {
        octets.map { hexadecimal(UInt64($0), digits: 2) }.joined(separator: ":")
    }
}

/// `value` in lower-case hexadecimal with zeros in front up to `digits` digits.
public func hexadecimal(_ value: UInt64, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
