/// The limits of a client. Nothing that a server does takes longer or more memory than these allow.
public struct WebClientOptions: Sendable {
    /// How long until a connection stands, with the TLS handshake.
    public var connectLimit: Duration
    /// How long until the header of the response is whole, from the end of the request.
    public var headerLimit: Duration
    /// How long a body may rest: that of the response without an octet coming, that of the request without one going.
    public var bodyIdleLimit: Duration
    /// How long a request of `perform` may take altogether; each of them, when redirects or log-ins make several.
    public var wholeLimit: Duration
    /// How long a connection is kept without a request; less when the server says so.
    public var keepAlive: Duration
    /// How long a body waits for `100 Continue` before it is sent without (RFC 9110 10.1.1).
    public var continueWait: Duration
    /// Bodies of more octets are announced by `Expect: 100-continue`.
    public var expectAboveBytes: Int
    /// How many redirects are followed; 0 returns them as responses.
    public var maximumRedirects: Int
    /// The most octets of a response body that `perform` takes.
    public var bodyLimitBytes: Int
    /// The most octets of a response's header.
    public var headerLimitBytes: Int
    /// The most fields of a response's header.
    public var headerFieldLimit: Int
    /// The most connections to one server.
    public var connectionsPerHost: Int
    /// The most connections, to all servers together, that are kept without a request.
    public var maximumIdle: Int
    /// The most requests that wait for a connection, to all servers together.
    public var maximumWaiting: Int
    /// The field User-Agent of requests that do not bring one.
    public var userAgent: String

    /// Makes options from the defaults.
    public init() {
        connectLimit = .seconds(10)
        headerLimit = .seconds(30)
        bodyIdleLimit = .seconds(30)
        wholeLimit = .seconds(300)
        keepAlive = .seconds(60)
        continueWait = .seconds(1)
        expectAboveBytes = 1 << 20
        maximumRedirects = 5
        bodyLimitBytes = 16 << 20
        headerLimitBytes = 64 << 10
        headerFieldLimit = 128
        connectionsPerHost = 8
        maximumIdle = 32
        maximumWaiting = 1024
        userAgent = "ipdect-agent"
    }
}
