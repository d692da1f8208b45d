import AlarmForwarding
import NetworkValues

/// A server that alarms are sent to, as `GET /api/v1/alarm-servers` lists it.
public struct AlarmServerView: Codable, Sendable, Equatable {
    /// A record that the server did not take.
    public struct Refusal: Codable, Sendable, Equatable {
        /// Its number in the journal.
        public var number: UInt64
        /// What the server said.
        public var reason: String
        /// When, RFC 3339.
        public var time: String
    }

    /// The number.
    public var index: Int
    /// The name for people; empty for none.
    public var name: String
    /// The URL.
    public var url: String
    /// What a request says.
    public var form: String
    /// Requests that the server took.
    public var sent: UInt64
    /// Those of them that said again that an alarm stands.
    public var repeated: UInt64
    /// Attempts that failed.
    public var failures: UInt64
    /// Records that the server refused.
    public var setAside: UInt64
    /// Records that the journal dropped before.
    public var dropped: UInt64
    /// The last record that is settled.
    public var position: UInt64
    /// The last error; empty for none.
    public var lastError: String
    /// When it came, RFC 3339; `nil` for never.
    public var lastErrorAt: String?
    /// When the server last took something, RFC 3339; `nil` for never.
    public var lastSent: String?
    /// The newest refusals.
    public var refusals: [Refusal]

    init(_ status: AlarmServerStatus) {
        index = status.index
        name = status.name
        url = status.url
        form = "\(status.form)"
        sent = status.sent
        repeated = status.repeated
        failures = status.failures
        setAside = status.setAside
        dropped = status.lost
        position = status.position
        lastError = status.lastError
        lastErrorAt = status.lastErrorAt.map { "\($0)" }
        lastSent = status.lastSent.map { "\($0)" }
        refusals = status.refusals.map { Refusal(number: $0.number, reason: $0.reason, time: "\($0.time)") }
    }
}
