public import Journal
public import Logging
public import NetworkValues
public import ServiceLifecycle
public import Snapshot
import Synchronization
public import TLSKit
import Waking

/// The SNMP agent: its sockets, the image that they answer from, and the notifications.
public final class SNMPService: Service {
    /// Milliseconds between two images, however fast snapshots come.
    private static let imagePauseMilliseconds = 100
    /// Seconds between two tries to open a socket.
    private static let retrySeconds = 5

    private struct State {
        var configuration: SNMPConfiguration
        var loops: [DatagramLoop] = []
        /// sysUpTime when it changed who may come over TLS.
        var certificatesChangedAt: UInt32 = 0
    }

    private let shared: EngineShared
    private let snapshots: SnapshotStore
    private let notifications: NotificationService
    private let agentX: AgentXService
    private let users: NotificationUsers
    private let groups: [any MIBGroup<TableSource>]
    private let limits: ResponderLimits
    private let streams: StreamServer
    private let failures: FailureRelay
    private let logger: Logger
    private let onSocketState: @Sendable ([SocketError]) async -> Void
    private let sleep: @Sendable (Duration) async throws -> Void
    private let changed = Doorbell()
    private let writer = Mutex<(any ManagedWriter)?>(nil)
    private let publishing = Mutex(())
    private let state: Mutex<State>

    /// Makes the agent. `identity` is durable already. `onSocketState` is told which sockets cannot be opened, each time that
    /// this changes. `onAuthenticationFailure` hears of messages that were refused, at most ten a second, on the engine's
    /// threads: it returns at once. `tls` makes the context of the TLS port; it is given the SHA-256 digests of managers'
    /// certificates that are trusted for themselves. `now` and `sleep` are the clock; tests give their own.
    public init(
        _ configuration: SNMPConfiguration, identity: EngineIdentity, isColdStart: Bool, journal: Journal,
        snapshots: SnapshotStore, logger: Logger, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        onSocketState: @escaping @Sendable ([SocketError]) async -> Void = { _ in },
        onAuthenticationFailure: @escaping @Sendable (AuthenticationFailure) -> Void = { _ in },
        tls: (@Sendable (_ pinned: [[UInt8]]) throws -> TLSContext)? = nil
    ) {
        self.snapshots = snapshots
        self.logger = logger
        self.sleep = sleep
        self.onSocketState = onSocketState
        var limits = ResponderLimits()
        limits.requestsPerSource = configuration.agent.requestsPerSource
        self.limits = limits
        let counters = SNMPCounters()
        let failures = FailureRelay()
        self.failures = failures
        let serialNumber = SetSerialNumber()
        let shared = EngineShared(
            images: MIBImageStore(), identity: identity, clock: EngineClock(), counters: counters,
            policy: configuration.policy(engineID: identity.engineID),
            writable: WritableObjects(root: configuration.agent.tables.root, serialNumber: serialNumber),
            onFailure: { failure in
                failures.report()
                onAuthenticationFailure(failure)
            })
        self.shared = shared
        streams = StreamServer(shared, tls: tls, logger: logger)
        let tables = configuration.agent.tables
        let users = NotificationUsers(configuration.users)
        self.users = users
        var agent = NotificationAgent(
            root: tables.root, objectID: tables.objectID, name: { snapshots.current.agent.systemName },
            upTime: { shared.clock.ticks }, counters: counters,
            sealer: UserSealer(shared: shared, maximumMessage: limits.maximumRequest), users: { users[$0] })
        agent.notifyView = { shared.policy.notifyView(of: $0) }
        let notifications = NotificationService(
            journal: journal, snapshots: snapshots, agent: agent,
            targets: configuration.agent.isEnabled ? configuration.targets : [],
            settings: configuration.agent.notifications, isColdStart: isColdStart, logger: logger, now: now,
            sleep: sleep)
        self.notifications = notifications
        var engine = EngineValues(
            upTime: { shared.clock.ticks }, engineID: identity.engineID,
            engineBoots: { UInt32(identity.boots) }, engineTime: { UInt32(shared.clock.seconds) },
            maximumMessageSize: UInt32(limits.maximumRequest),
            sendsAuthenticationFailures: { notifications.sendsAuthenticationFailures }, counters: counters)
        engine.transports = shared.transports
        engine.serialNumber = serialNumber
        groups = AgentTables.groups(tables, engine: engine)
        agentX = AgentXService(configuration, images: shared.images, logger: logger, now: now)
        state = Mutex(State(configuration: configuration))
        failures.forward(to: notifications)
    }

    /// How the agent does.
    public var status: SNMPStatus {
        let (isEnabled, listening) = state.withLock { state in
            (state.configuration.agent.isEnabled, state.loops.map { Self.text($0.address, $0.port) })
        }
        var counters = SNMPCounter.allCases.map { ($0.name, shared.counters.value($0)) }
        counters += TransportCounter.allCases.map { ($0.name, shared.transports.value($0)) }
        return SNMPStatus(
            isEnabled: isEnabled, listening: listening + streams.listening, engineID: shared.identity.engineID,
            engineBoots: shared.identity.boots, counters: Dictionary(counters) { first, _ in first },
            targets: notifications.statuses, agentX: agentX.status)
    }

    /// Takes other settings, those that need no restart. Sockets are opened and closed by `run`.
    public func apply(_ configuration: SNMPConfiguration) {
        let current = state.withLock { $0.configuration }
        if !configuration.hasSameAccess(as: current) {
            shared.policy = configuration.policy(engineID: shared.identity.engineID)
        }
        users.apply(configuration.users)
        notifications.apply(
            configuration.agent.isEnabled ? configuration.targets : [], settings: configuration.agent.notifications)
        let now = shared.clock.ticks
        state.withLock { state in
            if state.configuration.certificates != configuration.certificates { state.certificatesChangedAt = now }
            state.configuration = configuration
        }
        agentX.apply(configuration)
        changed.ring()
    }

    /// Certificates have changed: new connections under TLS go by them.
    public func renewTLS() {
        streams.renewTLS()
        // A port that could not be opened for want of a certificate is tried again.
        changed.ring()
    }

    /// Lets managers change what `writer` changes; until then every SET finds resourceUnavailable.
    public func accept(_ writer: any ManagedWriter) {
        self.writer.withLock { $0 = writer }
    }

    /// Sends a test notification to the receivers named `name`, or to all.
    public func sendTest(to name: String?) async -> [NotificationTestOutcome] {
        await notifications.sendTest(to: name)
    }

    /// Answers over UDP from now on, ahead of `run`. What cannot be opened is tried again and reported by `run`.
    public func begin() {
        publishImage()
        _ = openSockets()
    }

    /// Ends what `begin` began, when `run` does not come or has ended.
    public func end() { closeSockets() }

    /// Answers and notifies until the task is cancelled or the agent shuts down.
    public func run() async {
        publishImage()
        await withDiscardingTaskGroup { group in
            group.addTask { await self.notifications.run() }
            group.addTask { await self.agentX.run() }
            group.addTask { await cancelWhenGracefulShutdown { await self.keepImages() } }
            group.addTask { await cancelWhenGracefulShutdown { await self.keepSockets() } }
            let worker = WriteWorker(
                shared, writer: { self.writer.withLock { $0 } }, publish: { self.publishImage() })
            group.addTask { await cancelWhenGracefulShutdown { await worker.run() } }
        }
    }

    // MARK: The image

    /// Makes a new image whenever the snapshot changes, but not faster than the pause between two.
    private func keepImages() async {
        for await _ in snapshots.changes() {
            publishImage()
            guard (try? await sleep(.milliseconds(Self.imagePauseMilliseconds))) != nil else { return }
        }
    }

    private func publishImage() {
        // One after the other: an older snapshot never replaces a newer one.
        publishing.withLock { _ in publishNewest() }
    }

    private func publishNewest() {
        var source = TableSource(
            snapshot: snapshots.current, targets: notifications.statuses,
            sendsLinkChanges: notifications.sendsLinkChanges,
            sendsNeighbourChanges: notifications.sendsNeighbourChanges, policy: shared.policy,
            filters: state.withLock { $0.configuration.filters })
        source.tls = state.withLock { state in
            var tls = TLSTableSource()
            tls.rows = state.configuration.certificates
            tls.changedAt = state.certificatesChangedAt
            tls.usesPrefix = state.configuration.tls.usesPrefix
            return tls
        }
        do {
            try shared.images.publish(MIBImage.make(groups, from: source, previous: shared.images.current))
        } catch {
            logger.error(
                "the image that SNMP answers from was not made; the old one stays", metadata: ["reason": "\(error)"])
        }
    }

    // MARK: Sockets

    /// Keeps the sockets of the settings open; those that fail are tried again.
    private func keepSockets() async {
        var reported: [SocketError] = []
        while !Task.isCancelled {
            let failed = openSockets() + (await openStreams())
            if failed != reported {
                reported = failed
                await onSocketState(failed)
            }
            if failed.isEmpty {
                await changed.wait()
            } else {
                let sleep = sleep
                await changed.wait { try await sleep(.seconds(Self.retrySeconds)) }
            }
        }
        closeSockets()
        await streams.close()
    }

    private func openStreams() async -> [SocketError] {
        await streams.open(state.withLock { $0.configuration.streams })
    }

    /// Opens what the settings ask for and is not open, closes what they no longer ask for. Returns what failed.
    private func openSockets() -> [SocketError] {
        let (agent, open) = state.withLock { ($0.configuration.agent, $0.loops) }
        let wanted = agent.isEnabled ? agent.addresses : []
        let kept = open.filter { wanted.contains($0.address) && $0.port == agent.port }
        for loop in open where !kept.contains(where: { $0 === loop }) { loop.stop() }
        var loops = kept
        var failed: [SocketError] = []
        for address in wanted where !loops.contains(where: { $0.address == address }) {
            do throws(SocketError) {
                let loop = try DatagramLoop(address: address, port: agent.port, shared: shared, limits: limits)
                try loop.start()
                logger.info("SNMP answers", metadata: ["address": "\(Self.text(address, loop.port))"])
                loops.append(loop)
            } catch {
                if !error.isWithoutFamily { failed.append(error) }
            }
        }
        state.withLock { $0.loops = loops }
        return failed
    }

    private func closeSockets() {
        let loops = state.withLock { state in
            let loops = state.loops
            state.loops = []
            return loops
        }
        for loop in loops { loop.stop() }
    }

    private static func text(_ address: IPAddress, _ port: UInt16) -> String {
        if case .v6 = address { return "[\(address)]:\(port)" }
        return "\(address):\(port)"
    }
}

/// Hands authentication failures from the engine's threads to the notifications, which are made after the engine.
private final class FailureRelay: Sendable {
    private let receiver = Mutex<NotificationService?>(nil)

    func forward(to service: NotificationService) {
        receiver.withLock { $0 = service }
    }

    func report() {
        receiver.withLock { $0 }?.authenticationFailed()
    }
}
