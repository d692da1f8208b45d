public import LinkProtocols
public import NetworkValues

/// The LAN side: the host's interfaces on which link protocols run.
public struct LANStatus: Sendable, Equatable {
    /// The interfaces, by ascending ifIndex.
    public var ports: [LANPortStatus] = []
    /// How often LLDP sends.
    public var timers = LLDPTimers()
    /// The spanning tree; `nil` while RSTP is switched off.
    public var spanningTree: SpanningTreeStatus?
    /// Why the kernel's tables of links, addresses and routes are not known; empty when they are.
    public var problem = ""

    /// Makes the status of a host without such interfaces.
    public init() {}

    /// All neighbours, by interface.
    public var neighbourCount: Int { ports.reduce(0) { $0 + $1.lldp.neighbours.count } }
}

/// One interface on which link protocols run.
public struct LANPortStatus: Sendable, Equatable {
    /// The kernel's index, which is ifIndex and lldpPortConfigPortNum.
    public var interfaceIndex: UInt32
    /// The interface's name, such as `eth0`.
    public var name: String
    /// Which port of the device it is; `nil` for an interface that is only looked at.
    public var port: LANPort?
    /// Whether the link is up.
    public var hasLink = false
    /// What the kernel says of the interface.
    public var network: LANNetwork?
    /// Why no frames can be sent and received; empty when they can.
    public var problem = ""
    /// Frames that the kernel dropped before they could be read.
    public var kernelDrops: UInt64 = 0
    /// Frames of the link protocols for which there is no use here: they are too short, or of a protocol that is off.
    public var unused: UInt64 = 0
    /// LLDP.
    public var lldp = LLDPPortStatus()
    /// The VLAN; `nil` for a port that is only looked at.
    public var vlan: VLANPortStatus?
    /// The supplicant of 802.1X; `nil` for a port without one.
    public var supplicant: SupplicantStatus?
    /// DHCP, at most once for each family.
    public var dhcp: [DHCPStatus] = []
    /// What the kernel counts of the link; `nil` before it was read.
    public var counters: LANCounters?

    /// Makes the status of a port of which nothing is known.
    public init(interfaceIndex: UInt32, name: String) {
        self.interfaceIndex = interfaceIndex
        self.name = name
    }
}

/// What the kernel says of an interface: told by it when it changes, not asked for.
public struct LANNetwork: Sendable, Equatable {
    /// A route by way of the interface.
    public struct Route: Sendable, Equatable {
        /// Where it leads.
        public var destination: IPNetwork
        /// The gateway; `nil` for what is on the link.
        public var gateway: IPAddress?
        /// The lower, the better.
        public var metric: UInt32

        /// Makes a route.
        public init(destination: IPNetwork, gateway: IPAddress?, metric: UInt32) {
            self.destination = destination
            self.gateway = gateway
            self.metric = metric
        }
    }

    /// The most addresses and routes each that are shown.
    public static let limit = 64

    /// The hardware address.
    public var mac: MACAddress?
    /// The most octets of a packet.
    public var mtu: UInt32
    /// The speed in megabits per second; `nil` where the driver has none, or without a link.
    public var megabits: UInt32?
    /// Whether both directions are used at once; `nil` where the driver does not tell.
    public var isFullDuplex: Bool?
    /// The addresses, IPv4 first.
    public var addresses: [InterfaceAddress]
    /// The routes of the main table, the default routes first.
    public var routes: [Route]

    /// Makes what is known of an interface.
    public init(
        mac: MACAddress?, mtu: UInt32, megabits: UInt32? = nil, isFullDuplex: Bool? = nil,
        addresses: [InterfaceAddress] = [], routes: [Route] = []
    ) {
        self.mac = mac
        self.mtu = mtu
        self.megabits = megabits
        self.isFullDuplex = isFullDuplex
        self.addresses = addresses
        self.routes = routes
    }
}

/// LLDP on one port.
public struct LLDPPortStatus: Sendable, Equatable {
    /// Whether it sends and listens.
    public var isEnabled = false
    /// What the device tells of itself; `nil` while the interface has no address.
    public var endpoint: LLDPEndpoint?
    /// The neighbours, by their number.
    public var neighbours: [LLDPNeighbour] = []
    /// The counters.
    public var statistics = LLDPStatistics()
    /// Whether neighbours were turned away lately for want of room (tooManyNeighbors of IEEE 802.1AB-2016, 9.2.7).
    public var isOverfull = false

    /// Makes the status of a port where LLDP is off.
    public init() {}
}

/// The VLAN of a port (manual 4.2.9).
public struct VLANPortStatus: Sendable, Equatable {
    /// What LLDP, DHCP and the settings come to.
    public var decision: VLANDecision
    /// One word for how far it is in force: `undecided`, `current`, `observed`, `held`, `unsupported`, `impossible`,
    /// `applying`, `confirming` or `rolling-back`.
    public var state: String
    /// Why it is in that state; empty when the word says it all.
    public var reason = ""
    /// What is done, or would be, each step in the words of `ip`.
    public var steps: [String] = []
    /// When a change is taken back unless it is confirmed; `nil` when none waits.
    public var confirmUntil: Timestamp?
    /// The link of the VLAN that the agent made and uses; empty for the port itself.
    public var link = ""

    /// Makes a status.
    public init(_ decision: VLANDecision, state: String) {
        self.decision = decision
        self.state = state
    }
}

/// The counters of a link since they were last cleared (manual 4.2.11).
public struct LANCounters: Sendable, Equatable {
    /// A counter.
    public struct Counter: Sendable, Equatable {
        /// Its name, such as `receivedPackets`.
        public var name: String
        /// Its name for people, such as `received packets`.
        public var label: String
        /// Its value.
        public var value: UInt64

        /// Makes a counter.
        public init(name: String, label: String, value: UInt64) {
            self.name = name
            self.label = label
            self.value = value
        }
    }

    /// The counters, in the order in which they are shown.
    public var counters: [Counter]
    /// When they were read.
    public var readAt: Timestamp
    /// When they were cleared; `nil` for never, then they count from when the host booted.
    public var clearedAt: Timestamp?

    /// Makes counters.
    public init(_ counters: [Counter], readAt: Timestamp, clearedAt: Timestamp?) {
        self.counters = counters
        self.readAt = readAt
        self.clearedAt = clearedAt
    }
}

/// The spanning tree of the two LAN ports (manual 4.2.12).
public struct SpanningTreeStatus: Sendable, Equatable {
    /// What both ports hear, and which one carries the data.
    public var monitor: RSTPMonitor
    /// What stands against RSTP, of the manual's preconditions.
    public var unmet: [RSTPPrecondition] = []
    /// The interfaces that are LAN1 and LAN2; empty for one that there is not.
    public var interfaces: [LANPort: String] = [:]
    /// When the data last moved to the other port; `nil` for never.
    public var lastMove: Timestamp?

    /// Makes the status of a tree of which nothing was heard.
    public init(_ monitor: RSTPMonitor = RSTPMonitor()) {
        self.monitor = monitor
    }
}
