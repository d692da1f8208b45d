public import NetworkValues

/// How the host's memory is used, in octets. What the kernel does not tell is `nil`.
public struct MemoryUse: Sendable, Hashable {
    /// Memory that holds nothing.
    public var freeBytes: UInt64?
    /// Memory that a program could have, caches that can be given up included.
    public var availableBytes: UInt64?
    /// Buffers of block devices.
    public var bufferBytes: UInt64?
    /// Contents of files.
    public var cachedBytes: UInt64?
    /// Memory that programs share (tmpfs).
    public var sharedBytes: UInt64?
    /// Swap space.
    public var swapBytes: UInt64?
    /// Swap space that holds nothing.
    public var swapFreeBytes: UInt64?

    /// Makes figures of which nothing is known.
    public init() {}
}

/// A file system of the host that is not a view of the kernel's own state.
public struct HostFileSystem: Sendable, Hashable {
    /// A number from 1 that the mount point keeps while the agent runs.
    public var index: UInt32
    /// Where it is mounted.
    public var mountPoint: String
    /// What is mounted, such as `/dev/sda1`.
    public var device: String
    /// The type, such as `ext4`.
    public var type: String
    /// Whether nothing can be written.
    public var isReadOnly: Bool
    /// Octets in a block.
    public var blockBytes: UInt64
    /// Blocks of the file system.
    public var blocks: UInt64
    /// Blocks that nothing uses, those kept for the superuser included.
    public var freeBlocks: UInt64

    /// Makes a file system.
    public init(
        index: UInt32, mountPoint: String, device: String, type: String, isReadOnly: Bool = false, blockBytes: UInt64,
        blocks: UInt64, freeBlocks: UInt64
    ) {
        self.index = index
        self.mountPoint = mountPoint
        self.device = device
        self.type = type
        self.isReadOnly = isReadOnly
        self.blockBytes = blockBytes
        self.blocks = blocks
        self.freeBlocks = freeBlocks
    }
}

/// A processor of the host.
public struct HostProcessor: Sendable, Hashable {
    /// The kernel's number, from 0.
    public var number: UInt32
    /// What it is, such as `GenuineIntel: Xeon`; empty when unknown.
    public var model: String
    /// The share of the last minute in which it was not idle, in percent; `nil` before the second sample.
    public var loadPercent: UInt8?

    /// Makes a processor.
    public init(number: UInt32, model: String = "", loadPercent: UInt8? = nil) {
        self.number = number
        self.model = model
        self.loadPercent = loadPercent
    }
}

/// A disk of the host.
public struct HostDisk: Sendable, Hashable {
    /// A number from 1 that the disk keeps while the agent runs.
    public var index: UInt32
    /// The kernel's name, such as `sda`.
    public var name: String
    /// The maker's name for it; empty when unknown.
    public var model: String
    /// Its size in octets.
    public var sizeBytes: UInt64
    /// Whether it can be taken out.
    public var isRemovable: Bool
    /// Whether it cannot be written.
    public var isReadOnly: Bool
    /// Whether it turns; `nil` when unknown.
    public var isRotational: Bool?
    /// Whether the host was booted from it, as far as the root file system is on it.
    public var holdsRoot: Bool

    /// Makes a disk.
    public init(
        index: UInt32, name: String, model: String = "", sizeBytes: UInt64, isRemovable: Bool = false,
        isReadOnly: Bool = false, isRotational: Bool? = nil, holdsRoot: Bool = false
    ) {
        self.index = index
        self.name = name
        self.model = model
        self.sizeBytes = sizeBytes
        self.isRemovable = isRemovable
        self.isReadOnly = isReadOnly
        self.isRotational = isRotational
        self.holdsRoot = holdsRoot
    }
}

/// Figures of the host's operating system.
public struct SystemFigures: Sendable, Hashable {
    /// Users who are logged in; `nil` when the host keeps no list of them.
    public var users: UInt64?
    /// Processes.
    public var processes: UInt64?
    /// Processes that there can be.
    public var processLimit: UInt64?
    /// What the kernel was started with; empty when unknown.
    public var bootParameters = ""

    /// Makes figures of which nothing is known.
    public init() {}
}

/// The host's Internet Protocol.
public struct IPFigures: Sendable, Hashable {
    /// Milliseconds from one reading to the next.
    public static let pauseMilliseconds: Int64 = 10_000

    /// Whether IPv4 packets of others are passed on.
    public var forwardsVersion4: Bool?
    /// Whether IPv6 packets of others are passed on.
    public var forwardsVersion6: Bool?
    /// The time to live of IPv4 packets.
    public var timeToLive: UInt64?
    /// The hop limit of IPv6 packets.
    public var hopLimit: UInt64?
    /// The counters of `/proc/net/snmp` and `/proc/net/netstat` by the kernel's names, such as `Ip.InReceives`, and of
    /// `/proc/net/snmp6`, such as `Ip6InReceives`.
    public var counters: [String: UInt64] = [:]
    /// The addresses of all interfaces, in the order of their octets, those of version 4 first.
    public var addresses: [HostAddress] = []

    /// Makes figures of which nothing is known.
    public init() {}
}

/// An address of the host.
public struct HostAddress: Sendable, Hashable {
    /// Where an address came from, numbered as IpAddressOriginTC (RFC 4293).
    public enum Origin: UInt8, Sendable {
        /// It is not known.
        case other = 1
        /// Somebody set it.
        case manual = 2
        /// A server gave it for some time.
        case dhcp = 4
        /// It was made from the hardware address.
        case linkLayer = 5
        /// It was made at random.
        case random = 6
    }

    /// Whether an address can be used, numbered as IpAddressStatusTC (RFC 4293).
    public enum Status: UInt8, Sendable {
        /// For everything.
        case preferred = 1
        /// Not for anything new.
        case deprecated = 2
        /// Not yet: it is being looked if somebody else has it.
        case tentative = 6
        /// Somebody else has it.
        case duplicate = 7
        /// Already, though it is still being looked if somebody else has it.
        case optimistic = 8
    }

    /// The interface, by the kernel's index.
    public var interfaceIndex: UInt32
    /// The address. One that holds only on its link has the interface as its zone.
    public var address: IPAddress
    /// The length of its network's prefix.
    public var prefixLength: Int
    /// The network's broadcast address; `nil` for none.
    public var broadcast: IPAddress?
    /// Where it came from.
    public var origin: Origin
    /// Whether it can be used.
    public var status: Status
    /// Whether it holds for ever.
    public var isPermanent: Bool
    /// When it came; `nil` if it was there when the agent started.
    public var createdAt: Timestamp?
    /// When its status last changed; `nil` if it did not since the agent started.
    public var changedAt: Timestamp?

    /// Makes an address.
    public init(
        interfaceIndex: UInt32, address: IPAddress, prefixLength: Int, broadcast: IPAddress? = nil,
        origin: Origin = .manual, status: Status = .preferred, isPermanent: Bool = true
    ) {
        self.interfaceIndex = interfaceIndex
        self.address = address
        self.prefixLength = prefixLength
        self.broadcast = broadcast
        self.origin = origin
        self.status = status
        self.isPermanent = isPermanent
    }
}
