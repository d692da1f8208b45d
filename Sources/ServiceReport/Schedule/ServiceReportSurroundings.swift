public import Logging
public import NetworkValues
public import WebClient

/// What the schedule needs around it.
public struct ServiceReportSurroundings: Sendable {
    /// The reports.
    public var library: ReportLibrary
    /// Makes the client for a server.
    public var web: @Sendable (WebURL) throws -> WebClient
    /// The time.
    public var now: @Sendable () -> Timestamp
    /// Waits.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// Where news go.
    public var logger: Logger

    /// Makes surroundings.
    public init(
        library: ReportLibrary, web: @escaping @Sendable (WebURL) throws -> WebClient,
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.library = library
        self.web = web
        self.now = now
        self.sleep = sleep
        self.logger = logger
    }
}
