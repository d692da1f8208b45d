public import DeviceFeeds
import NetworkValues
public import ServiceLifecycle
import Snapshot
import Synchronization

/// Pings one or two destinations, each at its own pace, and tells the core how they stand (manual 4.23.7).
public final class PingService: Service {
    /// Sends a request: to whom, which addresses, how many milliseconds to wait.
    public typealias Send = @Sendable (String, Echo.Family, Int) async -> Echo

    private let state: Mutex<(settings: PingSettings, probes: [PingProbe])>
    private let sink: any SiteInputSink
    private let clock: any FeedClock
    private let send: Send
    private let changes: AsyncStream<Void>
    private let change: AsyncStream<Void>.Continuation

    /// Makes the service; `send` is how requests go out.
    public init(
        _ settings: PingSettings, into sink: any SiteInputSink, clock: any FeedClock,
        send: @escaping Send = { await Echo.send(to: $0, $1, timeoutMilliseconds: $2) }
    ) {
        state = Mutex((settings, []))
        self.sink = sink
        self.clock = clock
        self.send = send
        (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes other settings; a destination that stays keeps its counts.
    public func apply(_ settings: PingSettings) {
        state.withLock { $0.settings = settings }
        change.yield()
    }

    /// Pings until the task is cancelled or the agent shuts down.
    public func run() async throws { await cancelWhenGracefulShutdown { await self.keepPinging() } }

    private func keepPinging() async {
        var news = changes.makeAsyncIterator()
        repeat {
            let settings = state.withLock(\.settings)
            let probes = state.withLock { state in
                state.probes = settings.destinations.map { destination in
                    state.probes.first { $0.name == destination.name && $0.target == destination.target }
                        ?? PingProbe(name: destination.name, target: destination.target)
                }
                return state.probes
            }
            await sink.submit([.probes(probes)])
            let pings = settings.destinations.map { destination in
                Task { await self.ping(destination, settings) }
            }
            // The next settings, or the end.
            let goesOn = await news.next() != nil
            for ping in pings { ping.cancel() }
            for ping in pings { await ping.value }
            if !goesOn { return }
        } while !Task.isCancelled
    }

    private func ping(_ destination: PingSettings.Destination, _ settings: PingSettings) async {
        while !Task.isCancelled {
            let due = clock.now().adding(seconds: Int64(destination.intervalSeconds))
            let echo = await send(destination.target, settings.family, settings.timeoutMilliseconds)
            guard !Task.isCancelled else { return }
            let probes = state.withLock { state in
                for place in state.probes.indices where state.probes[place].name == destination.name {
                    state.probes[place].take(echo)
                }
                return state.probes
            }
            await sink.submit([.probes(probes)])
            guard (try? await clock.sleep(until: due)) != nil else { return }
        }
    }
}
