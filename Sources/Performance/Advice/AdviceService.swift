public import DeviceFeeds
import NetworkValues
public import ServiceLifecycle
public import Snapshot
import Synchronization

/// Looks at the system every ten seconds for what limits it, and tells the core what it found.
public final class AdviceService: Service {
    /// Seconds between two looks.
    static let intervalSeconds: Int64 = 10

    private let settings: Mutex<AdviceSettings>
    private let store: SnapshotStore
    private let sink: any SiteInputSink
    private let clock: any FeedClock

    /// Makes the service.
    public init(_ settings: AdviceSettings, of store: SnapshotStore, into sink: any SiteInputSink, clock: any FeedClock)
    {
        self.settings = Mutex(settings)
        self.store = store
        self.sink = sink
        self.clock = clock
    }

    /// Takes other settings.
    public func apply(_ settings: AdviceSettings) { self.settings.withLock { $0 = settings } }

    /// Looks until the task is cancelled or the agent shuts down.
    public func run() async throws { await cancelWhenGracefulShutdown { await self.watch() } }

    private func watch() async {
        var advisor = CapacityAdvisor(settings.withLock(\.self))
        var told: [CapacityFinding] = []
        while !Task.isCancelled {
            let now = clock.now()
            advisor.settings = settings.withLock(\.self)
            let found = advisor.examine(store.current, at: now)
            if found != told {
                await sink.submit([.findings(found)])
                told = found
            }
            guard (try? await clock.sleep(until: now.adding(seconds: Self.intervalSeconds))) != nil else { return }
        }
    }
}
