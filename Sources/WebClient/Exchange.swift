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
        let connection = try await connector.connect(to: endpoint)
        defer { connection.close(WebClientError(.closed, "the exchange is over")) }
        let response: ReceivedResponse
        do {
            var outgoing = try outgoing(request)
            outgoing.bodyLimitBytes = bodyLimitBytes
            outgoing.wholeLimit = .seconds(timeoutSeconds)
            response = try await connection.perform(outgoing)
        } catch is ConnectionUnused {
            throw unused
        }
        return WebResponse(
            status: Int(response.head.status.code),
            headers: response.head.headers.map { (name: $0.name, value: $0.value) },
            body: Array(response.body.readableBytesView))
    }

    /// Sends `request` and hands the response, as it comes, to `read`. The response has no `body`; that is the second
    /// argument. The time of the whole is not limited, only that of each standstill, and its size is not limited either.
    ///
    /// - Throws: `WebClientError`, an error of `read`, or `CancellationError`.
    public func withResponse<Answer: Sendable>(
        to request: WebRequest, _ read: (WebResponse, WebResponseBody) async throws -> Answer
    ) async throws -> Answer {
        let connection = try await connector.connect(to: endpoint)
        defer { connection.close(WebClientError(.closed, "the exchange is over")) }
        do {
            connection.start(try outgoing(request))
            let head = try await connection.head()
            let response = WebResponse(
                status: Int(head.status.code), headers: head.headers.map { (name: $0.name, value: $0.value) })
            return try await read(response, WebResponseBody(connection: connection))
        } catch is ConnectionUnused {
            throw unused
        }
    }

    private var connector: Connector {
        var options = WebClientOptions()
        options.connectLimit = .seconds(connectTimeoutSeconds)
        options.headerLimit = .seconds(timeoutSeconds)
        options.bodyIdleLimit = .seconds(timeoutSeconds)
        options.headerLimitBytes = 80 << 10
        options.headerFieldLimit = 256
        return Connector(group: MultiThreadedEventLoopGroup.singleton, options: options)
    }

    private func outgoing(_ request: WebRequest) throws -> OutgoingRequest {
        let hasBody = !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method)
        var head = try RequestHead.make(
            request.method, target: request.target, host: hostField, fields: request.headers,
            framing: hasBody ? .length(request.body.count) : .none)
        head.headers.add(name: "Connection", value: "close")
        return OutgoingRequest(
            head: head, body: request.body.isEmpty ? nil : ByteBuffer(bytes: request.body), isWhole: true,
            expectsContinue: false)
    }

    private var unused: WebClientError {
        WebClientError(.closed, "\(endpoint) closed the connection before the end of its response")
    }

    private var hostField: String {
        switch endpoint {
        case .unix: "localhost"
        case .tcp: endpoint.description
        }
    }
}

extension Exchange {
    /// Sends `request` and hands each line of the response to `body` as it comes, without its line feed; empty ones are
    /// left out, and so is a last one without a line feed. Returns the response once it ends; one with status 400 or above
    /// with its body, of which no line was
    /// handed over.
    ///
    /// - Throws: `WebClientError`, also of code `tooLarge` for a line of more octets than `lineLimitBytes`; an error of
    ///   `body`; `CancellationError`.
    public func readLines(
        of request: WebRequest, lineLimitBytes: Int = 1 << 20, _ body: ([UInt8]) throws -> Void
    ) async throws -> WebResponse {
        try await withResponse(to: request) { response, content in
            var response = response
            guard response.status < 400 else {
                response.body = Array(try await content.collect(upTo: lineLimitBytes).readableBytesView)
                return response
            }
            var rest = ByteBuffer()
            for try await var part in content {
                rest.writeBuffer(&part)
                while let end = rest.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = rest.readBytes(length: end - rest.readerIndex) ?? []
                    rest.moveReaderIndex(forwardBy: 1)
                    if !line.isEmpty { try body(line) }
                }
                guard rest.readableBytes <= lineLimitBytes else {
                    throw WebClientError(.tooLarge, "\(endpoint) sent a line of more than \(lineLimitBytes) octets")
                }
                rest.discardReadBytes()
            }
            return response
        }
    }
}
