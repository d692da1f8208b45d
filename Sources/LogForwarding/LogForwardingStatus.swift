public import NetworkValues

/// How forwarding to one log server, with its backups, stands.
public struct LogServerStatus: Sendable, Equatable {
    /// What is going on.
    public enum State: String, Sendable {
        /// Nothing was tried yet, or the pause behind a failure is under way.
        case waiting
        /// A connection is being opened.
        case connecting
        /// A connection stands; everything that there is was sent, or is being sent.
        case connected
        /// A connection stands and the peer acknowledges nothing.
        case stalled
        /// The last attempt failed.
        case failed
    }

    /// A record that the server did not take.
    public struct Refusal: Sendable, Equatable {
        /// The record's number in the journal, where it stays.
        public var number: UInt64
        /// What the server said.
        public var reason: String
        /// When.
        public var time: Timestamp
    }

    /// The number of the server, that of the chain's first.
    public var index: Int
    /// The name for people; empty for none.
    public var name: String
    /// How records travel.
    public var transport: LogServer.Transport
    /// The address and port in use: of the first server, or of the backup that stands in.
    public var address: String
    /// Whether a backup stands in.
    public var isOnBackup: Bool
    /// What is going on.
    public var state: State
    /// Lines that left, repeats counted.
    public var sent: UInt64
    /// Octets of them.
    public var sentOctets: UInt64
    /// Records that the server is known to have, since the start.
    public var settled: UInt64
    /// Lines sent once more behind a connection that broke.
    public var repeated: UInt64
    /// Records passed over because of topic or severity.
    public var filtered: UInt64
    /// Lines that were too long and were cut.
    public var cut: UInt64
    /// Records that the server refused; they were set aside.
    public var setAside: UInt64
    /// Records that retention removed before they could be sent, since the server is known.
    public var lost: UInt64
    /// Connections that stood.
    public var connections: UInt64
    /// Attempts that failed and connections that broke.
    public var failures: UInt64
    /// The last record that the server is known to have.
    public var position: UInt64
    /// Records behind that.
    public var waiting: UInt64
    /// The last error; empty for none.
    public var lastError: String
    /// When it came.
    public var lastErrorAt: Timestamp?
    /// When the connection in use was opened.
    public var connectedAt: Timestamp?
    /// When the server last was known to have more.
    public var lastSettledAt: Timestamp?
    /// Milliseconds without an acknowledgement although something is under way.
    public var stalledMilliseconds: Int64
    /// The newest refusals, at most 20.
    public var refusals: [Refusal]
    /// Whether a peer's acknowledgement is known; for datagrams it is not.
    public var isAcknowledged: Bool
    /// Whether the server's certificate is not checked at all.
    public var allowsUntrusted: Bool
}
