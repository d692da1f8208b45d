public import Journal
public import Logging
public import NIOCore
public import NetworkValues
import Sockets
public import TLSKit
public import WebClient

/// What all destinations share: where records come from, the clock, and how connections are made.
public struct LogSurroundings: Sendable {
    /// Where records are read.
    public var journal: Journal
    /// The event loops of the connections.
    public var group: any EventLoopGroup
    /// The host's name, for the headers of our own records.
    public var hostName: @Sendable () -> String
    /// Makes the TLS context for a server; throws when the certificates or settings do not allow one.
    public var tls: @Sendable (LogServer) throws -> TLSContext
    /// Makes the client for a server that takes web requests.
    public var web: @Sendable (LogServer) throws -> WebClient
    /// The clock.
    public var now: @Sendable () -> Timestamp
    /// Waits; tests give their own.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// The addresses of a receiver of datagrams, the system's first one first; throws when the name has none.
    public var resolve: @Sendable (String) async throws -> [IPAddress]
    /// Says what goes wrong.
    public var logger: Logger

    /// Makes the surroundings.
    public init(
        journal: Journal, group: any EventLoopGroup, hostName: @escaping @Sendable () -> String,
        tls: @escaping @Sendable (LogServer) throws -> TLSContext,
        web: @escaping @Sendable (LogServer) throws -> WebClient, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        logger: Logger
    ) {
        self.journal = journal
        self.group = group
        self.hostName = hostName
        self.tls = tls
        self.web = web
        self.now = now
        self.sleep = sleep
        self.logger = logger
        resolve = { try await NameResolver.shared.addresses(.init($0, isUsable: true)) }
    }

    func context(for server: LogServer) throws(LogDeliveryError) -> TLSContext {
        do {
            return try tls(server)
        } catch {
            throw LogDeliveryError(.configuration, "no TLS for \(server.address): \(error)")
        }
    }
}
