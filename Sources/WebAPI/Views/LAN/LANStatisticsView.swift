import LinkProtocols
import NetworkValues
import Snapshot

/// The counters of an interface of the LAN side (manual 4.2.11).
public struct LANStatisticsView: Codable, Sendable, Equatable {
    /// The counters of LLDP (IEEE 802.1AB-2016, 9.2.6.2).
    public struct LLDP: Codable, Sendable, Equatable {
        /// Frames sent.
        public var framesOut: UInt64
        /// Frames received.
        public var framesIn: UInt64
        /// Frames with an error.
        public var framesInErrors: UInt64
        /// Frames not used, for an error or for want of room.
        public var framesDiscarded: UInt64
        /// TLVs refused.
        public var tlvsDiscarded: UInt64
        /// TLVs not known here.
        public var tlvsUnrecognized: UInt64
        /// Neighbours that were new.
        public var inserts: UInt64
        /// Neighbours forgotten for any reason.
        public var deletes: UInt64
        /// Neighbours for which there was no room.
        public var drops: UInt64
        /// Neighbours forgotten because they were not heard.
        public var ageouts: UInt64
        /// When a neighbour last came, changed or went, as RFC 3339; absent for never.
        public var lastChange: String?
        /// Refused frames and TLVs by their reason.
        public var refusals: [String: UInt64]
    }

    /// A counter of the kernel.
    public struct Counter: Codable, Sendable, Equatable {
        /// Its name, such as receivedPackets.
        public var name: String
        /// Its name for people.
        public var label: String
        /// Its value since it was cleared.
        public var value: UInt64
    }

    /// The interface.
    public var interface: String
    /// LAN1 or LAN2; absent for an interface that is only looked at.
    public var port: String?
    /// Frames of link protocols that the kernel dropped before they could be read.
    public var kernelDrops: UInt64
    /// Frames for which there is no use: too short, or of a protocol that is off.
    public var unused: UInt64
    /// LLDP.
    public var lldp: LLDP
    /// What the kernel counts of the link, in the order in which it is shown; empty before it was read.
    public var counters: [Counter]
    /// When that was read, as RFC 3339; absent before.
    public var readAt: String?
    /// When it was cleared, as RFC 3339; absent for never.
    public var clearedAt: String?

    /// The view of a port.
    init(_ port: LANPortStatus) {
        interface = port.name
        self.port = port.port.map { "\($0)" }
        kernelDrops = port.kernelDrops
        unused = port.unused
        lldp = LLDP(port.lldp.statistics)
        counters = port.counters?.counters.map { Counter(name: $0.name, label: $0.label, value: $0.value) } ?? []
        readAt = port.counters.map { "\($0.readAt)" }
        clearedAt = port.counters?.clearedAt.map { "\($0)" }
    }
}

extension LANStatisticsView.LLDP {
    init(_ value: LLDPStatistics) {
        framesOut = value.framesOut
        framesIn = value.framesIn
        framesInErrors = value.framesInErrors
        framesDiscarded = value.framesDiscarded
        tlvsDiscarded = value.tlvsDiscarded
        tlvsUnrecognized = value.tlvsUnrecognized
        inserts = value.inserts
        deletes = value.deletes
        drops = value.drops
        ageouts = value.ageouts
        lastChange = value.lastChange.map { "\($0)" }
        refusals = Dictionary(uniqueKeysWithValues: value.refusals.map { ("\($0.key)", $0.value) })
    }
}
