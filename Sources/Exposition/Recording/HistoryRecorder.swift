public import DeviceFeeds
public import History
import IPDECTCore
public import Logging
import NIOPosix
import NetworkValues
public import ServiceLifecycle
public import Snapshot

/// Writes what the metrics page shows into the history, every ten seconds: what is named in one place is kept under the
/// same name. Calls go in as means over the ten seconds (manual 4.23.5). Of single radios, a large site keeps the calls
/// alone.
public struct HistoryRecorder: Service {
    /// Seconds between two rows.
    static let intervalSeconds: Int64 = 10
    /// Radios up to which everything is kept of each.
    static let detailedRadios = 100

    private let page: MetricsPage
    private let store: SnapshotStore
    private let history: History
    private let clock: any FeedClock
    private let logger: Logger

    /// Makes a recorder of `page`.
    public init(
        _ page: MetricsPage, of store: SnapshotStore, into history: History, clock: any FeedClock, logger: Logger
    ) {
        self.page = page
        self.store = store
        self.history = history
        self.clock = clock
        self.logger = logger
    }

    /// Records until the task is cancelled or the agent shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown { await record() }
        history.close()
    }

    private func record() async {
        var means = CallMeans()
        var due = next(after: clock.now())
        var isFailing = false
        while !Task.isCancelled {
            let look = min(due, clock.now().adding(seconds: 1))
            guard (try? await clock.sleep(until: look)) != nil else { return }
            let snapshot = store.current
            means.look(at: snapshot.site)
            let now = clock.now()
            guard now >= due else { continue }
            let calls = means.take(snapshot.site)
            let time = due
            do {
                try await NIOThreadPool.singleton.runIfActive {
                    try history.record(samples(of: snapshot, calls), at: time)
                }
                isFailing = false
            } catch {
                // What could not be written is a gap, and the next row is tried as if nothing had been.
                if !isFailing { logger.error("the history cannot be written", metadata: ["reason": "\(error)"]) }
                isFailing = true
            }
            due = next(after: max(now, due))
        }
    }

    private func next(after time: Timestamp) -> Timestamp {
        let interval = Self.intervalSeconds * 1000
        return Timestamp(milliseconds: (time.milliseconds / interval + 1) * interval)
    }

    private func samples(of snapshot: Snapshot, _ means: [CallMeans.Mean]) -> [HistorySample] {
        let isDetailed = snapshot.site.radios.count <= Self.detailedRadios
        let lines = RecordedLine.lines(of: page.recorded(snapshot, withRadios: isDetailed))
        var samples: [HistorySample] = []
        samples.reserveCapacity(lines.count + means.count)
        // A series that finds no place is counted by the history.
        for line in lines where !CallMeans.has(line) {
            guard let series = try? history.series(line.description) else { continue }
            samples.append(HistorySample(series: series, value: line.value))
        }
        for mean in means {
            guard let series = try? history.series(mean.series) else { continue }
            samples.append(HistorySample(series: series, value: mean.value))
        }
        return samples
    }
}
