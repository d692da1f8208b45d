/// Types of DHCPv6 messages between clients and servers (RFC 8415 7.3).
public enum DHCP6MessageType: UInt8, Hashable, Sendable, CaseIterable {
    /// A client looks for servers.
    case solicit = 1
    /// A server offers addresses.
    case advertise = 2
    /// A client asks for addresses.
    case request = 3
    /// A client asks whether its addresses fit the link.
    case confirm = 4
    /// A client asks its server to extend its addresses.
    case renew = 5
    /// A client asks any server to extend its addresses.
    case rebind = 6
    /// A server answers.
    case reply = 7
    /// A client gives addresses back.
    case release = 8
    /// A client refuses addresses that somebody else uses.
    case decline = 9
    /// A server asks a client to ask again.
    case reconfigure = 10
    /// A client that has addresses asks for the rest.
    case informationRequest = 11
}
