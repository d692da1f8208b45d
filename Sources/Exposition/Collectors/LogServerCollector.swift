import LogForwarding
import NetworkValues
import Snapshot

/// How forwarding to each log server stands. Its figures do not wait for a snapshot: they are those of the moment.
struct LogServerCollector: Collector {
    static let connected = MetricFamily(
        "ipdect_log_forward_connected", .gauge, "Whether a connection to the log server stands.")
    static let waiting = MetricFamily(
        "ipdect_log_forward_waiting_records", .gauge,
        "Records behind the last one that the log server is known to have.")
    static let stalled = MetricFamily(
        "ipdect_log_forward_stalled_seconds", .gauge, unit: "seconds",
        "Time for which the log server has acknowledged nothing although lines are under way.")
    static let settledAt = MetricFamily(
        "ipdect_log_forward_last_acknowledged_timestamp_seconds", .gauge, unit: "seconds",
        "When the log server last was known to have more.")

    private static let counters: [(MetricFamily, any KeyPath<LogServerStatus, UInt64> & Sendable)] = [
        (counter("sent", "Lines that left for the log server, repeats counted."), \.sent),
        (counter("sent_bytes", unit: "bytes", "Octets of the lines that left."), \.sentOctets),
        (counter("acknowledged", "Records that the log server is known to have."), \.settled),
        (counter("repeated", "Lines sent once more behind a connection that broke."), \.repeated),
        (counter("filtered", "Records passed over because of their topic or severity."), \.filtered),
        (counter("truncated", "Lines that were too long and were cut."), \.cut),
        (counter("set_aside", "Records that the log server refused for good."), \.setAside),
        (counter("dropped", "Records that the journal dropped before they could be sent."), \.lost),
        (counter("connections", "Connections that stood."), \.connections),
        (counter("failures", "Attempts that failed and connections that broke."), \.failures),
    ]

    private static func counter(_ name: String, unit: String? = nil, _ help: String) -> MetricFamily {
        MetricFamily("ipdect_log_forward_" + name, .counter, unit: unit, help)
    }

    /// The servers.
    let servers: @Sendable () -> [LogServerStatus]

    var families: [MetricFamily] {
        [Self.connected, Self.waiting, Self.stalled, Self.settledAt] + Self.counters.map(\.0)
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        let servers = servers()
        var labels = MetricLabels(capacity: servers.count)
        for server in servers {
            labels.add([
                ("server", server.name.isEmpty ? "\(server.index)" : server.name),
                ("transport", server.transport.rawValue),
            ])
        }
        writer.begin(Self.connected)
        for (position, server) in servers.enumerated() {
            let isConnected = server.state == .connected || server.state == .stalled
            writer.sample(labels[position], UInt64(isConnected ? 1 : 0))
        }
        writer.begin(Self.waiting)
        for (position, server) in servers.enumerated() { writer.sample(labels[position], server.waiting) }
        writer.begin(Self.stalled)
        for (position, server) in servers.enumerated() {
            writer.sample(labels[position], milliseconds: server.stalledMilliseconds)
        }
        writer.begin(Self.settledAt)
        for (position, server) in servers.enumerated() {
            guard let time = server.lastSettledAt else { continue }
            writer.sample(labels[position], milliseconds: time.milliseconds)
        }
        for (family, value) in Self.counters {
            writer.begin(family)
            for (position, server) in servers.enumerated() {
                writer.sample(labels[position], server[keyPath: value])
            }
        }
    }
}
