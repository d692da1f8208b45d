import NetworkValues
import Snapshot

/// How remote write to each server stands.
struct RemoteWriteCollector: Collector {
    static let connected = MetricFamily(
        "ipdect_remote_write_connected", .gauge, "Whether the server took the last request.")
    static let sent = MetricFamily("ipdect_remote_write_sent_samples", .counter, "Samples that the server took.")
    static let bytes = MetricFamily(
        "ipdect_remote_write_sent_bytes", .counter, unit: "bytes", "Octets of the requests that it took, compressed.")
    static let retries = MetricFamily("ipdect_remote_write_retries", .counter, "Requests that were sent again.")
    static let failed = MetricFamily(
        "ipdect_remote_write_failed_samples", .counter, "Samples that were dropped instead of delivered, by reason.")
    static let oldest = MetricFamily(
        "ipdect_remote_write_oldest_unsent_timestamp_seconds", .gauge, unit: "seconds",
        "The time behind which the server has nothing yet.")

    /// The servers.
    let servers: @Sendable () -> [RemoteWriteStatus]

    var families: [MetricFamily] {
        [Self.connected, Self.sent, Self.bytes, Self.retries, Self.failed, Self.oldest]
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        let servers = servers()
        guard !servers.isEmpty else { return }
        var labels = MetricLabels(capacity: servers.count)
        for server in servers { labels.add([("server", "\(server.index)")]) }
        writer.begin(Self.connected)
        for (place, server) in servers.enumerated() {
            writer.sample(labels[place], UInt64(server.state == .ok ? 1 : 0))
        }
        for (family, value) in [
            (Self.sent, \RemoteWriteStatus.sent), (Self.bytes, \.sentBytes), (Self.retries, \.retries),
        ] {
            writer.begin(family)
            for (place, server) in servers.enumerated() { writer.sample(labels[place], server[keyPath: value]) }
        }
        writer.begin(Self.failed)
        for server in servers {
            for drop in RemoteWriteStatus.Drop.allCases {
                writer.sample(
                    MetricLabels.one(("server", "\(server.index)"), ("reason", drop.rawValue)),
                    server.dropped[drop] ?? 0)
            }
        }
        writer.begin(Self.oldest)
        for (place, server) in servers.enumerated() {
            if let time = server.position { writer.sample(labels[place], milliseconds: time.milliseconds) }
        }
    }
}
