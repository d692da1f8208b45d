public import NetworkValues

/// What a DHCPv4 client is told before it begins.
public struct DHCPClientSettings: Hashable, Sendable {
    /// What it wants.
    public enum Mode: Hashable, Sendable {
        /// A lease.
        case client
        /// Only options, for an address that it has already.
        case inform(IPAddress)
    }

    /// What it wants.
    public var mode = Mode.client
    /// The interface's hardware address.
    public var hardwareAddress: MACAddress
    /// The host's name that it tells; at most 63 characters (manual 4.2.2).
    public var hostName = ""
    /// The vendor class that it tells, so that servers give the vendor's options (option 60); empty for none.
    public var vendorClass = ""
    /// The server that it prefers; `nil` for any.
    public var selectedServer: DHCPSelectedServer?
    /// Vendor options that it passes over.
    public var policy = DHCPPolicy()
    /// The VLAN that is configured; 0 for none.
    public var configuredVLAN: UInt16 = 0
    /// How many times it lets itself be sent to another VLAN before it stays where it is.
    public var vlanRestartLimit = 3
    /// A lease from before the restart, unless `/no-keep` forbids that.
    public var savedLease: DHCPLease?
    /// Whether leases are kept across a restart.
    public var keepsLease = true
    /// Whether servers must answer to everybody, because the interface takes nothing for an address it has not yet.
    public var wantsBroadcast = true
    /// How often an INFORM is repeated after it was answered, in seconds.
    public var informIntervalSeconds: Int64 = 3600

    /// Makes settings.
    public init(hardwareAddress: MACAddress) {
        self.hardwareAddress = hardwareAddress
    }
}
