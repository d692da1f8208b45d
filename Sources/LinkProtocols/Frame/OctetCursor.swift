/// A bounded place in octets. The octets themselves are given to every step, so that nothing is copied; a step that would
/// pass the end returns `nil` and stays.
struct OctetCursor: Hashable, Sendable {
    private(set) var position: Int
    let end: Int

    /// Begins with a part of the octets; what lies behind their end is cut off.
    init(_ range: Range<Int>, in bytes: Span<UInt8>) {
        end = min(range.upperBound, bytes.count)
        position = min(range.lowerBound, end)
    }

    init(_ bytes: Span<UInt8>) {
        position = 0
        end = bytes.count
    }

    /// Octets left.
    var left: Int { end - position }
    /// Where the octets left stand.
    var rest: Range<Int> { position..<end }

    mutating func octet(in bytes: Span<UInt8>) -> UInt8? {
        guard position < end else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func number16(in bytes: Span<UInt8>) -> UInt16? {
        guard left >= 2 else { return nil }
        defer { position += 2 }
        return UInt16(bytes[position]) << 8 | UInt16(bytes[position + 1])
    }

    mutating func number32(in bytes: Span<UInt8>) -> UInt32? {
        guard left >= 4 else { return nil }
        var value: UInt32 = 0
        for offset in 0..<4 { value = value << 8 | UInt32(bytes[position + offset]) }
        position += 4
        return value
    }

    /// The next six octets as one number.
    mutating func number48(in bytes: Span<UInt8>) -> UInt64? {
        guard left >= 6 else { return nil }
        var value: UInt64 = 0
        for offset in 0..<6 { value = value << 8 | UInt64(bytes[position + offset]) }
        position += 6
        return value
    }

    /// Steps over `count` octets and says where they stand.
    mutating func take(_ count: Int) -> Range<Int>? {
        guard count >= 0, count <= left else { return nil }
        defer { position += count }
        return position..<(position + count)
    }
}

extension Span where Element == UInt8 {
    /// A copy of the octets of a part; what lies behind the end is left out.
    func octets(in range: Range<Int>) -> [UInt8] {
        let end = Swift.min(range.upperBound, count)
        var copy: [UInt8] = []
        copy.reserveCapacity(Swift.max(0, end - range.lowerBound))
        var position = range.lowerBound
        while position < end {
            copy.append(self[position])
            position += 1
        }
        return copy
    }
}

extension [UInt8] {
    mutating func append(number16 value: UInt16) {
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value))
    }

    mutating func append(number32 value: UInt32) {
        append(number16: UInt16(truncatingIfNeeded: value >> 16))
        append(number16: UInt16(truncatingIfNeeded: value))
    }

    /// The octets as one number, the first one highest; at most the last eight count.
    var number: UInt64 { reduce(0) { $0 << 8 | UInt64($1) } }
}
