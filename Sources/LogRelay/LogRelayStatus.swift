public import NetworkValues

/// How the reception of logs stands.
public struct LogRelayStatus: Sendable, Equatable {
    /// A place where logs are received.
    public struct Listener: Sendable, Equatable {
        /// How: `udp`, `tcp`, `tls` or `relp`.
        public var transport: String
        /// Where, as an address with a port.
        public var address: String
        /// Why it does not listen; empty when it does.
        public var error: String
    }

    /// What one source has sent.
    public struct Source: Sendable, Equatable {
        /// The address; `nil` for all that found no place of their own.
        public var address: IPAddress?
        /// Messages taken.
        public var received: UInt64 = 0
        /// Octets of them.
        public var receivedBytes: UInt64 = 0
        /// Messages cut because they were too long.
        public var cut: UInt64 = 0
        /// Messages dropped because they came too fast.
        public var overRate: UInt64 = 0
        /// Messages dropped because the journal could not take them.
        public var overload: UInt64 = 0
        /// Messages and connections refused because of the network they came from, or of too many connections.
        public var refused: UInt64 = 0
        /// When it last sent.
        public var lastSeen: Timestamp?
    }

    /// Whether logs are received.
    public var isEnabled: Bool
    /// Where.
    public var listeners: [Listener]
    /// Connections that stand.
    public var connections: Int
    /// What each source has sent, by address.
    public var sources: [Source]

    /// The sum over all sources.
    public var total: Source {
        sources.reduce(into: Source()) { sum, source in
            sum.received += source.received
            sum.receivedBytes += source.receivedBytes
            sum.cut += source.cut
            sum.overRate += source.overRate
            sum.overload += source.overload
            sum.refused += source.refused
            sum.lastSeen = max(
                sum.lastSeen ?? Timestamp(milliseconds: 0), source.lastSeen ?? Timestamp(milliseconds: 0))
        }
    }
}
