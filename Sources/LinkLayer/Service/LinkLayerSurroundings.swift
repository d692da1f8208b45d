public import Logging
public import NetworkValues
public import Snapshot

/// What the LAN side needs of the rest of the agent. Its closures are called on the LAN thread, and must not wait.
public struct LinkLayerSurroundings: Sendable {
    /// What is told of the agent's host.
    public var identity: DeviceIdentity
    /// The time, by a clock that never goes back.
    public var now: @Sendable () -> Timestamp
    /// Takes a line for the log: how severe it is by syslog's numbers, the part that says it, and the text.
    public var log: @Sendable (_ severity: UInt8, _ module: String, _ text: String) -> Void
    /// Takes what stands now and what is wrong, at most once a second for what only counts.
    public var publish: @Sendable (LANStatus, [LANFault]) async -> Void
    /// The folder for what must survive a restart, without a slash at its end.
    public var folder: String
    /// What tells one boot of the host from others.
    public var boot: String
    /// The agent's own log.
    public var logger: Logger

    /// Makes surroundings.
    public init(
        identity: DeviceIdentity, now: @escaping @Sendable () -> Timestamp,
        log: @escaping @Sendable (_ severity: UInt8, _ module: String, _ text: String) -> Void,
        publish: @escaping @Sendable (LANStatus, [LANFault]) async -> Void, folder: String, boot: String,
        logger: Logger
    ) {
        self.identity = identity
        self.now = now
        self.log = log
        self.publish = publish
        self.folder = folder
        self.boot = boot
        self.logger = logger
    }
}
