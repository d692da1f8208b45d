public import NetworkValues

/// The host that the agent runs on. Its figures are always real, also while the site is simulated.
public struct HostStatus: Sendable, Equatable {
    /// The host's name.
    public var name = ""
    /// The network interfaces, by ascending index.
    public var interfaces: [HostInterface] = []
    /// When the list of interfaces last gained or lost one; `nil` if it never did.
    public var interfacesChangedAt: Timestamp?
    /// Memory of the host.
    public var memory = HostMemory()
    /// Memory that the agent's process holds, in octets.
    public var residentBytes: UInt64 = 0
    /// Processor time that the agent's process has used, in milliseconds.
    public var processorMilliseconds: UInt64 = 0
    /// Share of the processors in use, 0 to 1, over the last sampling interval.
    public var processorUtilization: Double = 0
    /// Processor time by kind.
    public var processorTimes = ProcessorTimes()
    /// Processors of the host.
    public var processorCount = 0
    /// The agent's own process.
    public var process = ProcessFigures()
    /// The file system of the agent's state.
    public var disk = DiskFigures()
    /// How the samplers fare, in the order in which they run.
    public var samplers: [SamplerStatus] = []
    /// When the host booted; `nil` when unknown.
    public var bootedAt: Timestamp?
    /// How memory is used.
    public var memoryUse = MemoryUse()
    /// The file systems, by ascending index.
    public var fileSystems: [HostFileSystem] = []
    /// The processors, by ascending number.
    public var processors: [HostProcessor] = []
    /// The disks, by ascending index.
    public var disks: [HostDisk] = []
    /// The operating system.
    public var system = SystemFigures()
    /// The Internet Protocol.
    public var network = IPFigures()

    /// Makes a status with nothing known.
    public init() {}
}

/// Memory of the host.
public struct HostMemory: Sendable, Equatable {
    /// All memory, in octets.
    public var totalBytes: UInt64 = 0
    /// Memory in use that cannot be reclaimed, in octets.
    public var usedBytes: UInt64 = 0
    /// The most that was in use since the agent started, in octets: the curve of manual 4.23.5 never falls.
    public var highWaterBytes: UInt64 = 0

    /// Makes figures of zero.
    public init(totalBytes: UInt64 = 0, usedBytes: UInt64 = 0) {
        self.totalBytes = totalBytes
        self.usedBytes = usedBytes
    }
}

/// A network interface, with the facts that IF-MIB shows (RFC 2863).
public struct HostInterface: Sendable, Equatable {
    /// The kernel's index.
    public var index: UInt32
    /// The name, such as `eth0`.
    public var name: String
    /// The operator's text for it (ifAlias).
    public var alias: String
    /// The IANA interface type, such as 6 for Ethernet.
    public var type: UInt32
    /// The largest packet in octets.
    public var mtu: UInt32
    /// The speed in bits a second; 0 when unknown.
    public var speedBitsPerSecond: UInt64
    /// The hardware address; `nil` for interfaces without one.
    public var mac: MACAddress?
    /// Whether it is meant to be up.
    public var isAdministrativelyUp: Bool
    /// Whether it can carry traffic.
    public var isOperationallyUp: Bool
    /// Whether it has a carrier that can be told apart from the state above (ifConnectorPresent).
    public var hasConnector: Bool
    /// Whether it receives packets that are not for it.
    public var isPromiscuous: Bool
    /// When the operational state last changed; `nil` if it did not since the agent started.
    public var lastChange: Timestamp?
    /// The addresses, with prefix lengths.
    public var addresses: [InterfaceAddress]
    /// The counters.
    public var counters: InterfaceCounters
    /// Counts the changes of this interface, counters included.
    public var revision: UInt64

    /// Makes an interface.
    public init(
        index: UInt32, name: String, alias: String = "", type: UInt32 = 6, mtu: UInt32 = 1500,
        speedBitsPerSecond: UInt64 = 0, mac: MACAddress? = nil, isAdministrativelyUp: Bool = true,
        isOperationallyUp: Bool = true, hasConnector: Bool = true, isPromiscuous: Bool = false,
        lastChange: Timestamp? = nil, addresses: [InterfaceAddress] = [],
        counters: InterfaceCounters = InterfaceCounters(), revision: UInt64 = 1
    ) {
        self.index = index
        self.name = name
        self.alias = alias
        self.type = type
        self.mtu = mtu
        self.speedBitsPerSecond = speedBitsPerSecond
        self.mac = mac
        self.isAdministrativelyUp = isAdministrativelyUp
        self.isOperationallyUp = isOperationallyUp
        self.hasConnector = hasConnector
        self.isPromiscuous = isPromiscuous
        self.lastChange = lastChange
        self.addresses = addresses
        self.counters = counters
        self.revision = revision
    }
}

/// An address of an interface.
public struct InterfaceAddress: Sendable, Hashable {
    /// The address.
    public var address: IPAddress
    /// The length of its network's prefix.
    public var prefixLength: Int

    /// Makes an address of an interface.
    public init(address: IPAddress, prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }
}

/// Counters of an interface since the host booted, 64 bits wide.
public struct InterfaceCounters: Sendable, Hashable {
    /// Octets received.
    public var receivedOctets: UInt64 = 0
    /// Octets sent.
    public var sentOctets: UInt64 = 0
    /// Packets received.
    public var receivedPackets: UInt64 = 0
    /// Packets sent.
    public var sentPackets: UInt64 = 0
    /// Multicast packets received.
    public var receivedMulticastPackets: UInt64 = 0
    /// Packets received with errors.
    public var receiveErrors: UInt64 = 0
    /// Packets that could not be sent because of errors.
    public var sendErrors: UInt64 = 0
    /// Received packets dropped for want of room.
    public var receiveDrops: UInt64 = 0
    /// Packets dropped before they were sent.
    public var sendDrops: UInt64 = 0
    /// Received packets of an unknown protocol.
    public var receivedUnknownProtocol: UInt64 = 0

    /// Makes counters of zero.
    public init() {}
}
