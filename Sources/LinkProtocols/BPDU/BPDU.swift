/// A BPDU of a spanning tree, of the old, the rapid or the multiple kind (IEEE 802.1D-2004, 9.3; IEEE 802.1Q-2022, 14.4).
public enum BPDU: Hashable, Sendable {
    /// A configuration BPDU of the old protocol.
    case configuration(BPDUContent)
    /// The old protocol's notice that the topology changed.
    case topologyChange
    /// A BPDU of the rapid protocol.
    case rapid(BPDUContent)
    /// A BPDU of the multiple protocol.
    case multiple(BPDUContent, MSTConfiguration)

    /// What it says; `nil` for a notice.
    public var content: BPDUContent? {
        switch self {
        case .configuration(let content), .rapid(let content), .multiple(let content, _): content
        case .topologyChange: nil
        }
    }

    /// Whether it is of the rapid protocol or one that builds on it.
    public var isRapid: Bool {
        switch self {
        case .rapid, .multiple: true
        case .configuration, .topologyChange: false
        }
    }

    /// Reads a BPDU from the payload of a frame, behind its LLC header. Versions above those known are read as the highest
    /// known one (IEEE 802.1D-2004, 9.3.4).
    public init(_ bytes: Span<UInt8>, in payload: Range<Int>) throws(BPDUError) {
        var cursor = OctetCursor(payload, in: bytes)
        let found = cursor.left
        guard let identifier = cursor.number16(in: bytes), let version = cursor.octet(in: bytes),
            let type = cursor.octet(in: bytes)
        else { throw .truncated(needed: 4, found: found) }
        guard identifier == 0 else { throw .protocolIdentifier(identifier) }
        switch type {
        case 0x80: self = .topologyChange
        case 0x00:
            guard let content = BPDUContent(&cursor, bytes) else { throw .truncated(needed: 35, found: found) }
            guard content.messageAge < content.maximumAge else {
                throw .tooOld(messageAge: content.messageAge, maximumAge: content.maximumAge)
            }
            self = .configuration(content)
        case 0x02 where version >= 2:
            guard let content = BPDUContent(&cursor, bytes), let version1Length = cursor.octet(in: bytes) else {
                throw .truncated(needed: 36, found: found)
            }
            if version >= 3, version1Length == 0, let region = MSTConfiguration(&cursor, bytes) {
                self = .multiple(content, region)
            } else {
                self = .rapid(content)
            }
        default: throw .unknownType(version: version, type: type)
        }
    }

    /// Reads a BPDU from a whole frame.
    public init(frame bytes: Span<UInt8>) throws(BPDUError) {
        let frame: EthernetFrame
        do throws(FrameError) { frame = try EthernetFrame(bytes) } catch { throw .frame(error) }
        guard frame.kind == .spanningTree else { throw .notBPDU }
        try self.init(bytes, in: frame.payload)
    }
}

extension MSTConfiguration {
    /// Reads the part behind the version 1 length; `nil` when it is not whole, so that the BPDU counts as a rapid one.
    fileprivate init?(_ cursor: inout OctetCursor, _ bytes: Span<UInt8>) {
        guard let length = cursor.number16(in: bytes), length >= 64, Int(length) <= cursor.left,
            (length - 64) % 16 == 0, let selector = cursor.octet(in: bytes), selector == 0,
            let name = cursor.take(32), let revision = cursor.number16(in: bytes), let digest = cursor.take(16),
            let cost = cursor.number32(in: bytes), let high = cursor.number32(in: bytes),
            let low = cursor.number32(in: bytes), let hops = cursor.octet(in: bytes)
        else { return nil }
        self.init(
            name: LinkText.text(bytes, name), revision: revision, digest: bytes.octets(in: digest),
            internalRootPathCost: cost, bridge: BridgeID(rawValue: UInt64(high) << 32 | UInt64(low)),
            remainingHops: hops, instances: Int(length - 64) / 16)
    }
}
