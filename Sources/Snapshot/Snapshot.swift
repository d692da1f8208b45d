public import Faults
public import IPDECTCore
public import NetworkValues

/// Everything that is, at one moment: the one value that pollers, scrapes and pages read.
///
/// A snapshot is never changed. The core makes a new one and publishes it whole through the `SnapshotStore`.
public struct Snapshot: Sendable {
    /// Number of the snapshot, one higher than the one before.
    public var number: UInt64
    /// When it was made.
    public var time: Timestamp
    /// The IP-DECT system.
    public var site: SiteSnapshot
    /// The alarms that stand.
    public var alarms: AlarmTable
    /// What happened lately, alarms and events.
    public var events: EventHistory
    /// What happened lately and is durable, by the number in the journal.
    public var log = EventLog()
    /// How serious each fault is to the operator.
    public var severities: SeverityMap
    /// How often each fault was raised or reported, and when last, since the agent started.
    public var occurrences: [FaultCode: FaultOccurrence] = [:]
    /// How many records of each kind were written to the event history since the agent started.
    public var eventCounts: [EventKind: UInt64] = [:]
    /// The host.
    public var host = HostStatus()
    /// The automatic pings, in their order.
    public var probes: [PingProbe] = []
    /// What was found about the capacity of the system, by kind and subject.
    public var findings: [CapacityFinding] = []
    /// The LAN side of the host.
    public var lan = LANStatus()
    /// The agent itself.
    public var agent: AgentStatus

    /// Makes the first snapshot, of an empty site.
    public init(time: Timestamp, agent: AgentStatus) {
        number = 0
        self.time = time
        site = SiteSnapshot(time: time)
        alarms = AlarmTable()
        events = EventHistory()
        severities = SeverityMap()
        self.agent = agent
    }
}

/// What the records of the event history are counted by.
public struct EventKind: Sendable, Hashable {
    /// What became of the fault.
    public var activity: FaultActivity
    /// The device's own view of how severe it is.
    public var severity: FaultSeverity

    /// Makes a kind.
    public init(activity: FaultActivity, severity: FaultSeverity) {
        self.activity = activity
        self.severity = severity
    }
}

/// How often a fault was seen.
public struct FaultOccurrence: Sendable, Hashable {
    /// Times raised or reported.
    public var count: UInt64
    /// When last.
    public var lastAt: Timestamp

    /// Makes an occurrence.
    public init(count: UInt64, lastAt: Timestamp) {
        self.count = count
        self.lastAt = lastAt
    }
}

/// The agent itself.
public struct AgentStatus: Sendable, Equatable {
    /// The version, such as `0.1.0`.
    public var version: String
    /// When the agent started.
    public var startedAt: Timestamp
    /// The last record in the journal, 0 for none.
    public var journalLastNumber: UInt64 = 0
    /// Records that could not be written to the journal since the agent started.
    public var journalFailures: UInt64 = 0
    /// What the site's inputs come from, such as `simulation`; empty when there is no feed.
    public var feed = ""
    /// What MIB-II calls sysName, sysContact and sysLocation.
    public var systemName = ""
    /// The person to call.
    public var systemContact = ""
    /// The place.
    public var systemLocation = ""

    /// Makes the status of an agent that just started.
    public init(version: String, startedAt: Timestamp) {
        self.version = version
        self.startedAt = startedAt
    }
}
