public import AlarmForwarding
public import DeviceFeeds
public import History
public import LogForwarding
public import LogRelay
public import Snapshot
import Synchronization

/// What the page asks for beside the snapshot: services whose figures are those of the moment.
public struct MetricsSources: Sendable {
    /// How the log servers stand.
    public var logServers: @Sendable () -> [LogServerStatus] = { [] }
    /// How the reception of logs stands.
    public var logRelay: @Sendable () -> LogRelayStatus? = { nil }
    /// How the devices that are watched stand.
    public var devices: @Sendable () -> DeviceFeedStatus? = { nil }
    /// How the history stands.
    public var history: @Sendable () -> HistoryStatus? = { nil }
    /// How remote write stands.
    public var remoteWrite: @Sendable () -> [RemoteWriteStatus] = { [] }
    /// How the session with another SNMP agent on this host stands.
    public var agentX: @Sendable () -> AgentXFigures? = { nil }
    /// How the receivers of SNMP notifications stand.
    public var notificationTargets: @Sendable () -> [NotificationTargetFigures] = { [] }
    /// How the alarm servers stand.
    public var alarmServers: @Sendable () -> [AlarmServerStatus] = { [] }

    /// Makes sources of nothing.
    public init() {}
}

/// The page at `/metrics`: what every collector says of one snapshot.
public final class MetricsPage: Sendable {
    /// The collectors, in the order of the page.
    public let collectors: [any Collector]
    private let lastSize = Mutex(16_384)

    /// Makes a page of the agent's own collectors.
    public init(_ sources: MetricsSources = MetricsSources()) {
        collectors = [
            AgentCollector(), SiteCollector(), RadioCollector(), SyncCollector(), TrafficCollector(),
            AlarmCollector(), HostCollector(), DeviceCollector(status: sources.devices), LANCollector(),
            ProcessCollector(), ProbeCollector(), FindingCollector(),
            LogServerCollector(servers: sources.logServers), LogRelayCollector(status: sources.logRelay),
            AlarmServerCollector(servers: sources.alarmServers), HistoryCollector(status: sources.history),
            RemoteWriteCollector(servers: sources.remoteWrite),
            AgentXCollector(figures: sources.agentX),
            NotificationTargetCollector(targets: sources.notificationTargets),
        ]
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

    /// The page as the history keeps it, in the text format, without how long it took; `withRadios` tells whether it has
    /// what is said of each radio.
    func recorded(_ snapshot: Snapshot, withRadios: Bool) -> [UInt8] {
        var writer = MetricsWriter(format: .prometheusText, capacity: 65_536)
        for collector in collectors where withRadios || !(collector is RadioCollector) {
            collector.write(snapshot, to: &writer)
        }
        return writer.finished()
    }
}
