import Journal
public import ServiceLifecycle
import Synchronization

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
            pumps.first { $0.server.index == server.index }?.status ?? AlarmServerStatus(server)
        }
        .sorted { $0.index < $1.index }
    }

    /// Opens connections again, such as after the certificates changed.
    public func reconnect() { changed.ring() }

    /// Takes other servers; each keeps its place in the journal.
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

    private func keepPumps() async {
        var tasks: [Task<Void, Never>] = []
        func end() async {
            for task in tasks { task.cancel() }
            for task in tasks { await task.value }
            tasks = []
        }
        while !Task.isCancelled {
            await end()
            let servers = state.withLock { $0.servers }
            let kept = Set(servers.map(\.cursorName))
            for name in surroundings.journal.cursorNames where name.hasPrefix("alarm.") && !kept.contains(name) {
                try? await surroundings.journal.removeCursor(named: name)
            }
            let pumps = servers.map { AlarmPump($0, surroundings) }
            state.withLock { $0.pumps = pumps }
            tasks = pumps.map { pump in Task { await pump.run() } }
            await changed.wait()
        }
        await end()
    }
}
