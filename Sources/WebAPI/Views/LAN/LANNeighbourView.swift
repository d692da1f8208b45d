import LinkProtocols
import NetworkValues
import Snapshot

/// A neighbour that was heard by LLDP.
public struct LANNeighbourView: Codable, Sendable, Equatable {
    /// The tag with which it sent.
    public struct Tag: Codable, Sendable, Equatable {
        /// The VLAN; 0 for a tag that has only a priority.
        public var vlan: UInt16
        /// The priority, 0 to 7.
        public var priority: UInt8
    }

    /// The interface on which it is heard.
    public var interface: String
    /// LAN1 or LAN2; absent for an interface that is only looked at.
    public var port: String?
    /// Its number here; never used again.
    public var index: UInt32
    /// The address from which it sent.
    public var source: String
    /// The tag with which it sent; absent for none.
    public var tag: Tag?
    /// When it was heard first, as RFC 3339.
    public var since: String
    /// When what it says changed last, as RFC 3339.
    public var changedAt: String
    /// When it was heard last, as RFC 3339.
    public var heardAt: String
    /// When it is forgotten unless it is heard again, as RFC 3339.
    public var expiresAt: String
    /// Seconds since it was heard first.
    public var ageSeconds: Int64
    /// Frames that it sent.
    public var frames: UInt64
    /// What it says.
    public var tlvs: LLDPUnitView

    /// The view of a neighbour at `now`.
    init(_ neighbour: LLDPNeighbour, on port: LANPortStatus, now: Timestamp) {
        interface = port.name
        self.port = port.port.map { "\($0)" }
        index = neighbour.index
        source = "\(neighbour.source)"
        tag = neighbour.tag.map { Tag(vlan: $0.vlan, priority: $0.priority) }
        since = "\(neighbour.since)"
        changedAt = "\(neighbour.changedAt)"
        heardAt = "\(neighbour.heardAt)"
        expiresAt = "\(neighbour.expiresAt)"
        ageSeconds = max(0, now.milliseconds(since: neighbour.since) / 1000)
        frames = neighbour.units
        tlvs = LLDPUnitView(neighbour.unit)
    }
}
