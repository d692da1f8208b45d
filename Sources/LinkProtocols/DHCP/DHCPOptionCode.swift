/// Codes of options of DHCPv4 (RFC 2132 unless another is named).
public enum DHCPOptionCode {
    /// Subnet mask (3.3).
    public static let subnetMask: UInt8 = 1
    /// Routers (3.5).
    public static let routers: UInt8 = 3
    /// Name servers (3.8).
    public static let nameServers: UInt8 = 6
    /// Host name (3.14).
    public static let hostName: UInt8 = 12
    /// Domain name (3.17).
    public static let domainName: UInt8 = 15
    /// Time servers of NTP (8.3).
    public static let timeServers: UInt8 = 42
    /// Vendor options, one in the other (8.4).
    public static let vendorOptions: UInt8 = 43
    /// The address that the client would like (9.1).
    public static let requestedAddress: UInt8 = 50
    /// Lease time in seconds (9.2).
    public static let leaseTime: UInt8 = 51
    /// Other fields hold options, too (9.3).
    public static let overload: UInt8 = 52
    /// Type of the message (9.6).
    public static let messageType: UInt8 = 53
    /// The server (9.7).
    public static let serverIdentifier: UInt8 = 54
    /// Options that the client would like (9.8).
    public static let parameterRequestList: UInt8 = 55
    /// Why, for people (9.9).
    public static let message: UInt8 = 56
    /// The longest message that the client takes (9.10).
    public static let maximumMessageSize: UInt8 = 57
    /// Seconds until the lease is renewed, T1 (9.11).
    public static let renewalTime: UInt8 = 58
    /// Seconds until the lease is renewed with any server, T2 (9.12).
    public static let rebindingTime: UInt8 = 59
    /// The client's vendor class (9.13).
    public static let vendorClass: UInt8 = 60
    /// The client's identifier (9.14).
    public static let clientIdentifier: UInt8 = 61
    /// Time zone as the manual numbers it (I.3).
    public static let timeZoneOld: UInt8 = 88
    /// Time zone in POSIX form (RFC 4833 2).
    public static let timeZone: UInt8 = 100

    /// What a client asks for. Vendor options and time zone are in it, because servers leave out what nobody asks for.
    public static let requested: [UInt8] = [
        subnetMask, routers, nameServers, hostName, domainName, timeServers, vendorOptions, leaseTime, renewalTime,
        rebindingTime, timeZoneOld, timeZone,
    ]
}
