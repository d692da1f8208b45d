public import NetworkValues

/// What a client has to say to people.
public enum DHCPNote: Hashable, Sendable, CustomStringConvertible {
    /// A lease names another VLAN: it goes there and begins anew (manual I.6).
    case vlanChange(from: UInt16, to: UInt16)
    /// It was sent from VLAN to VLAN too often: it stays where it is, and takes the lease (manual I.6).
    case vlanLoop(staying: UInt16, refused: UInt16)
    /// A lease names a VLAN that no frame can be in.
    case reservedVLAN(UInt16)
    /// A server refused; the text is its own.
    case refused(server: IPAddress?, String)
    /// The lease is over and nobody renewed it.
    case expired(IPAddress)
    /// Nobody answered for 30 s: it uses the lease from before the restart (manual I.6).
    case usingSavedLease(IPAddress)
    /// Another server's lease is taken, because the selected one did not answer in time (manual 4.2.2).
    case selectedServerSilent
    /// Somebody else uses the address.
    case conflict(IPAddress)

    /// The note.
    public var description: String {
        switch self {
        case .vlanChange(let from, let to): "the lease names VLAN \(to) instead of \(from); starting again there"
        case .vlanLoop(let staying, let refused):
            "the scopes of the VLANs name each other: staying in VLAN \(staying), not going to \(refused); "
                + "configure the same VLAN ID in both scopes"
        case .reservedVLAN(let vlan): "expected a VLAN 0 to 4094 in the lease, found \(vlan); ignored"
        case .refused(let server, let text):
            "refused by \(server.map(\.description) ?? "a server")" + (text.isEmpty ? "" : ": \(text)")
        case .expired(let address): "the lease of \(address) is over"
        case .usingSavedLease(let address): "no server answers; using the saved lease of \(address)"
        case .selectedServerSilent: "the selected server does not answer; taking another one's lease"
        case .conflict(let address): "\(address) is used by somebody else; asking for another"
        }
    }
}
