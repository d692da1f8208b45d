/// Room for the name of one object, in place: reading many names one after another allocates nothing.
public struct NameBuffer: ~Copyable {
    private var storage = InlineArray<128, UInt32>(repeating: 0)
    /// The number of sub-identifiers.
    public private(set) var count = 0

    /// Makes an empty room.
    public init() {}

    /// The sub-identifier at a place, counted from 0.
    public subscript(position: Int) -> UInt32 {
        precondition(position < count, "a name of \(count) sub-identifiers has none at \(position)")
        return storage[position]
    }

    /// Reads an OBJECT IDENTIFIER.
    public mutating func read(_ reader: inout BERReader, in bytes: Span<UInt8>) throws(BERError) {
        try read(content: try reader.read(.objectIdentifier, in: bytes), in: bytes)
    }

    /// Reads the name that `content` is the content of.
    public mutating func read(content: BERReader, in bytes: Span<UInt8>) throws(BERError) {
        count = 0
        var arcs = storage.mutableSpan
        count = try content.nameContent(in: bytes, to: &arcs)
    }

    /// The name as a value of its own.
    public var oid: OID {
        var arcs: [UInt32] = []
        arcs.reserveCapacity(count)
        for position in 0..<count { arcs.append(storage[position]) }
        return OID(unchecked: arcs)
    }
}
