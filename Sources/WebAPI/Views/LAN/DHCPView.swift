import NetworkValues
import Snapshot

/// How a port gets its addresses and options by DHCP (manual 4.2.1 to 4.2.5). Times are RFC 3339.
public struct DHCPView: Codable, Sendable, Equatable {
    /// What a server granted or gave.
    public struct Lease: Codable, Sendable, Equatable {
        /// The address with the length of its prefix, where it is told; absent for options alone.
        public var address: String?
        /// The server: its address, or its DUID in hexadecimal; absent when not told.
        public var server: String?
        /// Routers, the preferred one first.
        public var routers: [String]
        /// Name servers, the preferred one first.
        public var nameServers: [String]
        /// Time servers, the preferred one first.
        public var timeServers: [String]
        /// The host's name that the server gave; absent for none.
        public var hostName: String?
        /// The domain's name; absent for none.
        public var domainName: String?
        /// Time zone in POSIX form; absent for none.
        public var timeZone: String?
        /// How long it is valid, in seconds; absent for ever, or when not told.
        public var seconds: UInt32?
        /// When it was granted; absent when not told.
        public var obtainedAt: String?
        /// When its server is asked to renew it; absent when not told, or never.
        public var renewsAt: String?
        /// When any server is asked to renew it; absent when not told, or never.
        public var rebindsAt: String?
        /// When it is over; absent when not told, or never.
        public var expiresAt: String?
        /// Whether no server confirmed it: it is from before the restart.
        public var isProvisional: Bool
    }

    /// A vendor option (manual I.3).
    public struct VendorOption: Codable, Sendable, Equatable {
        /// Its code.
        public var code: UInt8
        /// What it is.
        public var name: String
        /// Its value in words.
        public var value: String
        /// Whether the settings pass over it.
        public var isIgnored: Bool
    }

    /// What a lease says of the VLAN.
    public struct VLAN: Codable, Sendable, Equatable {
        /// The VLAN; 0 for none.
        public var vlan: UInt16
        /// The priority, 0 to 7.
        public var priority: UInt8
        /// When the offer is over; absent for never.
        public var expiresAt: String?
    }

    /// Something that happened.
    public struct Note: Codable, Sendable, Equatable {
        /// When.
        public var at: String
        /// What.
        public var text: String
    }

    /// The interface.
    public var interface: String
    /// LAN1 or LAN2; absent for an interface that is only looked at.
    public var port: String?
    /// 4 or 6.
    public var family: Int
    /// read, inform, client or off.
    public var mode: String
    /// The client's state, `reading`, `refused` while another client serves the interface, or `off`.
    public var state: String
    /// The lease; absent for none.
    public var lease: Lease?
    /// Where the lease comes from; empty without one.
    public var source: String
    /// Whose lease it is; empty without one.
    public var client: String
    /// The vendor options, by ascending code.
    public var vendorOptions: [VendorOption]
    /// What the lease says of the VLAN; absent when nothing, or when that is passed over.
    public var vlan: VLAN?
    /// What hinders it now; empty when nothing does.
    public var problems: [String]
    /// What happened, the oldest first.
    public var notes: [Note]
    /// Messages sent, those that could not be, received, and packets that were damaged or no DHCP.
    public var counters: [String: UInt64]

    /// The view of a status.
    init(_ status: DHCPStatus, on port: LANPortStatus) {
        interface = status.interface
        self.port = port.port.map { "\($0)" }
        family = status.family
        mode = status.mode.rawValue
        state = status.state
        lease = status.lease.map { Lease($0) }
        source = status.source
        client = status.client
        vendorOptions = status.vendorOptions.map {
            VendorOption(code: $0.code, name: $0.name, value: $0.value, isIgnored: $0.isIgnored)
        }
        vlan = status.vlanOffer.map {
            VLAN(vlan: $0.vlan, priority: $0.priority, expiresAt: $0.expiresAt.map { "\($0)" })
        }
        problems = status.problems
        notes = status.notes.map { Note(at: "\($0.at)", text: $0.text) }
        counters = [
            "sent": status.counters.sent, "sendFailures": status.counters.sendFailures,
            "received": status.counters.received, "malformed": status.counters.malformed,
        ]
    }
}

extension DHCPView.Lease {
    init(_ value: DHCPStatus.Lease) {
        address = value.address.map { "\($0)" + (value.prefixLength.map { "/\($0)" } ?? "") }
        server = value.server
        routers = value.routers.map { "\($0)" }
        nameServers = value.nameServers.map { "\($0)" }
        timeServers = value.timeServers.map { "\($0)" }
        hostName = value.hostName
        domainName = value.domainName
        timeZone = value.timeZone
        seconds = value.leaseSeconds
        obtainedAt = value.obtainedAt.map { "\($0)" }
        renewsAt = value.renewsAt.map { "\($0)" }
        rebindsAt = value.rebindsAt.map { "\($0)" }
        expiresAt = value.expiresAt.map { "\($0)" }
        isProvisional = value.isProvisional
    }
}
