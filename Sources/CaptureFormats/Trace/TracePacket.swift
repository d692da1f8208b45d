public import NetworkValues

/// Makes a packet of a line of a log, such that it lies beside real packets of one link type and that an unmodified
/// Wireshark shows it as syslog: a datagram from port 514 to port 514 (RFC 5426), or an exported message with tags.
///
/// The source's hardware address is the device's own one made locally administered, so that no filter by that address
/// takes the packet for traffic; the destination's is zero. A line that does not fit an IP packet is cut where a character
/// ends.
public struct TracePacket: Hashable, Sendable {
    /// What packets begin with.
    public let linkType: LinkType
    /// The most octets of a line.
    public let lineLimit: Int
    /// What stands before a line, with zeros where its length and checksums belong.
    private let head: [UInt8]
    /// The datagram's headers within `head`; `nil` for an exported message.
    private let headers: InternetHeaders?

    /// Makes a form for packets; `nil` for a link type whose packets cannot carry it: there remains a pcapng file with an
    /// interface of its own, of type `upperPDU`.
    ///
    /// When only one of the addresses is an IPv4 one, it is mapped into IPv6.
    public init?(
        linkType: LinkType, hardwareAddress: MACAddress, source: IPAddress, destination: IPAddress
    ) {
        self.linkType = linkType
        if linkType == .upperPDU {
            head = ExportedMessage.tags(source: source, destination: destination)
            headers = nil
            lineLimit = InternetHeaders.datagramLimit
            return
        }
        let headers = InternetHeaders(source: source, destination: destination)
        guard let link = Self.linkHeader(linkType, hardwareAddress, headers.etherType) else { return nil }
        self.headers = headers.moved(to: link.count)
        head = link + headers.octets
        lineLimit = headers.lineLimit
    }

    /// The octets of a packet with a line of `length` octets.
    public func packetLength(of length: Int) -> Int { head.count + min(length, lineLimit) }

    /// Appends the packet with this line. Returns whether the line was cut.
    @discardableResult
    public func append(_ line: Span<UInt8>, to octets: inout [UInt8]) -> Bool {
        let start = octets.count
        let length = line.lengthOfText(limit: lineLimit)
        octets.append(contentsOf: head)
        octets.append(line.extracting(first: length))
        headers?.complete(&octets, from: start, lineLength: length)
        return length < line.count
    }

    // MARK: Link layer

    private static func linkHeader(_ type: LinkType, _ address: MACAddress, _ etherType: UInt16) -> [UInt8]? {
        let local = MACAddress(rawValue: address.rawValue & ~(1 << 40) | 1 << 41).octets
        var octets: [UInt8] = []
        switch type {
        case .ethernet:
            octets += [UInt8](repeating: 0, count: 6) + local
            octets.append(big: etherType)
        case .linuxSLL:
            // Sent by us (4), hardware type Ethernet (1), an address of 6 octets in a field of 8.
            octets += [0, 4, 0, 1, 0, 6] + local + [0, 0]
            octets.append(big: etherType)
        case .linuxSLL2:
            // Protocol, reserved, no interface, then as above.
            octets.append(big: etherType)
            octets += [0, 0, 0, 0, 0, 0, 0, 1, 4, 6] + local + [0, 0]
        case .raw:
            break
        default:
            return nil
        }
        return octets
    }
}
