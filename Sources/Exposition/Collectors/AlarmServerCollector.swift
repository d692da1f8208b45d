import AlarmForwarding
import NetworkValues
import Snapshot

/// How forwarding to each alarm server stands.
struct AlarmServerCollector: Collector {
    static let lastSent = MetricFamily(
        "ipdect_alarm_forward_last_sent_timestamp_seconds", .gauge, unit: "seconds",
        "When the alarm server last took something.")
    static let waiting = MetricFamily(
        "ipdect_alarm_forward_waiting_records", .gauge,
        "Records behind the last one that is settled with the alarm server; most of them are none of its business.")

    private static let counters: [(MetricFamily, any KeyPath<AlarmServerStatus, UInt64> & Sendable)] = [
        (counter("sent", "Requests that the alarm server took."), \.sent),
        (counter("repeated", "Requests that said again that an alarm stands."), \.repeated),
        (counter("failures", "Attempts that failed."), \.failures),
        (counter("set_aside", "Records that the alarm server refused for good."), \.setAside),
        (counter("dropped", "Records that the journal dropped before they could be sent."), \.lost),
    ]

    private static func counter(_ name: String, _ help: String) -> MetricFamily {
        MetricFamily("ipdect_alarm_forward_" + name, .counter, help)
    }

    /// The servers.
    let servers: @Sendable () -> [AlarmServerStatus]

    var families: [MetricFamily] { [Self.lastSent, Self.waiting] + Self.counters.map(\.0) }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        let servers = servers()
        guard !servers.isEmpty else { return }
        var labels = MetricLabels(capacity: servers.count)
        for server in servers {
            labels.add([
                ("server", server.name.isEmpty ? "\(server.index)" : server.name), ("form", server.form.rawValue),
            ])
        }
        writer.begin(Self.lastSent)
        for (position, server) in servers.enumerated() {
            if let time = server.lastSent { writer.sample(labels[position], milliseconds: time.milliseconds) }
        }
        writer.begin(Self.waiting)
        for (position, server) in servers.enumerated() {
            let last = snapshot.agent.journalLastNumber
            writer.sample(labels[position], last > server.position ? last - server.position : 0)
        }
        for (family, value) in Self.counters {
            writer.begin(family)
            for (position, server) in servers.enumerated() {
                writer.sample(labels[position], server[keyPath: value])
            }
        }
    }
}
