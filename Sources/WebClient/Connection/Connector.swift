import NIOCore
import NIOHTTP1
import NIOPosix
import TLSKit

/// Makes connections.
struct Connector: Sendable {
    var group: any EventLoopGroup
    var limits: ConnectionLimits
    var connectLimit: TimeAmount
    var headerLimitBytes: Int
    var headerFieldLimit: Int

    init(group: any EventLoopGroup, options: WebClientOptions) {
        self.group = group
        limits = ConnectionLimits(options)
        connectLimit = TimeAmount(options.connectLimit)
        headerLimitBytes = options.headerLimitBytes
        headerFieldLimit = options.headerFieldLimit
    }

    /// Connects to an endpoint.
    ///
    /// - Throws: `WebClientError`, or `CancellationError` at once when the task is cancelled.
    func connect(to endpoint: Endpoint) async throws -> Connection {
        let outcome = FirstAnswer<Connection>()
        // A connection that comes when nobody waits for it any more is closed.
        let attempt = Task {
            do {
                let connection = try await open(endpoint)
                if !outcome.answer(.success(connection)) { connection.close(CancellationError()) }
            } catch {
                outcome.answer(.failure(error))
            }
        }
        defer { attempt.cancel() }
        return try await outcome.value()
    }

    private func open(_ endpoint: Endpoint) async throws -> Connection {
        let configure: @Sendable (any Channel) -> EventLoopFuture<Connection> = { channel in
            channel.eventLoop.makeCompletedFuture { try add(to: channel, endpoint) }
        }
        let bootstrap = ClientBootstrap(group: group)
            .connectTimeout(connectLimit)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        do {
            switch endpoint {
            case .unix(let path):
                return try await ClientBootstrap(group: group)
                    .connectTimeout(connectLimit)
                    .connect(unixDomainSocketPath: path, channelInitializer: configure)
            case .tcp(let host, let port):
                // An address needs no resolver, and none of its threads.
                if let address = try? SocketAddress(ipAddress: host, port: port) {
                    return try await bootstrap.connect(to: address, channelInitializer: configure)
                }
                return try await bootstrap.connect(host: host, port: port, channelInitializer: configure)
            }
        } catch let error as ChannelError {
            if case .connectTimeout = error {
                throw WebClientError(.timedOut, "\(endpoint) did not take a connection within the time limit")
            }
            throw WebClientError(.notConnected, "cannot connect to \(endpoint): \(error)")
        } catch {
            throw WebClientError(.notConnected, "cannot connect to \(endpoint): \(error)")
        }
    }

    /// Adds the handlers to a channel, on its event loop.
    private func add(to channel: any Channel, _ endpoint: Endpoint) throws -> Connection {
        var limit = NIOHTTPDecoderLimitConfiguration()
        limit.maxHeaderFieldSize = headerLimitBytes
        limit.maxHeaderListSize = headerLimitBytes
        limit.maxHeaderFieldCount = headerFieldLimit
        let watch = ByteWatch()
        let handler = ConnectionHandler(peer: "\(endpoint)", limits: limits, watch: watch)
        let decoder = HTTPResponseDecoder(
            leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .forward, limitConfiguration: limit)
        try channel.pipeline.syncOperations.addHandlers([
            watch, HTTPRequestEncoder(), ByteToMessageHandler(decoder), handler,
        ])
        return Connection(channel, handler)
    }
}
