public import NetworkValues

/// How one of the automatic pings stands (manual 4.23.7).
public struct PingProbe: Sendable, Equatable {
    /// What the probe can do.
    public enum State: String, Sendable {
        /// Nothing was sent yet.
        case waiting
        /// The last request was answered.
        case ok
        /// The last request was not answered in time.
        case lost
        /// The destination's name has no address now.
        case unresolved
        /// The host has no way to the destination.
        case unreachable
        /// The agent may not send ICMP: neither a datagram nor a raw socket can be opened.
        case forbidden
    }

    /// Upper bounds of the histogram of round trips, in seconds; above the last there is one more bucket.
    public static let bounds: [Double] = [
        0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5,
    ]

    /// `PING1` or `PING2`.
    public var name: String
    /// The destination as the operator wrote it.
    public var target: String
    /// Its address now; `nil` while it has none.
    public var address: IPAddress?
    /// What it can do.
    public var state = State.waiting
    /// What hinders it, in words; empty when nothing does.
    public var reason = ""
    /// Requests sent since the agent started.
    public var sent: UInt64 = 0
    /// Answers that came in time since the agent started.
    public var received: UInt64 = 0
    /// The last round trip, in seconds; `nil` when the last request was lost, or none was sent.
    public var lastRoundTripSeconds: Double?
    /// Round trips in each bucket of `bounds`, and above; not cumulative.
    public var buckets: [UInt64] = Array(repeating: 0, count: bounds.count + 1)
    /// All round trips together, in seconds.
    public var sumSeconds: Double = 0

    /// Makes a probe that has sent nothing.
    public init(name: String, target: String) {
        self.name = name
        self.target = target
    }
}
