public import DeviceProtocols
public import NetworkValues

/// A trap or an inform that came, in one shape for all versions.
public struct ReceivedNotification: Hashable, Sendable {
    /// Where it came from.
    public var source: IPAddress
    /// Which of the accepted credentials it bears; its version is theirs.
    public var credentials: SNMPCredentials
    /// How well it was protected.
    public var securityLevel: SNMPCredentials.SecurityLevel
    /// The sender's engine ID (version 3, traps only); empty otherwise.
    public var engineID: [UInt8] = []
    /// Whether it was an inform, which is answered when it is confirmed.
    public var isInform = false
    /// The name of the notification; that of a trap of version 1 is made by RFC 3584, 3.1.
    public var trapOID: [UInt32]
    /// The sender's sysUpTime, hundredths of a second.
    public var upTime: UInt32
    /// The enterprise of a trap of version 1, or snmpTrapEnterprise.0.
    public var enterprise: [UInt32]?
    /// The generic-trap number of a trap of version 1.
    public var generic: Int?
    /// The specific-trap number of a trap of version 1.
    public var specific: Int?
    /// The agent-addr of a trap of version 1, or snmpTrapAddress.0; `nil` when it is none.
    public var agentAddress: IPAddress?
    /// The variables, without sysUpTime.0 and snmpTrapOID.0.
    public var variables: [SNMPVariable]

    /// The request-id, by which an inform that is sent again is known.
    var requestID: Int32 = 0
    /// The number by which an inform is confirmed; 0 for a trap.
    var receipt: UInt64 = 0
}

extension ReceivedNotification {
    private static let snmpTraps: [UInt32] = [1, 3, 6, 1, 6, 3, 1, 1, 5]
    private static let sysUpTime: [UInt32] = [1, 3, 6, 1, 2, 1, 1, 3, 0]
    private static let snmpTrapOID: [UInt32] = [1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0]
    private static let snmpTrapEnterprise: [UInt32] = [1, 3, 6, 1, 6, 3, 1, 1, 4, 3, 0]
    private static let snmpTrapAddress: [UInt32] = [1, 3, 6, 1, 6, 3, 18, 1, 3, 0]

    /// A notification from what was read; `nil` when it has no name.
    init?(
        _ facts: SNMPMessage.Facts, _ variables: [SNMPVariable], from source: IPAddress, as credentials: SNMPCredentials
    ) {
        self.source = source
        self.credentials = credentials
        self.variables = variables
        securityLevel = credentials.version == .v3 ? facts.level : .noAuthNoPriv
        requestID = facts.requestID
        isInform = facts.kind == SNMPMessageKind.inform
        if facts.kind == SNMPMessageKind.trap1 {
            guard (0...6).contains(facts.generic) else { return nil }
            trapOID =
                facts.generic == 6
                ? facts.enterprise + [0, UInt32(bitPattern: facts.specific)]
                : Self.snmpTraps + [UInt32(facts.generic) + 1]
            upTime = facts.upTime
            enterprise = facts.enterprise
            generic = Int(facts.generic)
            specific = Int(facts.specific)
            agentAddress = facts.agentAddress == .v4(0) ? nil : facts.agentAddress
            return
        }
        if credentials.version == .v3, !isInform { engineID = facts.engineID }
        // RFC 3416, 4.2.6 puts them first; who puts them elsewhere is understood all the same.
        guard case .name(let name)? = variables.first(where: { $0.name == Self.snmpTrapOID })?.value, !name.isEmpty
        else { return nil }
        trapOID = name
        upTime = 0
        if case .ticks(let ticks)? = variables.first(where: { $0.name == Self.sysUpTime })?.value { upTime = ticks }
        if case .name(let name)? = variables.first(where: { $0.name == Self.snmpTrapEnterprise })?.value {
            enterprise = name
        }
        if case .address(let address)? = variables.first(where: { $0.name == Self.snmpTrapAddress })?.value {
            agentAddress = address
        }
        self.variables = variables.filter { $0.name != Self.sysUpTime && $0.name != Self.snmpTrapOID }
    }
}
