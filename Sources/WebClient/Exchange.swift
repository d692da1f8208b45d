internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

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
        try await withThrowingTaskGroup(of: WebResponse.self) { group in
            group.addTask { try await exchange(request) }
            group.addTask {
                try await Task.sleep(for: .seconds(timeoutSeconds))
                throw WebClientError(.timedOut, "no whole response from \(endpoint) within \(timeoutSeconds) s")
            }
            defer { group.cancelAll() }
            guard let response = try await group.next() else { throw CancellationError() }
            return response
        }
    }

    private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    private func exchange(_ request: WebRequest) async throws -> WebResponse {
        let connection = try await connect()
        return try await connection.executeThenClose { inbound, outbound in
            var head = HTTPRequestHead(version: .http1_1, method: .init(rawValue: request.method), uri: request.target)
            for (name, value) in request.headers { head.headers.add(name: name, value: value) }
            head.headers.replaceOrAdd(name: "Host", value: hostField)
            head.headers.replaceOrAdd(name: "Connection", value: "close")
            if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
                head.headers.replaceOrAdd(name: "Content-Length", value: String(request.body.count))
            }
            var parts: [HTTPClientRequestPart] = [.head(head)]
            if !request.body.isEmpty { parts.append(.body(.byteBuffer(ByteBuffer(bytes: request.body)))) }
            parts.append(.end(nil))
            do {
                try await outbound.write(contentsOf: parts)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                // A server may answer and close before it read all of the request: its answer counts.
            }
            return try await response(from: inbound)
        }
    }

    private func response(from inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>) async throws
        -> WebResponse
    {
        var response: WebResponse?
        do {
            for try await part in inbound {
                switch part {
                case .head(let head) where head.status.code >= 200:
                    let headers = head.headers.map { (name: $0.name, value: $0.value) }
                    response = WebResponse(status: Int(head.status.code), headers: headers, body: [])
                case .head:
                    continue
                case .body(let buffer):
                    response?.body.append(contentsOf: buffer.readableBytesView)
                    if let size = response?.body.count, size > bodyLimitBytes {
                        throw WebClientError(
                            .tooLarge, "expected at most \(bodyLimitBytes) octets from \(endpoint), got more")
                    }
                case .end:
                    if let response { return response }
                }
            }
        } catch let error as HTTPParserError {
            throw WebClientError(.malformed, "expected HTTP/1.1 from \(endpoint), got something else: \(error)")
        } catch let error as IOError {
            throw WebClientError(.closed, "the connection to \(endpoint) broke: \(error)")
        }
        throw WebClientError(.closed, "\(endpoint) closed the connection before the end of its response")
    }

    private var hostField: String {
        switch endpoint {
        case .unix: "localhost"
        case .tcp: endpoint.description
        }
    }

    private func connect() async throws -> Connection {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(connectTimeoutSeconds))
        let configure: @Sendable (any Channel) -> EventLoopFuture<Connection> = { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                return try Connection(wrappingChannelSynchronously: channel)
            }
        }
        do {
            switch endpoint {
            case .unix(let path):
                return try await bootstrap.connect(unixDomainSocketPath: path, channelInitializer: configure)
            case .tcp(let host, let port):
                return try await bootstrap.connect(host: host, port: port, channelInitializer: configure)
            }
        } catch {
            throw WebClientError(.notConnected, "cannot connect to \(endpoint): \(error)")
        }
    }
}
