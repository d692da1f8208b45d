/// A PDU read in place: of any type but SNMPv1's trap. The variable bindings are checked as they are asked for.
@frozen public struct PDUView: Hashable, Sendable {
    /// What it is for.
    public let type: PDUType
    /// Ties an answer to its request.
    public let requestID: Int32
    /// error-status as it came; non-repeaters in GETBULK.
    public let errorStatus: Int32
    /// error-index as it came; max-repetitions in GETBULK.
    public let errorIndex: Int32
    /// The content of the list of variable bindings.
    public let varBinds: BERReader

    /// GETBULK: how many of the names are asked for once.
    @inlinable public var nonRepeaters: Int32 { errorStatus }
    /// GETBULK: how often the other names are asked for.
    @inlinable public var maxRepetitions: Int32 { errorIndex }

    /// Reads a PDU, which is all that is left in `reader`.
    @inlinable @inline(__always) public init(_ reader: BERReader, in bytes: Span<UInt8>) throws(BERError) {
        var reader = reader
        let start = reader.position
        let (tag, content) = try reader.readElement(in: bytes)
        guard let type = PDUType(rawValue: tag), type != .trapV1 else {
            throw BERError(.unknownPDUType(tag), at: start)
        }
        try reader.expectEnd()
        var pdu = content
        self.type = type
        requestID = try pdu.readInteger(in: bytes)
        errorStatus = try pdu.readInteger(in: bytes)
        errorIndex = try pdu.readInteger(in: bytes)
        varBinds = try pdu.read(BERTag.sequence, in: bytes)
        try pdu.expectEnd()
    }

    /// Reads the next of the variable bindings that `list` is the content of: its name to `arcs`, which has room for 128
    /// sub-identifiers. Returns the content of the name and the number of its sub-identifiers. The value must be there; what
    /// it is matters to nobody who only answers.
    @inlinable @inline(__always) public static func readName(
        _ list: inout BERReader, in bytes: Span<UInt8>, to arcs: inout MutableSpan<UInt32>
    ) throws(BERError) -> (octets: BERReader, count: Int) {
        var binding = try list.read(BERTag.sequence, in: bytes)
        let octets = try binding.read(BERTag.objectIdentifier, in: bytes)
        let count = try octets.nameContent(in: bytes, to: &arcs)
        _ = try binding.readElement(in: bytes)
        try binding.expectEnd()
        return (octets, count)
    }
}
