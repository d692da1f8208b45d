/// The session with another SNMP agent on this host, as the command line and the REST API show it.
public struct AgentXView: Codable, Sendable, Equatable {
    /// The registration of a subtree.
    public struct Subtree: Codable, Sendable, Equatable {
        /// Its name in the settings.
        public var title: String
        /// Its identifier.
        public var name: String
        /// Whether the master has registered it.
        public var isRegistered: Bool
        /// Why the master has refused it; empty when it has not.
        public var refusal: String

        /// Makes the view.
        public init(title: String, name: String, isRegistered: Bool, refusal: String = "") {
            self.title = title
            self.name = name
            self.isRegistered = isRegistered
            self.refusal = refusal
        }
    }

    /// off, waiting, connecting, opening or open.
    public var state: String
    /// Where the master listens.
    public var address: String
    /// The number that the master gave the session.
    public var sessionID: UInt32?
    /// Since when the session stands.
    public var openSince: String?
    /// What is registered, or should be.
    public var subtrees: [Subtree]
    /// What has been counted since the agent started.
    public var counts: [String: UInt64]
    /// What went wrong last; empty when nothing did.
    public var lastError: String
    /// When that was.
    public var lastErrorAt: String?

    /// Makes the view.
    public init(
        state: String, address: String, sessionID: UInt32? = nil, openSince: String? = nil, subtrees: [Subtree] = [],
        counts: [String: UInt64] = [:], lastError: String = "", lastErrorAt: String? = nil
    ) {
        self.state = state
        self.address = address
        self.sessionID = sessionID
        self.openSince = openSince
        self.subtrees = subtrees
        self.counts = counts
        self.lastError = lastError
        self.lastErrorAt = lastErrorAt
    }
}
