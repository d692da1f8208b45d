import NIOCore

/// The limits of a connection.
struct ConnectionLimits: Sendable {
    var header: TimeAmount
    var bodyIdle: TimeAmount
    var keepAlive: TimeAmount
    var continueWait: TimeAmount
    /// Octets of a streamed body that wait for their reader before the socket is left alone.
    var readAheadBytes = 256 << 10

    init(_ options: WebClientOptions) {
        header = TimeAmount(options.headerLimit)
        bodyIdle = TimeAmount(options.bodyIdleLimit)
        keepAlive = TimeAmount(options.keepAlive)
        continueWait = TimeAmount(options.continueWait)
    }
}
