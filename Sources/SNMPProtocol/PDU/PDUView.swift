/// A PDU read in place: of any type but SNMPv1's trap. The variable bindings are checked as they are asked for.
public struct PDUView: Hashable, Sendable {
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
    public var nonRepeaters: Int32 { errorStatus }
    /// GETBULK: how often the other names are asked for.
    public var maxRepetitions: Int32 { errorIndex }

    /// Reads a PDU.
    @inline(__always)
    public init(_ reader: inout BERReader, in bytes: Span<UInt8>) throws(BERError) {
        let start = reader.position
        let (tag, content) = try reader.readElement(in: bytes)
        guard let type = PDUType(rawValue: tag.rawValue), type != .trapV1 else {
            throw BERError(.unknownPDUType(tag), at: start)
        }
        var pdu = content
        self.type = type
        requestID = try pdu.readInteger(in: bytes)
        errorStatus = try pdu.readInteger(in: bytes)
        errorIndex = try pdu.readInteger(in: bytes)
        varBinds = try pdu.read(.sequence, in: bytes)
        try pdu.expectEnd()
    }

    /// Reads the next of the variable bindings that `list` is the content of; `nil` at the end. The name goes to `name`,
    /// the value is returned as the element that it is.
    @inline(__always)
    public static func next(
        _ list: inout BERReader, in bytes: Span<UInt8>, name: inout NameBuffer
    ) throws(BERError) -> (tag: BERTag, content: BERReader)? {
        if list.isAtEnd { return nil }
        var binding = try list.read(.sequence, in: bytes)
        try name.read(&binding, in: bytes)
        let value = try binding.readElement(in: bytes)
        try binding.expectEnd()
        return value
    }
}
