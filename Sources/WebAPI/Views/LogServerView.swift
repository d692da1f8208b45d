import LogForwarding
import LogRelay
import NetworkValues

/// A log server as the command line shows it.
public struct LogServerView: Codable, Sendable, Equatable {
    /// A record that the server refused.
    public struct Refusal: Codable, Sendable, Equatable {
        /// Its number in the journal.
        public var number: UInt64
        /// What the server said.
        public var reason: String
        /// When, as RFC 3339.
        public var time: String
    }

    /// The number.
    public var index: Int
    /// The name for people.
    public var name: String
    /// How records travel.
    public var transport: String
    /// Address and port in use.
    public var address: String
    /// Whether a backup stands in.
    public var isOnBackup: Bool
    /// What is going on.
    public var state: String
    /// Lines that left.
    public var sent: UInt64
    /// Records that the server is known to have.
    public var acknowledged: UInt64
    /// Records behind those.
    public var waiting: UInt64
    /// Lines sent once more.
    public var repeated: UInt64
    /// Records passed over.
    public var filtered: UInt64
    /// Lines cut.
    public var truncated: UInt64
    /// Records refused.
    public var setAside: UInt64
    /// Records that the journal dropped before.
    public var dropped: UInt64
    /// Attempts that failed.
    public var failures: UInt64
    /// Whether acknowledgements are known.
    public var isAcknowledged: Bool
    /// Whether its certificate is not checked.
    public var allowsUntrusted: Bool
    /// The last error; empty for none.
    public var lastError: String
    /// When the server last was known to have more, as RFC 3339; `nil` for never.
    public var lastAcknowledged: String?
    /// The newest refusals.
    public var refusals: [Refusal]

    init(_ status: LogServerStatus) {
        index = status.index
        name = status.name
        transport = status.transport.rawValue
        address = status.address
        isOnBackup = status.isOnBackup
        state = status.state.rawValue
        sent = status.sent
        acknowledged = status.settled
        waiting = status.waiting
        repeated = status.repeated
        filtered = status.filtered
        truncated = status.cut
        setAside = status.setAside
        dropped = status.lost
        failures = status.failures
        isAcknowledged = status.isAcknowledged
        allowsUntrusted = status.allowsUntrusted
        lastError = status.lastError
        lastAcknowledged = status.lastSettledAt?.description
        refusals = status.refusals.map {
            Refusal(number: $0.number, reason: $0.reason, time: $0.time.description)
        }
    }
}

/// The reception of logs as the command line shows it.
public struct LogRelayView: Codable, Sendable, Equatable {
    /// A port.
    public struct Listener: Codable, Sendable, Equatable {
        /// udp, tcp or tls.
        public var transport: String
        /// Address and port.
        public var address: String
        /// Why it does not listen; empty when it does.
        public var error: String
    }

    /// A source.
    public struct Source: Codable, Sendable, Equatable {
        /// The address; `nil` for those that found no place of their own.
        public var address: String?
        /// Messages taken.
        public var received: UInt64
        /// Octets of them.
        public var bytes: UInt64
        /// Messages cut.
        public var truncated: UInt64
        /// Messages dropped because they came too fast.
        public var overRate: UInt64
        /// Messages dropped because the journal could not take them.
        public var overload: UInt64
        /// Messages and connections refused.
        public var refused: UInt64
        /// When it last sent, as RFC 3339.
        public var lastSeen: String?
    }

    /// Whether logs are received.
    public var isEnabled: Bool
    /// The ports.
    public var listeners: [Listener]
    /// Connections that stand.
    public var connections: Int
    /// The sources.
    public var sources: [Source]

    init(_ status: LogRelayStatus) {
        isEnabled = status.isEnabled
        listeners = status.listeners.map {
            Listener(transport: $0.transport, address: $0.address, error: $0.error)
        }
        connections = status.connections
        sources = status.sources.map { source in
            Source(
                address: source.address.map { "\($0)" }, received: source.received, bytes: source.receivedBytes,
                truncated: source.cut, overRate: source.overRate, overload: source.overload, refused: source.refused,
                lastSeen: source.lastSeen?.description)
        }
    }
}
