/// Who says which VLAN is used, the first one first (manual 4.2.9).
public enum VLANSource: String, Hashable, Sendable, CaseIterable {
    /// The network policy of a switch.
    case lldp
    /// The vendor options of a DHCP lease.
    case dhcp
    /// The device's own settings.
    case configured
    /// Nobody.
    case none
}
