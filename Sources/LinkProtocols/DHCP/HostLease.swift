public import NetworkValues

/// A lease that the host's own DHCP client got, as its files tell it. What they do not tell is `nil` or empty.
public struct HostLease: Hashable, Sendable {
    /// The most octets of a file that are read.
    public static let sizeLimit = 1 << 20
    /// The most leases of a file that are kept: the last ones.
    public static let leaseLimit = 64

    /// The interface's name.
    public var interfaceName: String?
    /// The address.
    public var address: IPAddress
    /// The length of the prefix.
    public var prefixLength: Int?
    /// The server.
    public var server: IPAddress?
    /// Routers, the preferred one first.
    public var routers: [IPAddress] = []
    /// Name servers, the preferred one first.
    public var nameServers: [IPAddress] = []
    /// Time servers, the preferred one first.
    public var timeServers: [IPAddress] = []
    /// The host's name.
    public var hostName: String?
    /// The domain's name.
    public var domainName: String?
    /// Time zone.
    public var timeZone: String?
    /// How long the address may be used, in seconds.
    public var leaseSeconds: UInt32?
    /// When the address may no longer be used; `nil` when it is not told or never.
    public var expiresAt: Timestamp?
    /// The value of option 43.
    public var vendorOctets: [UInt8]?

    /// Makes a lease of an address and nothing more.
    public init(address: IPAddress) {
        self.address = address
    }

    /// The vendor options, those that are to be passed over included.
    public var vendorOptions: DHCPVendorOptions { DHCPVendorOptions(vendorOctets ?? []) }

    /// What it says about the VLAN, under a policy; `nil` when it says nothing.
    public func vlanOffer(_ policy: DHCPPolicy) -> VLANOffers.Setting? {
        let vendor = policy.applied(to: vendorOptions)
        return vendor.vlan.map {
            VLANOffers.Setting(vlan: $0, priority: vendor.vlanPriority ?? 0, expiresAt: expiresAt)
        }
    }

    /// IP addresses in a text, parted by blanks or commas; at most 16, others are passed over.
    static func addresses(_ text: some StringProtocol) -> [IPAddress] {
        Array(text.split { $0 == " " || $0 == "," }.compactMap { IPAddress($0) }.prefix(16))
    }

    /// The length of the prefix of a mask; `nil` for what is none.
    static func prefixLength(ofMask text: some StringProtocol) -> Int? {
        guard case .v4(let mask)? = IPAddress(text) else { return nil }
        return (~mask).leadingZeroBitCount
    }
}
