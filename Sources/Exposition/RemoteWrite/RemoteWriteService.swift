import Logging
public import ServiceLifecycle
import Synchronization

/// Sends what is measured to servers, each at its own pace.
public final class RemoteWriteService: Service {
    private let surroundings: RemoteWriteSurroundings
    private let state: Mutex<(servers: [RemoteWriteServer], pumps: [RemoteWritePump])>
    private let changes: AsyncStream<Void>
    private let change: AsyncStream<Void>.Continuation

    /// Makes the service.
    public init(_ servers: [RemoteWriteServer], _ surroundings: RemoteWriteSurroundings) {
        self.surroundings = surroundings
        state = Mutex((servers, []))
        (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// How each server stands, by number.
    public var status: [RemoteWriteStatus] {
        let (servers, pumps) = state.withLock { $0 }
        return servers.map { server in
            pumps.first { $0.server.index == server.index }?.sender.figures ?? RemoteWriteStatus(server)
        }.sorted { $0.index < $1.index }
    }

    /// Takes other servers; each keeps its place in the history.
    public func apply(_ servers: [RemoteWriteServer]) {
        state.withLock { $0.servers = servers }
        change.yield()
    }

    /// Opens connections again, such as after the certificates changed.
    public func reconnect() { change.yield() }

    /// Sends until the task is cancelled or the agent shuts down.
    public func run() async {
        await cancelWhenGracefulShutdown { await self.keepPumps() }
    }

    private func keepPumps() async {
        var tasks: [Task<Void, Never>] = []
        var news = changes.makeAsyncIterator()
        repeat {
            for task in tasks { task.cancel() }
            for task in tasks { await task.value }
            var pumps: [RemoteWritePump] = []
            for server in state.withLock({ $0.servers }) {
                do {
                    pumps.append(try RemoteWritePump(server, surroundings))
                } catch {
                    surroundings.logger.error(
                        "no remote write", metadata: ["server": "\(server.url)", "reason": "\(error)"])
                }
            }
            state.withLock { [pumps] in $0.pumps = pumps }
            tasks = pumps.map { pump in Task { await pump.run() } }
        } while await news.next() != nil && !Task.isCancelled
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
