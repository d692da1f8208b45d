import Journal
public import ServiceLifecycle
import Synchronization
import TLSKit
import Waking

/// Forwards logs to all servers. Each chain of servers has a pump of its own that reads the journal behind its own
/// cursor, so one that is down stays behind alone.
public final class LogForwardingService: Service {
    private struct State {
        var chains: [LogServerChain]
        var pumps: [ChainPump] = []
    }

    private let surroundings: LogSurroundings
    private let state: Mutex<State>
    private let changed = Doorbell()

    /// Makes the service.
    public init(_ configuration: LogConfiguration, _ surroundings: LogSurroundings) {
        self.surroundings = surroundings
        state = Mutex(State(chains: configuration.chains))
    }

    /// How forwarding to each chain of servers stands, by number.
    public var status: [LogServerStatus] {
        let (chains, pumps) = state.withLock { ($0.chains, $0.pumps) }
        let journal = surroundings.journal
        let known = Dictionary(pumps.map { ($0.chain, $0.counters.figures) }) { first, _ in first }
        return chains.map { chain in
            LogServerStatus(
                chain, known[chain] ?? DeliveryCounters.Figures(),
                journal.knownCursor(named: chain.first.cursorName), last: journal.lastNumber)
        }.sorted { $0.index < $1.index }
    }

    /// Takes other servers. One that stays the same goes on where it was; one that changed keeps its place in the journal.
    public func apply(_ configuration: LogConfiguration) {
        state.withLock { $0.chains = configuration.chains }
        changed.ring()
    }

    /// Opens the connections to servers that are concerned again, such as after the certificates changed.
    public func reconnect(_ isConcerned: (LogServer) -> Bool) {
        for pump in state.withLock({ $0.pumps }) { pump.reconnect(isConcerned) }
    }

    /// Forwards until the task is cancelled or the agent shuts down.
    public func run() async {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.followJournal() }
                group.addTask { await self.keepPumps() }
            }
        }
    }

    private func followJournal() async {
        for await _ in surroundings.journal.growth() {
            for pump in state.withLock({ $0.pumps }) { pump.bell.ring() }
        }
    }

    /// Keeps one pump running for each chain; a cursor whose server is gone from the settings goes with it.
    private func keepPumps() async {
        var tasks: [LogServerChain: Task<Void, Never>] = [:]
        while !Task.isCancelled {
            let chains = state.withLock { $0.chains }
            for (chain, task) in tasks where !chains.contains(chain) {
                task.cancel()
                await task.value
                tasks[chain] = nil
                state.withLock { $0.pumps.removeAll { $0.chain == chain } }
            }
            await forgetCursors(except: chains)
            for chain in chains where tasks[chain] == nil {
                let pump = ChainPump(chain, surroundings)
                state.withLock { $0.pumps.append(pump) }
                tasks[chain] = Task { await pump.run() }
            }
            await changed.wait()
        }
        for task in tasks.values { task.cancel() }
        for task in tasks.values { await task.value }
    }

    private func forgetCursors(except chains: [LogServerChain]) async {
        let kept = Set(chains.map(\.first.cursorName))
        for name in surroundings.journal.cursorNames where name.hasPrefix("log.") && !kept.contains(name) {
            try? await surroundings.journal.removeCursor(named: name)
        }
    }
}

extension LogServerStatus {
    /// The journal knows best what was dropped: it moves the cursor then, also while nothing is connected.
    init(_ chain: LogServerChain, _ figures: DeliveryCounters.Figures, _ cursor: JournalCursor?, last: UInt64) {
        let server = chain.servers[min(figures.server, chain.servers.count - 1)]
        let position = max(figures.position, cursor?.position ?? last)
        self.init(
            index: chain.first.index, name: chain.first.name, transport: server.transport, address: server.address,
            isOnBackup: figures.server > 0, state: figures.state, sent: figures.sent, sentOctets: figures.sentOctets,
            settled: figures.settled, repeated: figures.repeated, filtered: figures.filtered, cut: figures.cut,
            setAside: figures.setAside, lost: cursor?.lost ?? 0, connections: figures.connections,
            failures: figures.failures, position: position, waiting: last - min(last, position),
            lastError: figures.lastError, lastErrorAt: figures.lastErrorAt, connectedAt: figures.connectedAt,
            lastSettledAt: figures.lastSettledAt, stalledMilliseconds: figures.stalledMilliseconds,
            refusals: figures.refusals, isAcknowledged: server.transport.isAcknowledged,
            allowsUntrusted: chain.servers.contains { $0.certificateCheck == .none })
    }
}
