public import NetworkValues

/// How the server of Remote PCAP stands.
public struct RPCAPServerStatus: Hashable, Sendable {
    /// A port.
    public struct Listener: Hashable, Sendable {
        /// Its address and port.
        public var address: String
        /// Whether it is under TLS.
        public var usesTLS: Bool
        /// Why it could not be opened; empty when it is.
        public var error: String
    }

    /// A connection.
    public struct Session: Hashable, Sendable {
        /// The client's address.
        public var peer: IPAddress
        /// The user; `nil` before authentication, and without one.
        public var user: String?
        /// Since when.
        public var since: Timestamp
        /// The number of its capture; `nil` while none runs.
        public var capture: UInt64?
    }

    /// What was counted since the start.
    public struct Counters: Hashable, Sendable {
        /// Connections.
        public var connections: UInt64 = 0
        /// Connections from networks that may not capture.
        public var forbidden: UInt64 = 0
        /// Connections over the limit.
        public var overLimit: UInt64 = 0
        /// Passwords that were wrong, and captures without one that needed it.
        public var refusedLogins: UInt64 = 0
        /// Messages that were none, or had no place.
        public var malformed: UInt64 = 0

        /// Nothing yet.
        public init() {}
    }

    /// Whether it serves.
    public var isEnabled: Bool
    /// The ports.
    public var listeners: [Listener]
    /// The connections.
    public var sessions: [Session]
    /// What was counted.
    public var counters: Counters
}
