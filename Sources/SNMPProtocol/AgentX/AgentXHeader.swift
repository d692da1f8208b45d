/// The header of a PDU (RFC 2741 6.1): twenty octets.
public struct AgentXHeader: Hashable, Sendable {
    /// The octets of a header.
    public static let octetCount = 20
    /// The longest payload that is taken.
    public static let maximumPayload = 1 << 16

    /// What the PDU is for.
    public var type: AgentXPDUType
    /// The flags.
    public var flags: AgentXFlags
    /// The session, which the master numbers.
    public var sessionID: UInt32
    /// The request of a manager that the PDU belongs to.
    public var transactionID: UInt32
    /// The PDU; its answer has the same.
    public var packetID: UInt32
    /// The octets that follow.
    public private(set) var payloadCount = 0

    /// Makes a header.
    public init(
        _ type: AgentXPDUType, flags: AgentXFlags = [], sessionID: UInt32, transactionID: UInt32 = 0, packetID: UInt32
    ) {
        self.type = type
        self.flags = flags
        self.sessionID = sessionID
        self.transactionID = transactionID
        self.packetID = packetID
    }

    /// Reads the header at the beginning of `bytes`.
    public init(_ bytes: Span<UInt8>) throws(AgentXError) {
        guard bytes.count >= Self.octetCount else {
            throw AgentXError(.truncated(needed: Self.octetCount, left: bytes.count), at: 0)
        }
        guard bytes[0] == 1 else { throw AgentXError(.version(bytes[0]), at: 0) }
        guard let type = AgentXPDUType(rawValue: bytes[1]) else { throw AgentXError(.unknownType(bytes[1]), at: 1) }
        self.type = type
        flags = AgentXFlags(rawValue: bytes[2])
        var reader = AgentXReader(4..<Self.octetCount, isNetworkOrder: flags.contains(.networkByteOrder))
        sessionID = try reader.word(in: bytes)
        transactionID = try reader.word(in: bytes)
        packetID = try reader.word(in: bytes)
        let count = try reader.word(in: bytes)
        guard count <= UInt32(Self.maximumPayload) else {
            throw AgentXError(.payloadTooLong(count, limit: Self.maximumPayload), at: 16)
        }
        guard count % 4 == 0 else { throw AgentXError(.unaligned(count), at: 16) }
        payloadCount = Int(count)
    }

    /// The octets of the whole PDU.
    public var pduCount: Int { Self.octetCount + payloadCount }
}
