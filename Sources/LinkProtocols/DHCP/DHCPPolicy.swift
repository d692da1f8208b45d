/// Which vendor options are passed over although a server gives them (manual I.4).
public struct DHCPPolicy: Hashable, Sendable {
    /// `UP1 /no-dhcp`: update URL and poll interval.
    public var ignoresUpdates: Bool
    /// `DHCPn /no-vlan`: VLAN and its priority.
    public var ignoresVLAN: Bool
    /// `DHCPn /no-vendor`: all of them.
    public var ignoresVendorOptions: Bool

    /// Makes a policy.
    public init(ignoresUpdates: Bool = false, ignoresVLAN: Bool = false, ignoresVendorOptions: Bool = false) {
        self.ignoresUpdates = ignoresUpdates
        self.ignoresVLAN = ignoresVLAN
        self.ignoresVendorOptions = ignoresVendorOptions
    }

    /// The vendor options that count. What a server calls itself always does: it is not a setting.
    public func applied(to options: DHCPVendorOptions) -> DHCPVendorOptions {
        var result = options
        if ignoresVendorOptions {
            result = DHCPVendorOptions()
            result.serverIdentifier = options.serverIdentifier
        }
        if ignoresVLAN {
            result.vlan = nil
            result.vlanPriority = nil
        }
        if ignoresUpdates {
            result.updateURL = nil
            result.updatePollMinutes = nil
        }
        return result
    }
}
