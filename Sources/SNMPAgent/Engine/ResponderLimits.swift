/// Bounds on what one request may ask of the engine.
public struct ResponderLimits: Hashable, Sendable {
    /// The longest message taken, in octets; it is what snmpEngineMaxMessageSize says. At least 484 (RFC 3411 5).
    public var maximumRequest = 4096
    /// The longest message sent to an IPv4 manager, in octets: an Ethernet frame without fragments by default.
    public var maximumReplyV4 = 1472
    /// The longest message sent to an IPv6 manager, in octets.
    public var maximumReplyV6 = 1452
    /// The most repetitions of one GETBULK.
    public var maximumRepetitions = 1000
    /// Requests a second that each source may send; 0 for no limit.
    public var requestsPerSource: UInt64 = 20_000
    /// Requests a second that all sources together may send to one socket; 0 for no limit.
    public var requestsInAll: UInt64 = 0

    /// The standard bounds.
    public init() {}

    /// The longest message sent over either protocol.
    var maximumReply: Int { max(maximumReplyV4, maximumReplyV6) }
}
