public import LinkProtocols

/// What a port of DHCPv4 wants done, in this order.
public enum DHCPOutput: Hashable, Sendable {
    /// Give the interface the lease's address and routes. It is asked for again with new times whenever the lease is
    /// renewed. Provisional: no server confirmed it.
    case configure(LeaseConfiguration, DHCPLease, isProvisional: Bool)
    /// Take away what was configured.
    case unconfigure(LeaseConfiguration)
    /// These options came for the address that is there.
    case options(DHCPLease)
    /// Go to this VLAN, 0 for none, and tell `vlanChanged` or `vlanFailed`. Nothing is sent before.
    case setVLAN(UInt16)
    /// Keep this text for the next start, as `DHCPLeaseFile` does; `nil` for none.
    case save(String?)
    /// Tell people.
    case note(String)
}

/// What a port of DHCPv6 wants done, in this order.
public enum DHCP6Output: Hashable, Sendable {
    /// Give the interface the lease's addresses.
    case configure(LeaseConfiguration, DHCP6Lease)
    /// Take away what was configured.
    case unconfigure(LeaseConfiguration)
    /// These options came for the addresses that are there.
    case options(DHCP6Lease)
    /// Tell people.
    case note(String)
}
