public import Logging
public import NetworkValues
public import ServiceLifecycle
import Synchronization
import Waking

/// The agent as a subagent of another SNMP agent (RFC 2741): keeps one session with the master of the settings, on a thread
/// of its own, and serves what is registered there from the same images as the agent's own sockets.
public final class AgentXService: Service {
    private struct State {
        var settings: AgentXSettings
        var tables: TableSettings
        var status = AgentXSessionStatus()
    }

    private let images: MIBImageStore
    private let changes: any AgentXChanges
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let changed = Doorbell()
    private let state: Mutex<State>

    /// Makes the service. `images` is where `SNMPService` publishes. `changes` takes what managers set; without it nothing
    /// can be set.
    public init(
        _ configuration: SNMPConfiguration, images: MIBImageStore, changes: (any AgentXChanges)? = nil, logger: Logger,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.images = images
        self.changes = changes ?? NoAgentXChanges()
        self.now = now
        self.logger = logger
        state = Mutex(State(settings: configuration.agentX, tables: configuration.agent.tables))
    }

    /// How the session is.
    public var status: AgentXSessionStatus { state.withLock { $0.status } }

    /// Takes other settings. The root of our modules stays what it was when the agent started.
    public func apply(_ configuration: SNMPConfiguration) {
        state.withLock { $0.settings = configuration.agentX }
        changed.ring()
    }

    /// Keeps a session until the task is cancelled or the agent shuts down.
    public func run() async {
        await cancelWhenGracefulShutdown { await self.keepSession() }
    }

    private func keepSession() async {
        var loop: AgentXLoop?
        var current: AgentXConfiguration?
        while !Task.isCancelled {
            let (settings, tables) = state.withLock { ($0.settings, $0.tables) }
            let wanted = settings.isEnabled ? AgentXConfiguration(settings, tables: tables) : nil
            if wanted != current {
                loop?.stop()
                loop = wanted.flatMap(start)
                current = wanted
                if wanted != nil, loop == nil { logger.error("no thread is left for the AgentX session") }
            }
            await changed.wait()
        }
        loop?.stop()
    }

    private func start(_ configuration: AgentXConfiguration) -> AgentXLoop? {
        let now = now
        return AgentXLoop(
            configuration, counts: status.counts,
            AgentXLoop.Surroundings(
                images: images, changes: changes,
                moment: {
                    AgentXSession.Moment(milliseconds: EngineClock.nanoseconds / 1_000_000, time: now())
                },
                report: { [weak self] in self?.take($0, $1) }))
    }

    private func take(_ status: AgentXSessionStatus, _ notes: [AgentXSession.Note]) {
        state.withLock { $0.status = status }
        for note in notes { tell(note, status) }
    }

    private func tell(_ note: AgentXSession.Note, _ status: AgentXSessionStatus) {
        switch note {
        case .opened:
            logger.info("the AgentX session stands", metadata: ["master": "\(status.address)"])
        case .registered(let subtree):
            logger.info("a subtree is registered with the AgentX master", metadata: ["subtree": "\(subtree)"])
        case .refused(let subtree, let reason):
            logger.warning(
                "the AgentX master refused a subtree; it is asked again",
                metadata: ["subtree": "\(subtree)", "reason": "\(reason)"])
        case .lost(let reason):
            logger.warning(
                "the AgentX session does not stand; it is tried again", metadata: ["reason": "\(reason)"])
        }
    }
}
