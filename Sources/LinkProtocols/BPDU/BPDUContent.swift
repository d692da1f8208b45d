/// What a BPDU says: flags, the way to the root, and times in 1/256 s (IEEE 802.1D-2004, 9.3.1 and 9.3.3).
public struct BPDUContent: Hashable, Sendable {
    /// The flags.
    public let flags: BPDUFlags
    /// The way to the root.
    public let vector: PriorityVector
    /// How long ago the root said this, in 1/256 s.
    public let messageAge: UInt16
    /// How old it may become, in 1/256 s.
    public let maximumAge: UInt16
    /// How often the root says it, in 1/256 s.
    public let helloTime: UInt16
    /// How long ports listen and learn, in 1/256 s.
    public let forwardDelay: UInt16

    /// Makes content.
    public init(
        flags: BPDUFlags, vector: PriorityVector, messageAge: UInt16, maximumAge: UInt16, helloTime: UInt16,
        forwardDelay: UInt16
    ) {
        self.flags = flags
        self.vector = vector
        self.messageAge = messageAge
        self.maximumAge = maximumAge
        self.helloTime = helloTime
        self.forwardDelay = forwardDelay
    }

    init?(_ cursor: inout OctetCursor, _ bytes: Span<UInt8>) {
        guard let flags = cursor.octet(in: bytes), let root = Self.number64(&cursor, bytes),
            let cost = cursor.number32(in: bytes), let bridge = Self.number64(&cursor, bytes),
            let port = cursor.number16(in: bytes), let messageAge = cursor.number16(in: bytes),
            let maximumAge = cursor.number16(in: bytes), let helloTime = cursor.number16(in: bytes),
            let forwardDelay = cursor.number16(in: bytes)
        else { return nil }
        self.init(
            flags: BPDUFlags(rawValue: flags),
            vector: PriorityVector(
                root: BridgeID(rawValue: root), rootPathCost: cost, bridge: BridgeID(rawValue: bridge), port: port),
            messageAge: messageAge, maximumAge: maximumAge, helloTime: helloTime, forwardDelay: forwardDelay)
    }

    private static func number64(_ cursor: inout OctetCursor, _ bytes: Span<UInt8>) -> UInt64? {
        guard cursor.left >= 8, let high = cursor.number32(in: bytes), let low = cursor.number32(in: bytes) else {
            return nil
        }
        return UInt64(high) << 32 | UInt64(low)
    }
}
