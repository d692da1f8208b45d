public import NetworkValues

/// What a DHCPv6 client is told before it begins.
public struct DHCP6ClientSettings: Hashable, Sendable {
    /// What it wants (manual 4.2.4).
    public enum Mode: String, Hashable, Sendable, CaseIterable {
        /// Only options: the addresses come from elsewhere.
        case inform
        /// Addresses and options.
        case client
    }

    /// What it wants.
    public var mode: Mode
    /// The interface's hardware address: the DUID is made of it.
    public var hardwareAddress: MACAddress
    /// The number of its association: any that stays the same, such as the ifIndex.
    public var association: UInt32 = 1
    /// The host's name that it tells; at most 63 characters (manual 4.2.5).
    public var hostName = ""
    /// The enterprise number of vendor class and vendor options.
    public var enterprise: UInt32 = 27_614
    /// The vendor class that it tells; empty for none.
    public var vendorClass = ""
    /// The server that it prefers; `nil` for any.
    public var selectedServer: DHCPSelectedServer?

    /// Makes settings.
    public init(mode: Mode, hardwareAddress: MACAddress) {
        self.mode = mode
        self.hardwareAddress = hardwareAddress
    }
}
