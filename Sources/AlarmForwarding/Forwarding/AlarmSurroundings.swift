public import Journal
public import Logging
public import NetworkValues
public import Snapshot
public import WebClient

/// What all alarm servers share.
public struct AlarmSurroundings: Sendable {
    /// Where faults are read.
    public var journal: Journal
    /// Where the alarms that stand are read.
    public var snapshots: SnapshotStore
    /// What tells this agent from others, in idempotency keys.
    public var agentID: String
    /// Makes the client for a server.
    public var web: @Sendable (AlarmServer) throws -> WebClient
    /// The clock.
    public var now: @Sendable () -> Timestamp
    /// Waits; tests give their own.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// Says what goes wrong.
    public var logger: Logger

    /// Makes the surroundings.
    public init(
        journal: Journal, snapshots: SnapshotStore, agentID: String,
        web: @escaping @Sendable (AlarmServer) throws -> WebClient, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.journal = journal
        self.snapshots = snapshots
        self.agentID = agentID
        self.web = web
        self.now = now
        self.sleep = sleep
        self.logger = logger
    }
}
