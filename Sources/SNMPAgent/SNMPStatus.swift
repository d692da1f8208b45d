/// How the SNMP agent does.
public struct SNMPStatus: Sendable {
    /// Whether it is switched on.
    public var isEnabled: Bool
    /// The addresses and ports that it listens on, such as `127.0.0.1:161`.
    public var listening: [String]
    /// snmpEngineID.
    public var engineID: [UInt8]
    /// snmpEngineBoots.
    public var engineBoots: Int32
    /// The counters by their names.
    public var counters: [String: UInt64]
    /// The receivers of notifications, by number.
    public var targets: [NotificationTargetStatus]
    /// The session with another agent on this host.
    public var agentX = AgentXSessionStatus()
}
