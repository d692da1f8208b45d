import NIOCore
import NIOHTTP1
import NIOPosix

/// One request and its response on a connection of their own.
public struct Exchange: Sendable {
    /// The server.
    public var endpoint: Endpoint
    /// The most octets of a response body that are taken.
    public var bodyLimitBytes: Int
    /// Seconds until the connection must stand.
    public var connectTimeoutSeconds: Int64
    /// Seconds until the whole response must be there.
    public var timeoutSeconds: Int64

    /// Makes an exchange with a server.
    public init(
        with endpoint: Endpoint, bodyLimitBytes: Int = 64 << 20, connectTimeoutSeconds: Int64 = 5,
        timeoutSeconds: Int64 = 30
    ) {
        self.endpoint = endpoint
        self.bodyLimitBytes = bodyLimitBytes
        self.connectTimeoutSeconds = connectTimeoutSeconds
        self.timeoutSeconds = timeoutSeconds
    }

    /// Sends `request` and returns the whole response.
    ///
    /// - Throws: `WebClientError` when the server is not there, is too slow, or answers something that is not HTTP.
    public func perform(_ request: WebRequest) async throws -> WebResponse {
        var options = WebClientOptions()
        options.connectLimit = .seconds(connectTimeoutSeconds)
        options.headerLimit = .seconds(timeoutSeconds)
        options.bodyIdleLimit = .seconds(timeoutSeconds)
        options.headerLimitBytes = 80 << 10
        options.headerFieldLimit = 256
        let hasBody = !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method)
        var head = try RequestHead.make(
            request.method, target: request.target, host: hostField, fields: request.headers,
            framing: hasBody ? .length(request.body.count) : .none)
        head.headers.add(name: "Connection", value: "close")
        let outgoing = OutgoingRequest(
            head: head, body: request.body.isEmpty ? nil : ByteBuffer(bytes: request.body), isWhole: true,
            expectsContinue: false, bodyLimitBytes: bodyLimitBytes, wholeLimit: .seconds(timeoutSeconds))
        let connector = Connector(group: MultiThreadedEventLoopGroup.singleton, options: options)
        let connection = try await connector.connect(to: endpoint)
        defer { connection.close(WebClientError(.closed, "the exchange is over")) }
        let response: ReceivedResponse
        do {
            response = try await connection.perform(outgoing)
        } catch is ConnectionUnused {
            throw WebClientError(.closed, "\(endpoint) closed the connection before the end of its response")
        }
        return WebResponse(
            status: Int(response.head.status.code),
            headers: response.head.headers.map { (name: $0.name, value: $0.value) },
            body: Array(response.body.readableBytesView))
    }

    private var hostField: String {
        switch endpoint {
        case .unix: "localhost"
        case .tcp: endpoint.description
        }
    }
}
