/// A bounded place in a PDU of AgentX (RFC 2741 5). Numbers stand in the byte order that the header's flag says.
///
/// The octets stay where they are; each method is given them. Nothing is read behind `end`.
public struct AgentXReader: Hashable, Sendable {
    /// Where the next octet stands.
    public private(set) var position: Int
    /// Behind the last octet.
    public let end: Int
    /// Whether the highest octet of a number stands first.
    public let isNetworkOrder: Bool

    /// Begins with a part of the octets, which must lie within them.
    public init(_ range: Range<Int>, isNetworkOrder: Bool) {
        position = range.lowerBound
        end = range.upperBound
        self.isNetworkOrder = isNetworkOrder
    }

    /// The number of octets left.
    public var count: Int { end - position }
    /// Whether nothing is left.
    public var isAtEnd: Bool { position >= end }

    private func need(_ needed: Int) throws(AgentXError) {
        guard needed <= end - position else {
            throw AgentXError(.truncated(needed: needed, left: max(end - position, 0)), at: position)
        }
    }

    /// Reads one octet.
    public mutating func octet(in bytes: Span<UInt8>) throws(AgentXError) -> UInt8 {
        try need(1)
        defer { position += 1 }
        return bytes[position]
    }

    /// Passes over so many octets.
    public mutating func skip(_ octets: Int) throws(AgentXError) {
        try need(octets)
        position += octets
    }

    /// Reads a number of 16 bits.
    public mutating func short(in bytes: Span<UInt8>) throws(AgentXError) -> UInt16 {
        try need(2)
        let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
        position += 2
        return isNetworkOrder ? first << 8 | second : second << 8 | first
    }

    /// Reads a number of 32 bits.
    public mutating func word(in bytes: Span<UInt8>) throws(AgentXError) -> UInt32 {
        try need(4)
        var value: UInt32 = 0
        for place in 0..<4 { value = value << 8 | UInt32(bytes[position + place]) }
        position += 4
        return isNetworkOrder ? value : value.byteSwapped
    }

    /// Reads a number of 64 bits.
    public mutating func long(in bytes: Span<UInt8>) throws(AgentXError) -> UInt64 {
        try need(8)
        var value: UInt64 = 0
        for place in 0..<8 { value = value << 8 | UInt64(bytes[position + place]) }
        position += 8
        return isNetworkOrder ? value : value.byteSwapped
    }

    /// Reads an Octet String (RFC 2741 5.3) with its padding.
    public mutating func octets(in bytes: Span<UInt8>) throws(AgentXError) -> [UInt8] {
        let count = Int(try word(in: bytes))
        try need(count)
        let padded = (count + 3) & ~3
        try need(padded)
        var octets: [UInt8] = []
        octets.reserveCapacity(count)
        for place in position..<position + count { octets.append(bytes[place]) }
        position += padded
        return octets
    }

    /// Reads an Object Identifier (RFC 2741 5.1); the null one has no sub-identifiers. `isIncluded` is its flag "include".
    public mutating func name(in bytes: Span<UInt8>) throws(AgentXError) -> (arcs: [UInt32], isIncluded: Bool) {
        let start = position
        let own = Int(try octet(in: bytes))
        let prefix = try octet(in: bytes)
        let include = try octet(in: bytes)
        try skip(1)
        let count = own + (prefix == 0 ? 0 : 5)
        guard count <= NameEncoding.maximumCount else { throw AgentXError(.nameTooLong(count), at: start) }
        try need(4 * own)
        var arcs: [UInt32] = prefix == 0 ? [] : [1, 3, 6, 1, UInt32(prefix)]
        arcs.reserveCapacity(count)
        for _ in 0..<own { arcs.append(try word(in: bytes)) }
        return (arcs, include != 0)
    }

    /// Makes sure that nothing is left.
    public func expectEnd() throws(AgentXError) {
        guard position == end else { throw AgentXError(.trailingOctets(end - position), at: position) }
    }
}
