/// Types of DHCPv4 messages (RFC 2132 9.6).
public enum DHCPMessageType: UInt8, Hashable, Sendable, CaseIterable {
    /// A client looks for servers.
    case discover = 1
    /// A server offers a lease.
    case offer = 2
    /// A client asks for a lease.
    case request = 3
    /// A client refuses an address that somebody else uses.
    case decline = 4
    /// A server grants a lease, or gives what was asked for.
    case ack = 5
    /// A server refuses a lease.
    case nak = 6
    /// A client gives a lease back.
    case release = 7
    /// A client that has an address asks for the rest.
    case inform = 8
}
