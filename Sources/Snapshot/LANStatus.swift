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
    /// Why no frames can be sent and received; empty when they can.
    public var problem = ""
    /// Frames that the kernel dropped before they could be read.
    public var kernelDrops: UInt64 = 0
    /// Frames of the link protocols for which there is no use here: they are too short, or of a protocol that is off.
    public var unused: UInt64 = 0
    /// LLDP.
    public var lldp = LLDPPortStatus()

    /// Makes the status of a port of which nothing is known.
    public init(interfaceIndex: UInt32, name: String) {
        self.interfaceIndex = interfaceIndex
        self.name = name
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
