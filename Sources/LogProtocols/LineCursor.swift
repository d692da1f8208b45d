/// A place in a line. The line itself is given to every step, which is bounded by its end.
struct LineCursor {
    var position = 0

    func isAtEnd(in bytes: Span<UInt8>) -> Bool { position >= bytes.count }

    /// The octet here; 0 behind the end, where no header goes on.
    func octet(in bytes: Span<UInt8>) -> UInt8 { position < bytes.count ? bytes[position] : 0 }

    /// Steps over an octet if it is here.
    mutating func take(_ octet: UInt8, in bytes: Span<UInt8>) -> Bool {
        guard position < bytes.count, bytes[position] == octet else { return false }
        position += 1
        return true
    }

    /// Steps over a number of `digits` digits; `nil` when it is none, and then stays.
    mutating func number(_ digits: ClosedRange<Int>, in bytes: Span<UInt8>) -> Int? {
        var value = 0
        var end = position
        while end < bytes.count, end - position < digits.upperBound, (0x30...0x39).contains(bytes[end]) {
            value = value * 10 + Int(bytes[end] - 0x30)
            end += 1
        }
        guard end - position >= digits.lowerBound else { return nil }
        position = end
        return value
    }

    /// Steps over what is no blank, at most `limit` octets, and over the blank behind it; `nil` when there is no such word,
    /// and then stays. The last word of a line needs no blank.
    mutating func word(limit: Int, in bytes: Span<UInt8>) -> Range<Int>? {
        let start = position
        var end = position
        while end < bytes.count, bytes[end] != 0x20, end - start <= limit { end += 1 }
        guard end > start, end - start <= limit else { return nil }
        position = min(end + 1, bytes.count)
        return start..<end
    }
}
