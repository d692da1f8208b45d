/// Octets of PDUs of AgentX, one behind the other, always with the highest octet of a number first (RFC 2741 5).
///
/// A PDU is begun with `begin` and ended with `end`, which fills in its length.
public struct AgentXWriter: Sendable {
    /// The octets.
    public private(set) var octets: [UInt8]
    private var start = 0

    /// Begins with nothing.
    public init() { octets = [] }

    /// The octets of the PDU's payload so far.
    public var payloadCount: Int { octets.count - start - AgentXHeader.octetCount }

    /// Gives the octets away and begins again with nothing.
    public mutating func take() -> [UInt8] {
        defer { self = AgentXWriter() }
        return octets
    }

    /// Begins a PDU. The header's flags get the byte order, and lose the context unless `context` has octets.
    public mutating func begin(_ header: AgentXHeader, context: [UInt8] = []) {
        start = octets.count
        var flags = header.flags.union(.networkByteOrder)
        if context.isEmpty { flags.remove(.nonDefaultContext) } else { flags.insert(.nonDefaultContext) }
        octets.append(1)
        octets.append(header.type.rawValue)
        octets.append(flags.rawValue)
        octets.append(0)
        put(word: header.sessionID)
        put(word: header.transactionID)
        put(word: header.packetID)
        put(word: 0)
        if !context.isEmpty { put(octets: context) }
    }

    /// Ends the PDU.
    public mutating func end() {
        let count = UInt32(truncatingIfNeeded: payloadCount)
        for place in 0..<4 { octets[start + 16 + place] = UInt8(truncatingIfNeeded: count >> UInt32(8 * (3 - place))) }
    }

    /// Takes back what was put since the PDU's payload had `count` octets.
    public mutating func shorten(to count: Int) {
        let surplus = payloadCount - count
        if surplus > 0 { octets.removeLast(surplus) }
    }

    /// Puts one octet.
    public mutating func put(_ octet: UInt8) { octets.append(octet) }

    /// Puts a number of 16 bits.
    public mutating func put(short value: UInt16) {
        octets.append(UInt8(truncatingIfNeeded: value >> 8))
        octets.append(UInt8(truncatingIfNeeded: value))
    }

    /// Puts a number of 32 bits.
    public mutating func put(word value: UInt32) {
        for shift: UInt32 in [24, 16, 8, 0] { octets.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// Puts a number of 64 bits.
    public mutating func put(long value: UInt64) {
        put(word: UInt32(truncatingIfNeeded: value >> 32))
        put(word: UInt32(truncatingIfNeeded: value))
    }

    /// Puts an Octet String with its padding (RFC 2741 5.3).
    public mutating func put(octets content: [UInt8]) {
        put(content: 0..<content.count, of: content.span)
    }

    /// Puts a part of `bytes` as an Octet String with its padding.
    public mutating func put(content: Range<Int>, of bytes: Span<UInt8>) {
        put(word: UInt32(truncatingIfNeeded: content.count))
        for place in content { octets.append(bytes[place]) }
        for _ in content.count..<((content.count + 3) & ~3) { octets.append(0) }
    }

    /// Puts an Object Identifier of at most 128 sub-identifiers (RFC 2741 5.1), the shorter way where there is one.
    public mutating func put(name arcs: Span<UInt32>, isIncluded: Bool = false) {
        var from = 0
        var prefix: UInt8 = 0
        if arcs.count >= 5, arcs[0] == 1, arcs[1] == 3, arcs[2] == 6, arcs[3] == 1, (1...255).contains(arcs[4]) {
            prefix = UInt8(truncatingIfNeeded: arcs[4])
            from = 5
        }
        octets.append(UInt8(truncatingIfNeeded: arcs.count - from))
        octets.append(prefix)
        octets.append(isIncluded ? 1 : 0)
        octets.append(0)
        for place in from..<arcs.count { put(word: arcs[place]) }
    }

    /// Puts an Object Identifier of at most 128 sub-identifiers.
    public mutating func put(name arcs: [UInt32], isIncluded: Bool = false) {
        put(name: arcs.span, isIncluded: isIncluded)
    }
}
