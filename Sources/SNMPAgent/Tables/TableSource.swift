import NetworkValues
public import Snapshot

/// What the tables show: a snapshot, and how the receivers of notifications do.
public struct TableSource: Sendable {
    /// The snapshot.
    public var snapshot: Snapshot
    /// The receivers of notifications, by ascending number.
    public var targets: [NotificationTargetStatus]
    /// Whether linkUp and linkDown are sent.
    public var sendsLinkChanges: Bool
    /// Whether lldpRemTablesChange is sent.
    public var sendsNeighbourChanges: Bool
    /// SNMP over TLS.
    public var tls = TLSTableSource()
    /// Who may do what.
    public var policy: AccessPolicy
    /// The filters of notifications.
    public var filters: [SubtreeFilter]

    /// Makes a source.
    public init(
        snapshot: Snapshot, targets: [NotificationTargetStatus] = [], sendsLinkChanges: Bool = true,
        sendsNeighbourChanges: Bool = false, policy: AccessPolicy = .closed, filters: [SubtreeFilter] = []
    ) {
        self.snapshot = snapshot
        self.targets = targets
        self.sendsLinkChanges = sendsLinkChanges
        self.sendsNeighbourChanges = sendsNeighbourChanges
        self.policy = policy
        self.filters = filters
    }

    /// sysUpTime when the snapshot was taken, in hundredths of a second.
    var upTime: UInt32 { ticks(at: snapshot.time) }

    /// sysUpTime at `time`; 0 for a time before the agent started.
    func ticks(at time: Timestamp) -> UInt32 {
        UInt32(truncatingIfNeeded: max(0, time.milliseconds(since: snapshot.agent.startedAt)) / 10)
    }
}
