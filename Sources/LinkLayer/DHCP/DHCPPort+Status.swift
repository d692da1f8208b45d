import LinkProtocols
import NetworkValues
public import Snapshot

extension DHCPPort {
    /// How it stands.
    public var status: DHCPStatus {
        var status = DHCPStatus(
            family: 4, interface: interface.name, mode: settings.mode == .inform ? .inform : .client)
        status.state = isRefused ? "refused" : pending != nil ? "probing" : client?.state.rawValue ?? "waiting"
        status.notes = notes.all
        status.problems = [problem].compactMap(\.self)
        status.counters = counters
        guard let lease = client?.lease else { return status }
        var shown = DHCPStatus.Lease(lease, wallOffset: wallOffset)
        shown.isProvisional = (configured ?? pending)?.isProvisional ?? false
        status.lease = shown
        status.source = shown.isProvisional ? "before the restart" : "server"
        status.client = "ipdect-agent"
        status.vendorOptions = VendorOptionWords.rows(lease.vendorOptions, policy)
        status.problems += lease.vendorOptions.problems.map(\.description)
        status.vlanOffer = vlanOffer.map {
            DHCPStatus.VLANOffer(
                vlan: $0.vlan, priority: $0.priority, expiresAt: $0.expiresAt?.adding(milliseconds: wallOffset))
        }
        return status
    }
}
