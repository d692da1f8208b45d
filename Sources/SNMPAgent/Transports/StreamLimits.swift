import NIOCore

/// Bounds on connections that bring requests.
struct StreamLimits: Hashable, Sendable {
    /// The longest message taken and sent, in octets. RFC 3430 2.3 asks for at least 8,192.
    static let maximumMessage = 65_535

    /// The most connections at once.
    var connections = 128
    /// The most connections at once of one address.
    var connectionsPerSource = 16
    /// How long a connection may stand without a message.
    var idle = TimeAmount.minutes(10)
    /// How long a connection may be silent before it gives way to a new one when there are too many.
    var spared = TimeAmount.seconds(30)
    /// How long a message may take from its first octet to its last.
    var unfinished = TimeAmount.seconds(10)
    /// How long a manager may leave its replies unread once `outbound` octets wait for it.
    var stalled = TimeAmount.seconds(20)
    /// Octets of replies that may wait before no more requests are taken.
    var outbound = 262_144
    /// Requests of one connection that are answered before others get their turn.
    var requestsPerTurn = 32

    /// The engine's bounds on requests that come over streams.
    static func responder(requestsPerSource: UInt64) -> ResponderLimits {
        var limits = ResponderLimits()
        limits.maximumRequest = maximumMessage
        limits.maximumReplyV4 = maximumMessage
        limits.maximumReplyV6 = maximumMessage
        limits.requestsPerSource = requestsPerSource
        return limits
    }
}
