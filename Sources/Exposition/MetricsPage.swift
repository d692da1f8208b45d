public import LogForwarding
public import Snapshot
import Synchronization

/// The page at `/metrics`: what every collector says of one snapshot.
public final class MetricsPage: Sendable {
    /// The collectors, in the order of the page.
    public let collectors: [any Collector]
    private let lastSize = Mutex(16_384)

    /// Makes a page of the agent's own collectors and of `more`. `logServers` gives how the log servers stand.
    public init(logServers: @escaping @Sendable () -> [LogServerStatus] = { [] }, also more: [any Collector] = []) {
        collectors =
            [
                AgentCollector(), SiteCollector(), RadioCollector(), SyncCollector(), TrafficCollector(),
                AlarmCollector(), HostCollector(), LogServerCollector(servers: logServers),
            ] + more
    }

    /// How long the page took; its last family.
    static let duration = MetricFamily(
        "ipdect_scrape_duration_seconds", .gauge, unit: "seconds", "Time that this page took to write.")

    /// Every family of the page.
    public var families: [MetricFamily] { collectors.flatMap(\.families) + [Self.duration] }

    /// The page for one snapshot.
    public func rendered(_ snapshot: Snapshot, as format: ExpositionFormat) -> [UInt8] {
        let start = ContinuousClock.now
        var writer = MetricsWriter(format: format, capacity: lastSize.withLock { $0 } * 9 / 8)
        for collector in collectors { collector.write(snapshot, to: &writer) }
        writer.begin(Self.duration)
        writer.sample([], (ContinuousClock.now - start) / .seconds(1))
        let bytes = writer.finished()
        lastSize.withLock { $0 = bytes.count }
        return bytes
    }
}
