/// The payload of OPEN_REPLY: eight octets.
public struct RPCAPOpenReply: Hashable, Sendable {
    /// What the interface's packets begin with. On the wire stands the number that libpcap has for it (DLT_).
    public var linkType: LinkType
    /// Seconds of the server's time zone; always 0.
    public var zoneOffsetSeconds: Int32

    /// Makes a reply.
    public init(linkType: LinkType, zoneOffsetSeconds: Int32 = 0) {
        self.linkType = linkType
        self.zoneOffsetSeconds = zoneOffsetSeconds
    }

    /// Reads the payload.
    init(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) {
        linkType = LinkType(dlt: try reader.uint32(in: bytes))
        zoneOffsetSeconds = Int32(bitPattern: try reader.uint32(in: bytes))
    }

    /// Appends the payload.
    func append(to octets: inout [UInt8]) {
        octets.append(big: linkType.dlt)
        octets.append(big: zoneOffsetSeconds)
    }
}
