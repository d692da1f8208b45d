/// States of a DHCPv4 client (RFC 2131, figure 5).
public enum DHCPClientState: String, Hashable, Sendable, CaseIterable {
    /// It does nothing, or waits for the link.
    case stopped
    /// INIT: it begins soon.
    case initializing
    /// SELECTING: it waits for offers.
    case selecting
    /// REQUESTING: it asked for an offered lease.
    case requesting
    /// INIT-REBOOT and REBOOTING: it asked for the lease from before the restart.
    case rebooting
    /// BOUND: it has a lease.
    case bound
    /// RENEWING: it asked its server to renew the lease.
    case renewing
    /// REBINDING: it asked any server to renew the lease.
    case rebinding
    /// It asked for options.
    case informing
    /// It has options.
    case informed
}
