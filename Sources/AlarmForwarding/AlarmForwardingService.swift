import Journal
public import ServiceLifecycle
import Synchronization
import Waking

/// Forwards alarms and events to web servers, each at its own pace.
public final class AlarmForwardingService: Service {
    private let surroundings: AlarmSurroundings
    private let state: Mutex<(servers: [AlarmServer], pumps: [AlarmPump])>
    private let changed = Doorbell()

    /// Makes the service.
    public init(_ servers: [AlarmServer], _ surroundings: AlarmSurroundings) {
        self.surroundings = surroundings
        state = Mutex((servers, []))
    }

    /// How each server does, by number.
    public var status: [AlarmServerStatus] {
        let (servers, pumps) = state.withLock { $0 }
        return servers.map { server in
            pumps.first { $0.server == server }?.status ?? AlarmServerStatus(server)
        }
        .sorted { $0.index < $1.index }
    }

    /// Opens the connections to servers that are concerned again, such as after the certificates changed.
    public func reconnect(_ isConcerned: (AlarmServer) -> Bool = { _ in true }) {
        for pump in state.withLock({ $0.pumps }) where isConcerned(pump.server) { pump.reconnect() }
    }

    /// Takes other servers. One that stays the same goes on as it was; one that changed keeps its place in the journal.
    public func apply(_ servers: [AlarmServer]) {
        state.withLock { $0.servers = servers }
        changed.ring()
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

    /// Keeps one pump running for each server; a cursor whose server is gone from the settings goes with it.
    private func keepPumps() async {
        var tasks: [AlarmServer: Task<Void, Never>] = [:]
        while !Task.isCancelled {
            let servers = state.withLock { $0.servers }
            for (server, task) in tasks where !servers.contains(server) {
                task.cancel()
                await task.value
                tasks[server] = nil
                state.withLock { $0.pumps.removeAll { $0.server == server } }
            }
            await forgetCursors(except: servers)
            for server in servers where tasks[server] == nil {
                let pump = AlarmPump(server, surroundings)
                state.withLock { $0.pumps.append(pump) }
                tasks[server] = Task { await pump.run() }
            }
            await changed.wait()
        }
        for task in tasks.values { task.cancel() }
        for task in tasks.values { await task.value }
    }

    private func forgetCursors(except servers: [AlarmServer]) async {
        let kept = Set(servers.map(\.cursorName))
        for name in surroundings.journal.cursorNames where name.hasPrefix("alarm.") && !kept.contains(name) {
            try? await surroundings.journal.removeCursor(named: name)
        }
    }
}
