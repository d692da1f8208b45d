/// `value`, of `bitCount` bits, in octal digits from its first bit on; the last digit is filled up with zero bits.
func octal(_ value: UInt64, bitCount: Int) -> String {
    let digits = (bitCount + 2) / 3
    let text = String(value << (digits * 3 - bitCount), radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}

/// The number that the octal digits `text` stand for, read as `octal(_:bitCount:)` writes them; `nil` when their count
/// is another one, when one is no octal digit, or when bits behind the last are set.
func octalValue(_ text: some StringProtocol, bitCount: Int) -> UInt64? {
    let digits = (bitCount + 2) / 3
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }),
        let value = UInt64(text, radix: 8)
    else { return nil }
    let padding = digits * 3 - bitCount
    guard value & (1 << padding - 1) == 0 else { return nil }
    return value >> padding
}

/// The check digit of printed identities (EN 300 175-6, annex on representation): each digit times its position from 1 at
/// the left, summed up, modulo 11; `*` stands for ten. `nil` when `digits` holds anything but decimal digits.
func printedCheckDigit(of digits: some StringProtocol) -> Character? {
    var sum = 0
    for (position, byte) in digits.utf8.enumerated() {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        sum = (sum + (position + 1) * Int(byte - UInt8(ascii: "0"))) % 11
    }
    return sum == 10 ? "*" : Character(Unicode.Scalar(UInt8(ascii: "0") + UInt8(sum)))
}
