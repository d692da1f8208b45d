import NetworkValues
import Snapshot

/// What is measured of the session with another SNMP agent on this host.
public struct AgentXFigures: Sendable {
    /// Whether the session stands.
    public var isOpen: Bool
    /// Subtrees that are registered.
    public var registered: Int
    /// Subtrees that the master has refused.
    public var refused: Int
    /// Sessions that the master has opened.
    public var sessions: UInt64
    /// Connections and sessions that failed or were lost.
    public var failures: UInt64
    /// Answers of the master that did not come in time.
    public var timeouts: UInt64
    /// Variable bindings that were answered with a value.
    public var variables: UInt64
    /// PDUs that could not be read.
    public var malformed: UInt64
    /// Requests by their kind.
    public var requests: [(kind: String, count: UInt64)]

    /// Makes the figures.
    public init(
        isOpen: Bool, registered: Int, refused: Int, sessions: UInt64, failures: UInt64, timeouts: UInt64,
        variables: UInt64, malformed: UInt64, requests: [(kind: String, count: UInt64)]
    ) {
        self.isOpen = isOpen
        self.registered = registered
        self.refused = refused
        self.sessions = sessions
        self.failures = failures
        self.timeouts = timeouts
        self.variables = variables
        self.malformed = malformed
        self.requests = requests
    }
}

/// How the session with another SNMP agent on this host stands.
struct AgentXCollector: Collector {
    static let open = MetricFamily("ipdect_agentx_open", .gauge, "Whether the session with the AgentX master stands.")
    static let subtrees = MetricFamily(
        "ipdect_agentx_subtrees", .gauge, "Subtrees, by whether the AgentX master has registered or refused them.")
    static let sessions = MetricFamily("ipdect_agentx_sessions", .counter, "Sessions that the AgentX master opened.")
    static let failures = MetricFamily(
        "ipdect_agentx_failures", .counter, "Connections and sessions with the AgentX master that failed or were lost.")
    static let timeouts = MetricFamily(
        "ipdect_agentx_timeouts", .counter, "Answers of the AgentX master that did not come in time.")
    static let requests = MetricFamily("ipdect_agentx_requests", .counter, "Requests of the AgentX master, by kind.")
    static let variables = MetricFamily(
        "ipdect_agentx_variables", .counter, "Values that the AgentX master was given.")
    static let malformed = MetricFamily(
        "ipdect_agentx_malformed", .counter, "Messages of the AgentX master that could not be read.")

    /// How it stands.
    let figures: @Sendable () -> AgentXFigures?

    var families: [MetricFamily] {
        [
            Self.open, Self.subtrees, Self.sessions, Self.failures, Self.timeouts, Self.requests, Self.variables,
            Self.malformed,
        ]
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        guard let figures = figures() else { return }
        writer.single(Self.open, UInt64(figures.isOpen ? 1 : 0))
        writer.begin(Self.subtrees)
        writer.sample(MetricLabels.one(("state", "registered")), UInt64(figures.registered))
        writer.sample(MetricLabels.one(("state", "refused")), UInt64(figures.refused))
        writer.single(Self.sessions, figures.sessions)
        writer.single(Self.failures, figures.failures)
        writer.single(Self.timeouts, figures.timeouts)
        writer.begin(Self.requests)
        for (kind, count) in figures.requests { writer.sample(MetricLabels.one(("kind", kind)), count) }
        writer.single(Self.variables, figures.variables)
        writer.single(Self.malformed, figures.malformed)
    }
}
