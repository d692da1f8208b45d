public import NetworkValues

/// How the agent does as a subagent.
public struct AgentXSessionStatus: Sendable, Equatable {
    /// How far a session is.
    public enum State: String, Sendable, CaseIterable {
        /// The settings do not want one.
        case off
        /// The last try failed; the next one is due.
        case waiting
        /// A connection is made.
        case connecting
        /// The master was asked for a session.
        case opening
        /// The session stands.
        case open
    }

    /// How the registration of a subtree is.
    public struct Subtree: Sendable, Equatable {
        /// Its name in the settings.
        public var title: String
        /// Its identifier in dotted decimal.
        public var name: String
        /// Whether the master has registered it.
        public var isRegistered = false
        /// Why the master has refused it; empty when it has not.
        public var refusal = ""
    }

    /// How far the session is.
    public var state = State.off
    /// Where the master listens.
    public var address = ""
    /// The number that the master gave the session.
    public var sessionID: UInt32?
    /// Since when the session stands.
    public var openSince: Timestamp?
    /// What is registered, or should be.
    public var subtrees: [Subtree] = []
    /// What has been counted since the agent started.
    public var counts = AgentXCounts()
    /// What went wrong last; empty when nothing did.
    public var lastError = ""
    /// When that was.
    public var lastErrorAt: Timestamp?

    /// A status of nothing.
    public init() {}
}

/// What the subagent counts.
public struct AgentXCounts: Sendable, Equatable {
    /// Sessions that the master has opened.
    public var sessions: UInt64 = 0
    /// Connections and sessions that failed or were lost.
    public var failures: UInt64 = 0
    /// Get.
    public var gets: UInt64 = 0
    /// GetNext.
    public var getNexts: UInt64 = 0
    /// GetBulk.
    public var getBulks: UInt64 = 0
    /// TestSet.
    public var sets: UInt64 = 0
    /// Variable bindings that were answered with a value.
    public var variables: UInt64 = 0
    /// Pings that were sent.
    public var pings: UInt64 = 0
    /// Answers of the master that did not come in time.
    public var timeouts: UInt64 = 0
    /// Registrations that the master has refused.
    public var refusals: UInt64 = 0
    /// PDUs that could not be read.
    public var malformed: UInt64 = 0
    /// PDUs that belong to no request or to another session, or that a master does not send.
    public var strays: UInt64 = 0

    /// The counts with their names.
    public var named: [(name: String, value: UInt64)] {
        [
            ("sessions", sessions), ("failures", failures), ("gets", gets), ("getNexts", getNexts),
            ("getBulks", getBulks), ("sets", sets), ("variables", variables), ("pings", pings),
            ("timeouts", timeouts), ("refusals", refusals), ("malformed", malformed), ("strays", strays),
        ]
    }
}
