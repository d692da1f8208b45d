public import History
public import Logging
public import NetworkValues
public import WebClient

/// What remote write needs around it.
public struct RemoteWriteSurroundings: Sendable {
    /// What is sent.
    public var history: History
    /// The host's name, for the label `instance`.
    public var hostName: @Sendable () -> String
    /// The agent's version, for the requests.
    public var version: String
    /// A client for a server.
    public var web: @Sendable (RemoteWriteServer) throws -> WebClient
    /// The time.
    public var now: @Sendable () -> Timestamp
    /// Waits.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// Where news go.
    public var logger: Logger

    /// Makes surroundings.
    public init(
        history: History, hostName: @escaping @Sendable () -> String, version: String,
        web: @escaping @Sendable (RemoteWriteServer) throws -> WebClient, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.history = history
        self.hostName = hostName
        self.version = version
        self.web = web
        self.now = now
        self.sleep = sleep
        self.logger = logger
    }
}
