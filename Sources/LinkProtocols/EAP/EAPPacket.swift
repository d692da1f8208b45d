/// An EAP packet, read in place (RFC 3748 4). What stands behind its length is padding.
public struct EAPPacket: Hashable, Sendable {
    /// The codes (RFC 3748 4).
    public enum Code: UInt8, Hashable, Sendable, CaseIterable {
        /// From the authenticator.
        case request = 1
        /// From the peer.
        case response = 2
        /// The authenticator accepts the peer.
        case success = 3
        /// The authenticator refuses the peer.
        case failure = 4
    }

    /// The code.
    public let code: Code
    /// Tells which response belongs to which request.
    public let identifier: UInt8
    /// The type; `nil` for success and failure, which have none.
    public let type: EAPType?
    /// Where the type's data stands in the octets.
    public let data: Range<Int>

    /// Reads a packet.
    public init(_ bytes: Span<UInt8>, in range: Range<Int>) throws(EAPError) {
        var cursor = OctetCursor(range, in: bytes)
        let found = cursor.left
        guard let number = cursor.octet(in: bytes), let identifier = cursor.octet(in: bytes),
            let field = cursor.number16(in: bytes)
        else { throw .truncated(needed: 4, found: found) }
        guard let code = Code(rawValue: number) else { throw .unknownCode(number) }
        let length = Int(field)
        guard length <= found else { throw .lengthOverrun(length: length, left: found) }
        let needed = code == .request || code == .response ? 5 : 4
        guard length >= needed else { throw .lengthTooShort(needed: needed, length: length) }
        self.code = code
        self.identifier = identifier
        let content = cursor.position..<(cursor.position + length - 4)
        type = needed == 5 ? EAPType(rawValue: bytes[content.lowerBound]) : nil
        data = (content.lowerBound + needed - 4)..<content.upperBound
    }

    /// A response as it is sent. The data has at most 65,530 octets.
    public static func response(_ identifier: UInt8, _ type: EAPType, _ data: [UInt8] = []) -> [UInt8] {
        var octets = [Code.response.rawValue, identifier]
        octets.reserveCapacity(5 + data.count)
        octets.append(number16: UInt16(truncatingIfNeeded: 5 + data.count))
        octets.append(type.rawValue)
        return octets + data
    }
}
