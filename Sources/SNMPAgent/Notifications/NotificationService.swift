import Faults
public import Journal
public import Logging
public import NetworkValues
public import ServiceLifecycle
public import Snapshot
import Synchronization
import Waking

/// Sends notifications to all receivers. Each has a pump of its own that reads the journal behind its own cursor, so one
/// that is down stays behind alone.
public final class NotificationService: Service {
    private struct State {
        var settings: NotificationSettings
        var targets: [NotificationTarget]
        var pumps: [TargetPump] = []
        /// Notices that are to be written, that of the start first.
        var notices: [Notice]
        var budget = NoticeBudget()
        /// When authenticationFailure was last reported.
        var lastFailure: Timestamp?

        /// Whether each receiver has its pump: one that was just named is told of what comes now, too.
        var hasAllPumps: Bool {
            targets.allSatisfy { target in pumps.contains { $0.target == target } }
        }
    }

    /// Milliseconds between two authenticationFailure notifications: somebody who guesses communities must not make the
    /// agent flood its receivers.
    static let failurePauseMilliseconds: Int64 = 1000

    let surroundings: TargetPump.Surroundings
    private let snapshots: SnapshotStore
    private let state: Mutex<State>
    private let changed = Doorbell()
    private let noticed = Doorbell()
    /// Notices that may wait to be written.
    private static let noticeLimit = 64

    /// Makes the service. `isColdStart` says whether the settings may have changed since the agent ran last. `now` and
    /// `sleep` are the clock, `resolve` finds the addresses of a host; tests give their own.
    public init(
        journal: Journal, snapshots: SnapshotStore, agent: NotificationAgent, targets: [NotificationTarget],
        settings: NotificationSettings = NotificationSettings(), isColdStart: Bool = true, logger: Logger,
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        resolve: (@Sendable (String) async -> [IPAddress])? = nil
    ) {
        self.snapshots = snapshots
        state = Mutex(
            State(settings: settings, targets: targets, notices: [isColdStart ? .coldStart : .warmStart]))
        surroundings = TargetPump.Surroundings(
            journal: journal, agent: agent, stock: NotificationStock(agent.root),
            keeper: CursorKeeper(journal, logger, sleep: sleep),
            resolve: resolve ?? { await HostResolver.addresses(of: $0) },
            figures: {
                let counts = AlarmCounts(snapshots.current.alarms.alarms)
                return HeartbeatFigures(
                    name: agent.name(), active: counts.all.count, critical: counts.bySeverity[.critical] ?? 0,
                    major: counts.bySeverity[.major] ?? 0, indeterminate: counts.bySeverity[.indeterminate] ?? 0,
                    lastRecord: journal.lastNumber, time: now())
            },
            events: { snapshots.current.events.sequences(from: $0, until: $1) }, now: now, sleep: sleep,
            logger: logger)
    }

    /// How each receiver does, by number.
    public var statuses: [NotificationTargetStatus] {
        state.withLock { state in
            let pumps = Dictionary(state.pumps.map { ($0.target, $0) }) { first, _ in first }
            return state.targets.map { pumps[$0]?.status ?? NotificationTargetStatus($0) }
        }
        .sorted { $0.index < $1.index }
    }

    /// The receivers.
    public var targets: [NotificationTarget] { state.withLock { $0.targets } }

    /// Whether authenticationFailure is sent (snmpEnableAuthenTraps).
    public var sendsAuthenticationFailures: Bool { state.withLock { $0.settings.sendsAuthenticationFailures } }

    /// Whether linkUp and linkDown are sent (ifLinkUpDownTrapEnable).
    public var sendsLinkChanges: Bool { state.withLock { $0.settings.sendsLinkChanges } }

    /// Whether lldpRemTablesChange is sent (lldpPortConfigNotificationEnable).
    public var sendsNeighbourChanges: Bool { state.withLock { $0.settings.sendsNeighbourChanges } }

    /// Takes other settings and receivers. A receiver that stays the same goes on where it was; one that changed keeps its
    /// place in the journal.
    public func apply(_ targets: [NotificationTarget], settings: NotificationSettings) {
        state.withLock { state in
            state.targets = targets
            state.settings = settings
        }
        changed.ring()
    }

    /// Tells all receivers. Returns at once. What comes while too many wait to be written goes to the receivers' own queues,
    /// which count what they drop.
    public func report(_ notice: Notice) {
        let hasRoom = state.withLock { state in
            // Without a receiver nobody is to be told.
            guard !state.targets.isEmpty else { return true }
            guard state.notices.count < Self.noticeLimit else { return false }
            state.notices.append(notice)
            return true
        }
        guard hasRoom else { return tell(notice) }
        noticed.ring()
    }

    /// A message was not properly authenticated: sends authenticationFailure if the settings say so, at most once a
    /// second.
    public func authenticationFailed() {
        let now = surroundings.now()
        let isDue = state.withLock { state in
            guard state.settings.sendsAuthenticationFailures else { return false }
            if let last = state.lastFailure, now.milliseconds(since: last) < Self.failurePauseMilliseconds {
                return false
            }
            state.lastFailure = now
            return true
        }
        if isDue { report(.authenticationFailure) }
    }

    /// Delivers until the task is cancelled or the agent shuts down.
    public func run() async {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask(executorPreference: DeliveryLoop.shared) { await self.followJournal() }
                group.addTask { await self.followInterfaces() }
                group.addTask {
                    await self.openCursors()
                    await withDiscardingTaskGroup { group in
                        group.addTask { await self.keepNotices() }
                        group.addTask { await self.keepPumps() }
                    }
                }
                group.addTask { await self.surroundings.keeper.run() }
            }
        }
    }

    // MARK: Tasks

    /// Wakes the pumps when the journal has something to tell of. Their cursors follow its other records now and then.
    private func followJournal() async {
        var told: UInt64 = 0
        for await last in surroundings.journal.growth() {
            guard surroundings.journal.newestNews > told || last - min(last, told) >= DeliveryState.lagLimit else {
                continue
            }
            told = last
            for pump in state.withLock({ $0.pumps }) where pump.wantsGrowth.load(ordering: .sequentiallyConsistent) {
                pump.bell.ring()
            }
        }
    }

    /// Reports interfaces that go up and down, and neighbours that come and go.
    private func followInterfaces() async {
        var links = LinkWatch()
        var neighbours = NeighbourWatch()
        for await _ in snapshots.changes() {
            let snapshot = snapshots.current
            let settings = state.withLock { $0.settings }
            let changes = links.notices(snapshot.host.interfaces)
            for notice in settings.sendsLinkChanges ? changes : [] { report(notice) }
            if let notice = neighbours.notice(snapshot.lan, now: snapshot.time), settings.sendsNeighbourChanges {
                report(notice)
            }
        }
    }

    /// Makes the receivers' places in the journal, so that they are told of what is written behind them.
    private func openCursors() async {
        for target in targets { _ = try? await surroundings.journal.cursor(named: target.cursorName) }
    }

    /// Writes notices to the journal, where each receiver finds them. Those that cannot be written wait in memory.
    private func keepNotices() async {
        noticed.ring()
        while !Task.isCancelled {
            await noticed.wait()
            let now = surroundings.now()
            let (durable, others) = state.withLock { state -> ([Notice], [Notice]) in
                guard state.hasAllPumps else { return ([], []) }
                defer { state.notices = [] }
                var (durable, others): ([Notice], [Notice]) = ([], [])
                // Without a receiver nobody is to be told.
                for notice in state.targets.isEmpty ? [] : state.notices {
                    if state.budget.admits(notice, at: now) { durable.append(notice) } else { others.append(notice) }
                }
                return (durable, others)
            }
            for notice in others { tell(notice) }
            guard !durable.isEmpty else { continue }
            await openCursors()
            do {
                _ = try await surroundings.journal.append(durable.map { .log($0.record(at: now)) })
            } catch {
                for notice in durable { tell(notice) }
            }
        }
    }

    /// Tells all receivers from memory.
    private func tell(_ notice: Notice) {
        for pump in state.withLock({ $0.pumps }) { pump.report(notice) }
    }

    /// Keeps one pump running for each receiver.
    private func keepPumps() async {
        var tasks: [NotificationTarget: Task<Void, Never>] = [:]
        while !Task.isCancelled {
            let targets = state.withLock { $0.targets }
            for (target, task) in tasks where !targets.contains(target) {
                task.cancel()
                await task.value
                tasks[target] = nil
                state.withLock { $0.pumps.removeAll { $0.target == target } }
            }
            for target in targets where tasks[target] == nil {
                let pump = TargetPump(target, surroundings) { self.heldUntil }
                state.withLock { $0.pumps.append(pump) }
                tasks[target] = Task(executorPreference: DeliveryLoop.shared) { await pump.run() }
            }
            noticed.ring()
            await changed.wait()
        }
        for task in tasks.values { task.cancel() }
        for task in tasks.values { await task.value }
    }

    /// Until when everything is held: so many seconds after the host's start.
    private var heldUntil: Timestamp {
        let snapshot = snapshots.current
        let seconds = state.withLock { $0.settings.holdSeconds }
        return (snapshot.host.bootedAt ?? snapshot.agent.startedAt).adding(seconds: seconds)
    }
}
