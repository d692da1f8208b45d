/// An EAPOL packet, read in place (IEEE 802.1X-2004, 7.5). Any version is taken, as clause 7.5.5 asks; what stands behind
/// the body is padding.
public struct EAPOLPacket: Hashable, Sendable {
    /// The version that is sent: that of IEEE 802.1X-2001, which every authenticator takes.
    public static let version: UInt8 = 1
    /// Octets of the header.
    public static let headerLength = 4

    /// The sender's version.
    public let version: UInt8
    /// The type.
    public let type: EAPOLType
    /// Where the body stands in the octets.
    public let body: Range<Int>

    /// Reads a packet from the payload of a frame.
    public init(_ bytes: Span<UInt8>, in payload: Range<Int>) throws(EAPOLError) {
        var cursor = OctetCursor(payload, in: bytes)
        let found = cursor.left
        guard let version = cursor.octet(in: bytes), let number = cursor.octet(in: bytes),
            let length = cursor.number16(in: bytes)
        else { throw .truncated(needed: Self.headerLength, found: found) }
        guard let type = EAPOLType(rawValue: number) else { throw .unknownType(number) }
        guard let body = cursor.take(Int(length)) else {
            throw .lengthOverrun(length: Int(length), left: cursor.left)
        }
        self.version = version
        self.type = type
        self.body = body
    }

    /// A packet as it is sent. The body has at most 65,535 octets.
    public static func encoded(_ type: EAPOLType, body: [UInt8] = []) -> [UInt8] {
        var octets = [version, type.rawValue]
        octets.append(number16: UInt16(truncatingIfNeeded: body.count))
        return octets + body.prefix(Int(UInt16.max))
    }
}
