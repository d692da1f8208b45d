public import NetworkValues

/// The header of an Ethernet frame without preamble and check sequence (IEEE 802.3-2022, 3.1), read in place: one 802.1Q
/// tag is stepped over, because some switches send LLDP tagged with the native VLAN or with a priority only.
public struct EthernetFrame: Hashable, Sendable {
    /// Octets of an untagged header.
    public static let headerLength = 14
    /// The least octets of a frame without its check sequence; shorter ones are padded before they are sent.
    public static let minimumLength = 60

    /// To whom.
    public let destination: MACAddress
    /// From whom.
    public let source: MACAddress
    /// The tag, if the frame has one.
    public let tag: VLANTag?
    /// What the payload is.
    public let kind: LinkProtocol
    /// Where the payload stands in the frame's octets. Behind an EtherType it includes the padding, behind a length it ends
    /// where the length says. A BPDU's payload begins behind its LLC header.
    public let payload: Range<Int>

    /// Reads the header. Throws when octets are missing, or when a second tag stands behind the first.
    public init(_ bytes: Span<UInt8>) throws(FrameError) {
        var cursor = OctetCursor(bytes)
        guard let destination = cursor.number48(in: bytes), let source = cursor.number48(in: bytes),
            var type = cursor.number16(in: bytes)
        else { throw .truncated(needed: Self.headerLength, found: bytes.count) }
        self.destination = MACAddress(rawValue: destination)
        self.source = MACAddress(rawValue: source)
        if type == Self.tagType {
            guard let control = cursor.number16(in: bytes), let inner = cursor.number16(in: bytes) else {
                throw .truncated(needed: Self.headerLength + 4, found: bytes.count)
            }
            guard inner != Self.tagType else { throw .secondTag }
            tag = VLANTag(controlInformation: control)
            type = inner
        } else {
            tag = nil
        }
        guard type <= Self.longestLength else {
            kind = LinkProtocol(etherType: type)
            payload = cursor.rest
            return
        }
        guard Int(type) <= cursor.left else { throw .lengthOverrun(length: Int(type), left: cursor.left) }
        let content = cursor.position..<(cursor.position + Int(type))
        if Self.isSpanningTree(bytes, content) {
            kind = .spanningTree
            payload = (content.lowerBound + 3)..<content.upperBound
        } else {
            kind = .other(type)
            payload = content
        }
    }

    /// The octets of a frame with an EtherType, padded to the least length.
    public static func encoded(
        to destination: MACAddress, from source: MACAddress, tag: VLANTag? = nil, kind: LinkProtocol,
        payload: [UInt8]
    ) -> [UInt8] {
        var octets = destination.octets + source.octets
        octets.reserveCapacity(max(minimumLength, headerLength + 4 + payload.count))
        if let tag {
            octets.append(number16: tagType)
            octets.append(number16: tag.controlInformation)
        }
        if let etherType = kind.etherType {
            octets.append(number16: etherType)
        } else {
            octets.append(number16: UInt16(truncatingIfNeeded: payload.count + 3))
            octets += [0x42, 0x42, 0x03]
        }
        octets += payload
        if octets.count < minimumLength {
            octets.append(contentsOf: repeatElement(0, count: minimumLength - octets.count))
        }
        return octets
    }

    private static let tagType: UInt16 = 0x8100
    /// The largest number that is a length and not an EtherType (IEEE 802.3-2022, 3.2.6).
    private static let longestLength: UInt16 = 1500

    private static func isSpanningTree(_ bytes: Span<UInt8>, _ content: Range<Int>) -> Bool {
        guard content.count >= 3 else { return false }
        let start = content.lowerBound
        return bytes[start] == 0x42 && bytes[start + 1] == 0x42 && bytes[start + 2] == 0x03
    }
}
