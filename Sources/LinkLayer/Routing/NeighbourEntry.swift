import CLinux
public import NetworkValues

/// What the kernel knows of a neighbour's MAC (RFC 4861, 7.3.2, which Linux follows for ARP as well).
public struct NeighbourEntry: Hashable, Sendable {
    /// What tells it from others.
    public struct Key: Hashable, Sendable {
        /// The link.
        public let index: UInt32
        /// The neighbour's address, without a zone.
        public let address: IPAddress

        /// Makes a key.
        public init(index: UInt32, address: IPAddress) {
            self.index = index
            self.address = address
        }
    }

    /// What tells it from others.
    public let key: Key
    /// The neighbour's hardware address; `nil` while it is not known.
    public var mac: MACAddress?
    /// `NUD_…`, bits.
    public var state: UInt16

    /// Makes an entry.
    public init(key: Key, mac: MACAddress?, state: UInt16) {
        self.key = key
        self.mac = mac
        self.state = state
    }

    /// Whether it answered a moment ago (NUD_REACHABLE).
    public var isReachable: Bool { state & 0x02 != 0 }
    /// Whether it did not answer (NUD_FAILED).
    public var hasFailed: Bool { state & 0x20 != 0 }
    /// Whether its hardware address counts: an answer, a permanent entry, or one that is being looked at again.
    public var isValid: Bool { mac != nil && state & (0x02 | 0x04 | 0x08 | 0x10 | 0x80) != 0 }
}

extension NeighbourEntry {
    /// Reads RTM_NEWNEIGH or RTM_DELNEIGH; `nil` for other families than IPv4 and IPv6, such as those of bridges.
    static func read(_ message: RouteMessage, _ bytes: Span<UInt8>) throws(RouteError) -> NeighbourEntry? {
        let start = message.content.lowerBound
        guard message.content.count >= 12, let index = bytes.hostNumber32(at: start + 4),
            let state = bytes.hostNumber16(at: start + 8)
        else { throw .truncated(part: "a neighbour", needed: 12, found: message.content.count) }
        guard let size = RouteRecord.addressSize(family: bytes[start]) else { return nil }
        var address: IPAddress?
        var mac: MACAddress?
        var attributes = RouteAttributes((start + 12)..<message.content.upperBound, in: bytes, part: "a neighbour")
        while let attribute = try attributes.next(bytes) {
            switch attribute.type {
            case IPD_NDA_DST: address = try bytes.address(attribute, size: size, "an address of a neighbour")
            case IPD_NDA_LLADDR: mac = MACAddress(bytes, attribute.value)
            default: break
            }
        }
        return address.map { NeighbourEntry(key: Key(index: index, address: $0), mac: mac, state: state) }
    }
}
