/// The trap of SNMPv1 (RFC 1157 4.1.6).
public struct TrapV1PDU: Hashable, Sendable {
    /// What kind of trap it is.
    public enum Generic: Int32, Hashable, Sendable, CaseIterable {
        /// The agent started anew, its configuration may have changed.
        case coldStart = 0
        /// The agent started anew, with the same configuration.
        case warmStart = 1
        /// A network interface went down.
        case linkDown = 2
        /// A network interface came up.
        case linkUp = 3
        /// Somebody sent a message with a wrong community.
        case authenticationFailure = 4
        /// An EGP neighbour was lost.
        case egpNeighborLoss = 5
        /// Another event: the enterprise and the specific number tell.
        case enterpriseSpecific = 6
    }

    /// Whose trap it is: the agent's sysObjectID, or what the definition of the trap names.
    public var enterprise: OID
    /// The agent's IPv4 address, its first octet in the highest eight bits.
    public var agentAddress: UInt32
    /// What kind of trap it is.
    public var generic: Generic
    /// The number of the trap, when it is specific to the enterprise.
    public var specific: Int32
    /// The agent's sysUpTime, in hundredths of a second.
    public var timeStamp: UInt32
    /// The variable bindings.
    public var varBinds: [VarBind]

    /// Makes a trap.
    public init(
        enterprise: OID, agentAddress: UInt32, generic: Generic, specific: Int32 = 0, timeStamp: UInt32,
        varBinds: [VarBind]
    ) {
        self.enterprise = enterprise
        self.agentAddress = agentAddress
        self.generic = generic
        self.specific = specific
        self.timeStamp = timeStamp
        self.varBinds = varBinds
    }

    /// Reads a trap.
    public init(_ reader: inout BERReader, in bytes: Span<UInt8>) throws(BERError) {
        var pdu = try reader.read(BERTag(.trapV1), in: bytes)
        enterprise = try OID(&pdu, in: bytes)
        let address = pdu.position
        guard case .ipAddress(let agentAddress) = try SNMPValue(&pdu, in: bytes) else {
            throw BERError(
                .unexpectedTag(expected: .ipAddress, found: BERTag(rawValue: bytes[address])), at: address)
        }
        self.agentAddress = agentAddress
        let kind = pdu.position
        let number = try pdu.readInteger(in: bytes)
        guard let generic = Generic(rawValue: number) else {
            throw BERError(.outOfRange(Int64(number), expected: 0...6), at: kind)
        }
        self.generic = generic
        specific = try pdu.readInteger(in: bytes)
        let ticks = try pdu.read(.timeTicks, in: bytes)
        timeStamp = UInt32(truncatingIfNeeded: try ticks.unsignedContent(in: bytes, octets: 4))
        varBinds = try [VarBind](try pdu.read(.sequence, in: bytes), in: bytes)
        try pdu.expectEnd()
    }
}

extension BERWriter {
    /// Puts a trap of SNMPv1 in front.
    public mutating func put(_ trap: TrapV1PDU, to bytes: inout MutableSpan<UInt8>) {
        let end = start
        put(trap.varBinds, to: &bytes)
        put(.timeTicks(trap.timeStamp), to: &bytes)
        put(integer: trap.specific, to: &bytes)
        put(integer: trap.generic.rawValue, to: &bytes)
        put(.ipAddress(trap.agentAddress), to: &bytes)
        put(name: trap.enterprise.arcs.span, to: &bytes)
        wrap(BERTag(.trapV1), to: end, in: &bytes)
    }
}
