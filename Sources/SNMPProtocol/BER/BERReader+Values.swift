/// Values of the simple types (RFC 2578 7.1).
extension BERReader {
    /// Reads an INTEGER of 32 bits, of one to four octets.
    @inlinable @inline(__always) public mutating func readInteger(in bytes: Span<UInt8>) throws(BERError) -> Int32 {
        try read(BERTag.integer, in: bytes).integerContent(in: bytes)
    }

    /// Reads an INTEGER of 32 bits within a range.
    @inlinable @inline(__always) public mutating func readInteger(
        in bytes: Span<UInt8>, within expected: ClosedRange<Int32>
    ) throws(BERError) -> Int32 {
        let start = position
        let value = try readInteger(in: bytes)
        guard expected.contains(value) else {
            throw BERError(
                .outOfRange(Int64(value), expected: Int64(expected.lowerBound)...Int64(expected.upperBound)), at: start)
        }
        return value
    }

    /// Reads an OCTET STRING whose number of octets lies within a range. Returns where its octets stand.
    @inlinable @inline(__always) public mutating func readOctets(
        in bytes: Span<UInt8>, count expected: ClosedRange<Int> = 0...Int.max
    ) throws(BERError) -> Range<Int> {
        let start = position
        let content = try read(BERTag.octetString, in: bytes)
        guard expected.contains(content.count) else {
            throw BERError(.wrongLength(content.count, expected: expected), at: start)
        }
        return content.range
    }

    /// Reads an OBJECT IDENTIFIER to `arcs`, which has room for 128 sub-identifiers. Returns their number, at least 2.
    @inlinable @inline(__always) public mutating func readName(
        in bytes: Span<UInt8>, to arcs: inout MutableSpan<UInt32>
    ) throws(BERError) -> Int {
        try read(BERTag.objectIdentifier, in: bytes).nameContent(in: bytes, to: &arcs)
    }

    /// The number that all that is left is the content of, as an integer of 32 bits with a sign.
    @inlinable @inline(__always) public func integerContent(in bytes: Span<UInt8>) throws(BERError) -> Int32 {
        guard position < end else { throw BERError(.emptyInteger, at: position) }
        guard count <= 4 else { throw BERError(.integerTooLong(octets: count, limit: 4), at: position) }
        var value = Int32(Int8(bitPattern: bytes[position]))
        var next = position + 1
        while next < end {
            value = value << 8 | Int32(bytes[next])
            next += 1
        }
        return value
    }

    /// The sub-identifiers that all that is left is the content of (X.690 8.19). Returns their number, at least 2; a name
    /// without content counts as 0.0, as Net-SNMP reads it.
    @inlinable @inline(__always) public func nameContent(in bytes: Span<UInt8>, to arcs: inout MutableSpan<UInt32>)
        throws(BERError) -> Int
    {
        guard position < end else {
            arcs[0] = 0
            arcs[1] = 0
            return 2
        }
        var reader = self
        // The first two share one number, which may take more than 32 bits when the first is 2.
        let both = try reader.subIdentifier(in: bytes, limit: UInt64(UInt32.max) + 80)
        let first = min(both / 40, 2)
        arcs[0] = UInt32(truncatingIfNeeded: first)
        arcs[1] = UInt32(truncatingIfNeeded: both - first * 40)
        var count = 2
        while reader.position < end {
            guard count < NameEncoding.maximumCount else { throw BERError(.nameTooLong, at: reader.position) }
            arcs[count] = UInt32(truncatingIfNeeded: try reader.subIdentifier(in: bytes, limit: UInt64(UInt32.max)))
            count += 1
        }
        return count
    }

    @inlinable @inline(__always) mutating func subIdentifier(in bytes: Span<UInt8>, limit: UInt64) throws(BERError)
        -> UInt64
    {
        let octet = bytes[position]
        if octet < 0x80 {
            position += 1
            return UInt64(octet)
        }
        return try longSubIdentifier(in: bytes, limit: limit)
    }

    @usableFromInline mutating func longSubIdentifier(in bytes: Span<UInt8>, limit: UInt64) throws(BERError) -> UInt64 {
        let start = position
        guard bytes[start] != 0x80 else { throw BERError(.paddedSubIdentifier, at: start) }
        var value: UInt64 = 0
        while position < end {
            let octet = bytes[position]
            position += 1
            value = value << 7 | UInt64(octet & 0x7f)
            guard value <= limit else { throw BERError(.subIdentifierTooLarge, at: start) }
            if octet < 0x80 { return value }
        }
        throw BERError(.truncated(needed: 1, left: 0), at: position)
    }
}
