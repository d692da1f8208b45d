/// A message of SNMPv1 or v2c read in place: nothing is allocated, everything points into the octets that it was read from.
public struct MessageView: Hashable, Sendable {
    /// The version, never v3.
    public let version: SNMPVersion
    /// The octets of the community.
    public let community: Range<Int>
    /// The octets of the PDU with its tag and length.
    public let pduRange: Range<Int>
    /// The type of the PDU.
    public let type: PDUType

    /// Reads a message up to its PDU, which reaches to the end.
    @inline(__always)
    public init(_ bytes: Span<UInt8>) throws(BERError) {
        var reader = BERReader(bytes)
        var message = try reader.read(.sequence, in: bytes)
        try reader.expectEnd()
        let start = message.position
        version = try SNMPVersion(&message, in: bytes)
        guard version != .v3 else { throw BERError(.unsupportedVersion(version.rawValue), at: start) }
        community = try message.readOctets(in: bytes)
        pduRange = message.range
        guard let tag = message.peek(in: bytes) else {
            throw BERError(.truncated(needed: 2, left: 0), at: message.position)
        }
        guard let type = PDUType(rawValue: tag.rawValue) else {
            throw BERError(.unknownPDUType(tag), at: message.position)
        }
        guard type.isPart(of: version) else { throw BERError(.wrongPDU(type, version: version), at: message.position) }
        self.type = type
    }

    /// Reads the PDU, which is not SNMPv1's trap.
    @inline(__always)
    public func pdu(in bytes: Span<UInt8>) throws(BERError) -> PDUView {
        var reader = BERReader(pduRange)
        let pdu = try PDUView(&reader, in: bytes)
        try reader.expectEnd()
        return pdu
    }
}
