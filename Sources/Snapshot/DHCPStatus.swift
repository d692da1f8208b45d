public import NetworkValues

/// How a port of the LAN gets its addresses and options by DHCP (manual 4.2.1 to 4.2.5). All times are of the wall clock.
public struct DHCPStatus: Sendable, Equatable {
    /// What is done.
    public enum Mode: String, Sendable {
        /// The lease of the host's own client is read.
        case read
        /// Options are asked for.
        case inform
        /// The agent gets the address.
        case client
        /// Nothing.
        case off
    }

    /// What a server granted or gave.
    public struct Lease: Sendable, Equatable {
        /// The address; `nil` for options alone.
        public var address: IPAddress?
        /// The length of its prefix; `nil` when not told.
        public var prefixLength: Int?
        /// The server: its address, or its DUID in hexadecimal; `nil` when not told.
        public var server: String?
        /// Routers, the preferred one first.
        public var routers: [IPAddress] = []
        /// Name servers, the preferred one first. They are shown, not used.
        public var nameServers: [IPAddress] = []
        /// Time servers, the preferred one first. They are shown, not used.
        public var timeServers: [IPAddress] = []
        /// The host's name that the server gave.
        public var hostName: String?
        /// The domain's name.
        public var domainName: String?
        /// Time zone in POSIX form.
        public var timeZone: String?
        /// How long it is valid, in seconds; `nil` for ever, or when not told.
        public var leaseSeconds: UInt32?
        /// When it was granted; `nil` when not told.
        public var obtainedAt: Timestamp?
        /// When its server is asked to renew it; `nil` when not told, or never.
        public var renewsAt: Timestamp?
        /// When any server is asked to renew it; `nil` when not told, or never.
        public var rebindsAt: Timestamp?
        /// When it is over; `nil` when not told, or never.
        public var expiresAt: Timestamp?
        /// Whether no server confirmed it: it is from before the restart (manual I.6).
        public var isProvisional = false

        /// Makes a lease of nothing.
        public init() {}
    }

    /// A vendor option (manual I.3).
    public struct VendorOption: Sendable, Equatable {
        /// Its code.
        public var code: UInt8
        /// What it is.
        public var name: String
        /// Its value in words.
        public var value: String
        /// Whether the settings pass over it (manual I.4).
        public var isIgnored: Bool

        /// Makes an option.
        public init(code: UInt8, name: String, value: String, isIgnored: Bool = false) {
            self.code = code
            self.name = name
            self.value = value
            self.isIgnored = isIgnored
        }
    }

    /// What a lease says of the VLAN.
    public struct VLANOffer: Sendable, Equatable {
        /// The VLAN: 1 to 4094, 0 for none.
        public var vlan: UInt16
        /// The priority, 0 to 7.
        public var priority: UInt8
        /// When the offer is over; `nil` for never.
        public var expiresAt: Timestamp?

        /// Makes an offer.
        public init(vlan: UInt16, priority: UInt8, expiresAt: Timestamp?) {
            self.vlan = vlan
            self.priority = priority
            self.expiresAt = expiresAt
        }
    }

    /// Something that happened.
    public struct Note: Sendable, Equatable {
        /// When.
        public var at: Timestamp
        /// What.
        public var text: String

        /// Makes a note.
        public init(at: Timestamp, text: String) {
            self.at = at
            self.text = text
        }
    }

    /// What came and went.
    public struct Counters: Sendable, Equatable {
        /// Messages sent.
        public var sent: UInt64 = 0
        /// Messages that could not be sent.
        public var sendFailures: UInt64 = 0
        /// Messages received that could be read.
        public var received: UInt64 = 0
        /// Packets received that were damaged, or no DHCP.
        public var malformed: UInt64 = 0

        /// Makes counters of zero.
        public init() {}
    }

    /// The most notes that are kept: the last ones.
    public static let noteLimit = 32

    /// 4 or 6.
    public var family: Int
    /// The interface.
    public var interface: String
    /// What is done.
    public var mode: Mode
    /// The client's state, `reading`, `refused` while another client serves the interface, or `off`.
    public var state = "off"
    /// The lease; `nil` for none.
    public var lease: Lease?
    /// Where the lease comes from: a file, `server`, or `before the restart`; empty without one.
    public var source = ""
    /// Whose lease it is, such as `systemd-networkd`; empty without one.
    public var client = ""
    /// The vendor options, by ascending code.
    public var vendorOptions: [VendorOption] = []
    /// What the lease says of the VLAN; `nil` when it says nothing, or that is passed over.
    public var vlanOffer: VLANOffer?
    /// What happened, the oldest first.
    public var notes: [Note] = []
    /// What hinders it now, each in a sentence; empty when nothing does.
    public var problems: [String] = []
    /// What came and went.
    public var counters = Counters()

    /// Makes the status of something that does nothing.
    public init(family: Int, interface: String, mode: Mode) {
        self.family = family
        self.interface = interface
        self.mode = mode
    }
}
