/// A bounded place in a message in the Basic Encoding Rules (X.690), where SNMP's subset of them is read (RFC 3417 8).
///
/// The octets stay where they are: each method is given them, and what it finds is told as positions from their beginning.
/// Reading allocates nothing. An enclosed element is another reader, so that nothing is ever read behind its end; how deep
/// elements may lie in each other is given by the calls and not by the octets.
///
/// Lengths must be in the definite form, of at most four octets; as RFC 3417 8 allows, they need not be the shortest.
@frozen public struct BERReader: Hashable, Sendable {
    /// Where the next octet stands.
    public var position: Int
    /// Behind the last octet.
    public let end: Int

    /// Begins at the first of all octets.
    @inlinable public init(_ bytes: Span<UInt8>) {
        position = 0
        end = bytes.count
    }

    /// Begins with a part of the octets, which must lie within them.
    @inlinable public init(_ range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    /// The octets left.
    @inlinable public var range: Range<Int> { position..<max(position, end) }
    /// The number of octets left.
    @inlinable public var count: Int { end - position }
    /// Whether nothing is left.
    @inlinable public var isAtEnd: Bool { position >= end }

    /// The tag of the next element; `nil` at the end.
    @inlinable @inline(__always) public func peek(in bytes: Span<UInt8>) -> UInt8? {
        position < end ? bytes[position] : nil
    }

    /// Reads a tag and a length, and makes sure that as many octets follow. Returns the tag and a reader of the content;
    /// the reader itself stands behind the element then.
    @inlinable @inline(__always) public mutating func readElement(in bytes: Span<UInt8>) throws(BERError) -> (
        tag: UInt8, content: BERReader
    ) {
        let start = position
        guard end - start >= 2 else { throw BERError(.truncated(needed: 2, left: max(end - start, 0)), at: start) }
        let tag = bytes[start]
        guard tag & 0x1f != 0x1f else { throw BERError(.longTag(tag), at: start) }
        var length = Int(bytes[start + 1])
        var contentStart = start + 2
        if length >= 0x80 { (length, contentStart) = try longLength(in: bytes) }
        guard length <= end - contentStart else {
            throw BERError(.overrun(length: length, left: end - contentStart), at: start + 1)
        }
        position = contentStart + length
        return (tag, BERReader(contentStart..<position))
    }

    /// The length in the long form that stands behind the tag at `position`, and where the content begins.
    @usableFromInline @inline(never) func longLength(in bytes: Span<UInt8>) throws(BERError) -> (
        length: Int, contentStart: Int
    ) {
        let start = position + 1
        let octets = Int(bytes[start] & 0x7f)
        guard octets > 0 else { throw BERError(.indefiniteLength, at: start) }
        guard octets <= 4 else { throw BERError(.lengthOfLength(octets), at: start) }
        guard octets <= end - start - 1 else {
            throw BERError(.truncated(needed: octets, left: end - start - 1), at: start + 1)
        }
        var length = 0
        for offset in 1...octets { length = length << 8 | Int(bytes[start + offset]) }
        return (length, start + 1 + octets)
    }

    /// Reads an element with this tag. Returns a reader of its content.
    @inlinable @inline(__always) public mutating func read(_ expected: UInt8, in bytes: Span<UInt8>) throws(BERError)
        -> BERReader
    {
        // What stands there instead is more to the point than how many octets it lacks.
        guard let found = peek(in: bytes) else { throw BERError(.truncated(needed: 2, left: 0), at: position) }
        guard found == expected else {
            throw BERError(.unexpectedTag(expected: expected, found: found), at: position)
        }
        return try readElement(in: bytes).content
    }

    /// Makes sure that nothing is left.
    @inlinable @inline(__always) public func expectEnd() throws(BERError) {
        guard position == end else { throw BERError(.trailingOctets(end - position), at: position) }
    }
}
