/// The data of an EAP-TLS packet, read in place (RFC 5216 3.1). The version in the low bits of the flags, which other
/// methods have there, is passed over.
public struct EAPTLSFragment: Hashable, Sendable {
    /// Length included (L).
    public static let lengthFlag: UInt8 = 0x80
    /// More fragments (M).
    public static let moreFlag: UInt8 = 0x40
    /// Start (S).
    public static let startFlag: UInt8 = 0x20

    /// Whether the conversation begins.
    public let isStart: Bool
    /// Whether more fragments of the message follow.
    public let hasMore: Bool
    /// The octets of the whole message; `nil` when they are not told.
    public let totalLength: Int?
    /// Where the records stand in the octets.
    public let records: Range<Int>

    /// Reads the data of a packet.
    public init(_ bytes: Span<UInt8>, in range: Range<Int>) throws(EAPError) {
        var cursor = OctetCursor(range, in: bytes)
        guard let flags = cursor.octet(in: bytes) else { throw .flagsMissing }
        isStart = flags & Self.startFlag != 0
        hasMore = flags & Self.moreFlag != 0
        if flags & Self.lengthFlag != 0 {
            guard let length = cursor.number32(in: bytes) else { throw .totalLengthMissing(found: cursor.left) }
            totalLength = Int(length)
        } else {
            totalLength = nil
        }
        records = cursor.rest
    }

    /// Whether it only acknowledges a fragment.
    public var isAcknowledgment: Bool { !isStart && !hasMore && totalLength == nil && records.isEmpty }
}
