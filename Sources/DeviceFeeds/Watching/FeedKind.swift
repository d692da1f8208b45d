/// A way in which something is learnt of a device.
public enum FeedKind: String, Hashable, Sendable, CaseIterable, Codable {
    /// It is asked by SNMP.
    case snmp
    /// It is asked by HTTP.
    case http
    /// It sends notifications of SNMP.
    case traps
    /// Its lines arrive by the relay of logs.
    case logs
    /// It forwards its alarms over HTTP, as to a master.
    case forwarded

    /// Whether the agent asks, so that silence means something.
    public var isPolled: Bool { self == .snmp || self == .http }
}
