import Glibc
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle
public import TLSKit

/// Serves HTTP on one address: a TCP port for scrapes, or the UNIX socket for the command line.
public struct WebService: Service {
    /// Where it listens.
    public enum Address: Sendable, Hashable {
        /// A TCP port of an address.
        case tcp(host: String, port: Int)
        /// A UNIX socket, by its path.
        case unix(path: String)
    }

    /// Connections at once; more wait in the kernel's queue. Most of them are idle: those cost some kilobytes each.
    static let connectionLimit = 1536

    private let address: Address
    private let site: WebSite
    private let logger: Logger
    private let onListening: @Sendable () async -> Void
    private let tls: (@Sendable () throws -> TLSContext)?

    /// Makes a service; `onListening` is called once the port is open. `tls` gives the context of each connection, when it
    /// is to be HTTPS.
    public init(
        _ site: WebSite, on address: Address, logger: Logger, tls: (@Sendable () throws -> TLSContext)? = nil,
        onListening: @escaping @Sendable () async -> Void = {}
    ) {
        self.site = site
        self.address = address
        self.logger = logger
        self.onListening = onListening
        self.tls = tls
    }

    /// Runs until the task is cancelled or the agent shuts down.
    public func run() async throws {
        let bind: BindAddress =
            switch address {
            case .tcp(let host, let port): .hostname(host, port: port)
            case .unix(let path): .unixDomainSocket(path: path)
            }
        // The agent holds the lock of the folder: a socket that is there is left from a run that was killed.
        if case .unix(let path) = address { unlink(path) }
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        let onListening = onListening
        let tls = tls
        let isGuarded = if case .tcp = address { true } else { false }
        let plain = HTTP1Channel.Configuration(idleTimeout: .seconds(60))
        let server = HTTPServerBuilder { responder in
            let channel = HTTP1Channel(responder: responder, configuration: plain)
            guard isGuarded else { return channel }
            return GuardedChannel(channel, tls: tls)
        }
        let application = Application(
            router: site.router(),
            server: server,
            configuration: .init(
                address: bind, serverName: "ipdect-agent",
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionLimit, logger: quiet)),
            onServerRunning: { _ in await onListening() }, logger: quiet)
        try await application.run()
    }
}
