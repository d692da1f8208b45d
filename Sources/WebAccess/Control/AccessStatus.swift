public import NetworkValues

/// How access stands.
public struct AccessStatus: Hashable, Sendable {
    /// What is counted since the start.
    public struct Counters: Hashable, Sendable {
        /// Log-ins by the form.
        public var logIns = 0
        /// Attempts that failed, by any way: a wrong name, password, answer, token or certificate.
        public var failures = 0
        /// Attempts that were refused while blocked.
        public var blockedAttempts = 0
        /// Blocks that failures caused.
        public var lockOuts = 0
        /// Log-ins that a limit of sessions refused.
        public var sessionLimits = 0
        /// Attempts that were refused because too many waited.
        public var busy = 0
        /// Requests from outside of the allowed networks.
        public var networkRefusals = 0
        /// Requests that Basic authentication let in.
        public var basicRequests = 0
        /// Requests that Digest authentication let in.
        public var digestRequests = 0
        /// Requests that a token let in.
        public var tokenRequests = 0
        /// Sessions that ended because nobody used them.
        public var idleSessions = 0
        /// Entries of the table of failures that went because it was full.
        public var evictedFailures = 0
    }

    /// What is counted since the start.
    public var counters: Counters
    /// Sessions now.
    public var sessions: Int
    /// Accounts that may log in.
    public var accounts: Int
    /// Tokens that have not expired.
    public var tokens: Int
    /// Pairs of account and source that are blocked now.
    public var blocked: Int
    /// Whether the default account has its default password still.
    public var hasDefaultPassword: Bool
    /// Why what must survive a restart could not be written; `nil` when it was.
    public var memoryFailure: String?
}

/// How a token has been used since the start.
public struct TokenUse: Hashable, Sendable {
    /// When it was used last.
    public var lastUse: Timestamp
    /// From where.
    public var lastSource: IPAddress
}
