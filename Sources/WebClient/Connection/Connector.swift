import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import TLSKit
import Waking

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

    /// TLS of a connection, and the name that the server must show.
    struct Security: Sendable {
        var context: TLSContext
        var serverName: String
    }

    /// Connects to an endpoint, and shakes hands where TLS is to be spoken.
    ///
    /// - Throws: `WebClientError`, or `CancellationError` at once when the task is cancelled.
    func connect(to endpoint: Endpoint, _ security: Security? = nil) async throws -> Connection {
        let outcome = FirstAnswer<Connection>()
        // A connection that comes when nobody waits for it any more is closed.
        let attempt = Task {
            do {
                let connection = try await open(endpoint, security)
                if !outcome.answer(.success(connection)) { connection.close(CancellationError()) }
            } catch {
                outcome.answer(.failure(error))
            }
        }
        defer { attempt.cancel() }
        return try await outcome.value()
    }

    /// A connection, and when its handshake is done.
    private typealias Opened = (connection: Connection, handshake: EventLoopFuture<TLSSession>?)

    private func open(_ endpoint: Endpoint, _ security: Security?) async throws -> Connection {
        let opened: Opened
        do {
            opened = try await reach(endpoint) { channel in
                channel.eventLoop.makeCompletedFuture { try add(to: channel, endpoint, security) }
            }
        } catch let error as ChannelError {
            if case .connectTimeout = error {
                throw WebClientError(.timedOut, "\(endpoint) did not take a connection within the time limit")
            }
            throw WebClientError(.notConnected, "cannot connect to \(endpoint): \(error)")
        } catch {
            throw WebClientError(.notConnected, "cannot connect to \(endpoint): \(Self.reason(error))")
        }
        do {
            _ = try await opened.handshake?.get()
        } catch let error as TLSError {
            throw WebClientError(error.code == .timeout ? .timedOut : .tls, "no https with \(endpoint): \(error)")
        }
        return opened.connection
    }

    /// Why a host was not reached: for one by name why its first address was not, or why it has none.
    private static func reason(_ error: any Error) -> String {
        var reason = error
        if let error = error as? NIOConnectionError {
            reason = error.connectionErrors.first?.error ?? error.dnsAError ?? error.dnsAAAAError ?? error
        }
        guard let system = reason as? IOError else { return "\(reason)" }
        return String(cString: strerror(system.errnoCode))
    }

    private func reach(
        _ endpoint: Endpoint, _ configure: @escaping @Sendable (any Channel) -> EventLoopFuture<Opened>
    ) async throws -> Opened {
        let bootstrap = ClientBootstrap(group: group).connectTimeout(connectLimit)
        switch endpoint {
        case .unix(let path):
            return try await bootstrap.connect(unixDomainSocketPath: path, channelInitializer: configure)
        case .tcp(let host, let port):
            let bootstrap = bootstrap.channelOption(.tcpOption(.tcp_nodelay), value: 1)
            // An address needs no resolver, and none of its threads.
            if let address = try? SocketAddress(ipAddress: host, port: port) {
                return try await bootstrap.connect(to: address, channelInitializer: configure)
            }
            return try await bootstrap.connect(host: host, port: port, channelInitializer: configure)
        }
    }

    /// Adds the handlers to a channel, on its event loop.
    private func add(to channel: any Channel, _ endpoint: Endpoint, _ security: Security?) throws -> Opened {
        var limit = NIOHTTPDecoderLimitConfiguration()
        limit.maxHeaderFieldSize = headerLimitBytes
        limit.maxHeaderListSize = headerLimitBytes
        limit.maxHeaderFieldCount = headerFieldLimit
        var handshake: EventLoopFuture<TLSSession>?
        if let security {
            let handler = TLSHandler(
                security.context, serverName: security.serverName, peer: "\(endpoint)", handshakeTimeout: connectLimit)
            try channel.pipeline.syncOperations.addHandler(handler)
            handshake = handler.handshake
        }
        let watch = ByteWatch()
        let handler = ConnectionHandler(peer: "\(endpoint)", limits: limits, watch: watch)
        let decoder = HTTPResponseDecoder(
            leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .forward, limitConfiguration: limit)
        try channel.pipeline.syncOperations.addHandlers([
            watch, HTTPRequestEncoder(), ByteToMessageHandler(decoder), handler,
        ])
        return (Connection(channel, handler), handshake)
    }
}
