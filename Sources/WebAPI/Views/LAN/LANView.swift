import LinkProtocols
import NetworkValues
public import Snapshot

/// The LAN side at a glance, as `GET /api/v1/lan` gives it.
public struct LANView: Codable, Sendable, Equatable {
    /// How often LLDP sends.
    public struct Timers: Codable, Sendable, Equatable {
        /// Seconds between two frames.
        public var intervalSeconds: UInt16
        /// How many intervals a frame is true.
        public var hold: UInt16
        /// Seconds between two frames while it sends fast.
        public var fastIntervalSeconds: UInt16
        /// How many it sends fast.
        public var fastCount: Int
        /// How long a frame is true, in seconds.
        public var timeToLiveSeconds: UInt16
    }

    /// The ports, by ascending ifIndex.
    public var ports: [LANPortView]
    /// How often LLDP sends.
    public var timers: Timers
    /// Why the kernel's tables are not known; empty when they are.
    public var problem: String
    /// Neighbours on all ports.
    public var neighbours: Int
    /// The port that carries the data, LAN1 or LAN2, while RSTP is on; absent while it is off.
    public var dataPort: String?

    /// The view of a status.
    public init(_ status: LANStatus) {
        ports = status.ports.map { LANPortView($0, timeToLiveSeconds: status.timers.timeToLiveSeconds) }
        timers = Timers(
            intervalSeconds: status.timers.intervalSeconds, hold: status.timers.hold,
            fastIntervalSeconds: status.timers.fastIntervalSeconds, fastCount: status.timers.fastCount,
            timeToLiveSeconds: status.timers.timeToLiveSeconds)
        problem = status.problem
        neighbours = status.neighbourCount
        dataPort = status.spanningTree.map { "\($0.monitor.selection.port)" }
    }
}

/// An interface of the LAN side.
public struct LANPortView: Codable, Sendable, Equatable {
    /// LLDP on the port.
    public struct LLDP: Codable, Sendable, Equatable {
        /// Whether it sends and listens.
        public var isEnabled: Bool
        /// Neighbours heard.
        public var neighbours: Int
        /// Whether neighbours were turned away lately for want of room.
        public var isOverfull: Bool
        /// What the device tells of itself; absent while it tells nothing.
        public var told: LLDPUnitView?
    }

    /// What the kernel says of the interface.
    public struct Network: Codable, Sendable, Equatable {
        /// A route by way of it.
        public struct Route: Codable, Sendable, Equatable {
            /// Where it leads, such as `0.0.0.0/0`.
            public var destination: String
            /// The gateway; absent for what is on the link.
            public var gateway: String?
            /// The lower, the better.
            public var metric: UInt32
        }

        /// The hardware address; absent without one.
        public var mac: String?
        /// The most octets of a packet.
        public var mtu: UInt32
        /// Megabits per second; absent where the driver has no speed.
        public var megabits: UInt32?
        /// Whether both directions are used at once; absent where the driver does not tell.
        public var isFullDuplex: Bool?
        /// The addresses with the lengths of their prefixes.
        public var addresses: [String]
        /// The routes, the default routes first.
        public var routes: [Route]
    }

    /// The VLAN in short.
    public struct VLAN: Codable, Sendable, Equatable {
        /// What is decided, in a few words.
        public var decision: String
        /// How far it is in force.
        public var state: String
    }

    /// The supplicant of 802.1X in short.
    public struct Dot1X: Codable, Sendable, Equatable {
        /// Whether the port is open.
        public var isAuthorized: Bool
        /// Why, in words.
        public var reason: String
    }

    /// DHCP in short.
    public struct DHCP: Codable, Sendable, Equatable {
        /// 4 or 6.
        public var family: Int
        /// read, inform, client or off.
        public var mode: String
        /// The state.
        public var state: String
        /// The address of the lease; absent without one.
        public var address: String?
        /// What hinders it; empty when nothing does.
        public var problem: String
    }

    /// The interface's name.
    public var name: String
    /// Its ifIndex.
    public var index: UInt32
    /// LAN1 or LAN2; absent for an interface that is only looked at.
    public var port: String?
    /// Whether the link is up.
    public var hasLink: Bool
    /// What the kernel says of the interface; absent for one that is gone.
    public var network: Network?
    /// Why no frames can be sent and received; empty when they can.
    public var problem: String
    /// Frames that the kernel dropped before they could be read.
    public var kernelDrops: UInt64
    /// Frames for which there is no use: too short, or of a protocol that is off.
    public var unused: UInt64
    /// LLDP.
    public var lldp: LLDP
    /// The VLAN; absent for a port that is only looked at.
    public var vlan: VLAN?
    /// 802.1X; absent where no supplicant runs.
    public var dot1x: Dot1X?
    /// DHCP, for each family for which something is done.
    public var dhcp: [DHCP]

    /// The view of a port.
    init(_ status: LANPortStatus, timeToLiveSeconds: UInt16) {
        name = status.name
        index = status.interfaceIndex
        port = status.port.map { "\($0)" }
        hasLink = status.hasLink
        network = status.network.map { Network($0) }
        problem = status.problem
        kernelDrops = status.kernelDrops
        unused = status.unused
        let told = status.lldp.isEnabled ? status.lldp.endpoint : nil
        lldp = LLDP(
            isEnabled: status.lldp.isEnabled, neighbours: status.lldp.neighbours.count,
            isOverfull: status.lldp.isOverfull,
            told: told.map { LLDPUnitView($0.unit(timeToLiveSeconds: timeToLiveSeconds)) })
        vlan = VLANView(status).map { VLAN(decision: $0.decision, state: $0.state) }
        dot1x = status.supplicant.map { Dot1X(isAuthorized: $0.isAuthorized, reason: $0.reason) }
        dhcp = status.dhcp.filter { $0.mode != .off }.map {
            DHCP(
                family: $0.family, mode: $0.mode.rawValue, state: $0.state,
                address: $0.lease?.address.map { "\($0)" }, problem: $0.problems.joined(separator: "; "))
        }
    }
}

extension LANPortView.Network {
    init(_ network: LANNetwork) {
        mac = network.mac.map { "\($0)" }
        mtu = network.mtu
        megabits = network.megabits
        isFullDuplex = network.isFullDuplex
        addresses = network.addresses.map { "\($0.address)/\($0.prefixLength)" }
        routes = network.routes.map {
            Route(destination: "\($0.destination)", gateway: $0.gateway.map { "\($0)" }, metric: $0.metric)
        }
    }
}
