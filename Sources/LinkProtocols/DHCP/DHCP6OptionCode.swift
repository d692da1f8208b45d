/// Codes of options of DHCPv6 (RFC 8415 21 unless another is named).
public enum DHCP6OptionCode {
    /// The client's DUID (21.2).
    public static let clientIdentifier: UInt16 = 1
    /// The server's DUID (21.3).
    public static let serverIdentifier: UInt16 = 2
    /// An association of addresses (21.4).
    public static let association: UInt16 = 3
    /// An address (21.6).
    public static let address: UInt16 = 5
    /// Options that the client would like (21.7).
    public static let optionRequest: UInt16 = 6
    /// How much the server wants to be chosen (21.8).
    public static let preference: UInt16 = 7
    /// Time since the client began, in 1/100 s (21.9).
    public static let elapsedTime: UInt16 = 8
    /// How it went (21.13).
    public static let status: UInt16 = 13
    /// The client's vendor class (21.16).
    public static let vendorClass: UInt16 = 16
    /// Options of a vendor (21.17).
    public static let vendorOptions: UInt16 = 17
    /// Name servers (RFC 3646 3).
    public static let nameServers: UInt16 = 23
    /// Domains to search (RFC 3646 4).
    public static let domainList: UInt16 = 24
    /// Time servers of SNTP (RFC 4075 4).
    public static let simpleTimeServers: UInt16 = 31
    /// When to ask again for options (21.23).
    public static let informationRefreshTime: UInt16 = 32
    /// The host's name (RFC 4704 4).
    public static let hostName: UInt16 = 39
    /// Time zone in POSIX form (RFC 4833 3).
    public static let timeZone: UInt16 = 41
    /// Time servers of NTP (RFC 5908 4).
    public static let timeServers: UInt16 = 56

    /// What a client asks for.
    public static let requested: [UInt16] = [
        vendorOptions, nameServers, domainList, simpleTimeServers, informationRefreshTime, timeZone, timeServers,
    ]
}
