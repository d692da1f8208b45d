/// A scoped PDU, read in place (RFC 3412 6.8). The ranges are positions in the message.
@frozen public struct ScopedPDU: Hashable, Sendable {
    /// contextEngineID.
    public let contextEngineID: Range<Int>
    /// contextName, at most 255 octets.
    public let contextName: Range<Int>
    /// The PDU with its tag.
    public let pdu: BERReader

    /// Reads a scoped PDU, all that is left in `reader`; up to `padding` octets behind it are taken for what a block cipher
    /// needed.
    public init(_ reader: BERReader, in bytes: Span<UInt8>, padding: Int = 0) throws(BERError) {
        var reader = reader
        var scoped = try reader.read(BERTag.sequence, in: bytes)
        guard reader.count <= padding else { throw BERError(.trailingOctets(reader.count), at: reader.position) }
        contextEngineID = try scoped.readOctets(in: bytes)
        contextName = try scoped.readOctets(in: bytes, count: 0...255)
        pdu = scoped
    }
}
