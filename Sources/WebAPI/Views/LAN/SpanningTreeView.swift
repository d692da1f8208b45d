import LinkProtocols
import NetworkValues
public import Snapshot

/// The spanning tree that the two LAN ports hear (manual 4.2.12).
public struct SpanningTreeView: Codable, Sendable, Equatable {
    /// What one port hears.
    public struct Port: Codable, Sendable, Equatable {
        /// LAN1 or LAN2.
        public var port: String
        /// The interface; absent when there is none.
        public var interface: String?
        /// root, alternate, designated or disabled.
        public var role: String
        /// Whether it has a link.
        public var hasLink: Bool
        /// Whether the bridge at the other end lets frames through.
        public var isForwarding: Bool
        /// What the bridge at the other end says; absent when it says nothing.
        public var heard: Heard?
        /// When what was heard is over, as RFC 3339; absent when nothing was heard.
        public var expiresAt: String?
        /// BPDUs heard.
        public var received: UInt64
        /// BPDUs refused.
        public var refused: UInt64
        /// Changes of the topology heard of here.
        public var topologyChanges: UInt64
        /// When one was last heard of here, as RFC 3339; absent for never.
        public var lastTopologyChange: String?
    }

    /// What a bridge says.
    public struct Heard: Codable, Sendable, Equatable {
        /// RSTP (or MSTP), or STP.
        public var version: String
        /// The root: priority and address.
        public var root: String
        /// The cost of the way from the bridge to the root.
        public var rootPathCost: UInt32
        /// The bridge: priority and address.
        public var bridge: String
        /// The number of the bridge's port.
        public var bridgePort: UInt16
        /// The priority of the bridge's port.
        public var bridgePortPriority: UInt16
        /// The role of the bridge's port: root, designated, alternateOrBackup or unknown.
        public var bridgePortRole: String
        /// Seconds between two BPDUs of the root.
        public var helloSeconds: Double
        /// Seconds that a BPDU may be old.
        public var maximumAgeSeconds: Double
        /// Seconds that a port listens and learns.
        public var forwardDelaySeconds: Double
    }

    /// Whether RSTP is watched; all else is absent while it is not.
    public var isEnabled: Bool
    /// The port that carries the data.
    public var dataPort: String?
    /// Why that one.
    public var reason: String?
    /// When the data last moved to the other port, as RFC 3339; absent for never.
    public var lastMove: String?
    /// What stands against RSTP, of the manual's preconditions.
    public var unmet: [String]
    /// Both ports.
    public var ports: [Port]

    /// The view of a status; `nil` for RSTP that is off.
    public init(_ status: SpanningTreeStatus?) {
        isEnabled = status != nil
        unmet = status?.unmet.map { "\($0)" } ?? []
        dataPort = status.map { "\($0.monitor.selection.port)" }
        reason = status.map { "\($0.monitor.selection.reason)" }
        lastMove = status?.lastMove.map { "\($0)" }
        ports = []
        guard let status else { return }
        for port in [status.monitor.lan1, status.monitor.lan2] {
            ports.append(
                Port(
                    port, role: status.monitor.selection.role(of: port.port),
                    interface: status.interfaces[port.port].flatMap { $0.isEmpty ? nil : $0 }))
        }
    }
}

extension SpanningTreeView.Port {
    init(_ value: SpanningTreePort, role: RSTPSelection.Role, interface: String?) {
        port = "\(value.port)"
        self.interface = interface
        self.role = role.rawValue
        hasLink = value.hasLink
        isForwarding = value.isForwarding
        heard = value.heard.map { SpanningTreeView.Heard($0, isRapid: value.isRapid) }
        expiresAt = value.expiresAt.map { "\($0)" }
        received = value.received
        refused = value.refused
        topologyChanges = value.topologyChanges
        lastTopologyChange = value.lastTopologyChange.map { "\($0)" }
    }
}

extension SpanningTreeView.Heard {
    init(_ value: BPDUContent, isRapid: Bool) {
        version = isRapid ? "RSTP" : "STP"
        root = "\(value.vector.root)"
        rootPathCost = value.vector.rootPathCost
        bridge = "\(value.vector.bridge)"
        bridgePort = value.vector.port & 0xfff
        bridgePortPriority = (value.vector.port >> 12) * 16
        bridgePortRole = "\(value.flags.role)"
        helloSeconds = Double(value.helloTime) / 256
        maximumAgeSeconds = Double(value.maximumAge) / 256
        forwardDelaySeconds = Double(value.forwardDelay) / 256
    }
}
