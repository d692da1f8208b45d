import Waking

/// One connection to a log server, from its opening to its end.
protocol LogConnection: Sendable {
    /// Sends the lines of a batch and returns when they are handed over: to the kernel, or to the web server. Rings `wake`
    /// when progress can be seen before that.
    func send(_ batch: LogBatch, wake: Doorbell) async throws(LogDeliveryError)
    /// Asks how far the peer is known to have come, and returns it.
    func progress() async throws(LogDeliveryError) -> DeliveryProgress
    /// Returns when the connection has ended, with the reason: by the peer, or by `close`.
    func ended() async -> LogDeliveryError
    /// Ends the connection. What is under way is lost unless it was acknowledged.
    func close() async
}

/// How far a peer has come.
struct DeliveryProgress: Hashable, Sendable {
    /// The last record that the peer is known to have.
    var settled: UInt64
    /// Whether more is under way.
    var isOutstanding: Bool
    /// Milliseconds without progress although something is under way.
    var stalledMilliseconds: Int64
}

/// Why records could not be delivered.
struct LogDeliveryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What to do about it.
    enum Code: Hashable, Sendable {
        /// The server is not there, or the connection broke: try again later.
        case notReachable
        /// The server answered that it does not want anything now: try again later.
        case refused
        /// The settings are at fault, such as a certificate that is not trusted.
        case configuration
        /// We ended the connection, to open it again or to another server.
        case intended
    }

    var code: Code
    var description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
