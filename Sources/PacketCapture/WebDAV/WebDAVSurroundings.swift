public import Logging
public import NetworkValues
import Sockets
public import WebClient

/// What WebDAV PCAP needs around it.
public struct WebDAVSurroundings: Sendable {
    /// What captures.
    public var engine: CaptureEngine
    /// The folder of the spool, inside the state folder; it is made when it is not there.
    public var folder: String
    /// Makes the client for a server.
    public var web: @Sendable (WebDAVConfiguration) throws -> WebClient
    /// The time.
    public var now: @Sendable () -> Timestamp
    /// Waits.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// Where news go.
    public var logger: Logger
    /// Whether the last run did not end in order.
    public var restartedUnexpectedly: Bool
    /// Hears of what was lost before the server had it, at most once a minute.
    public var onLoss: @Sendable (SpoolLoss) -> Void
    /// The addresses of a host.
    public var resolve: @Sendable (String) async throws -> [IPAddress]

    /// Makes surroundings.
    public init(
        engine: CaptureEngine, folder: String, web: @escaping @Sendable (WebDAVConfiguration) throws -> WebClient,
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger,
        restartedUnexpectedly: Bool = false, onLoss: @escaping @Sendable (SpoolLoss) -> Void = { _ in }
    ) {
        self.engine = engine
        self.folder = folder
        self.web = web
        self.now = now
        self.sleep = sleep
        self.logger = logger
        self.restartedUnexpectedly = restartedUnexpectedly
        self.onLoss = onLoss
        resolve = { host in
            // Packets carry no zone.
            try await NameResolver.shared.addresses(.init(host)).compactMap { IPAddress(octets: $0.octets) }
        }
    }
}
