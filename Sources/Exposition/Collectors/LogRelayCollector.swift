import LogRelay
import NetworkValues
import Snapshot

/// What was received of the system's own logs, of all sources together: their addresses are too many for labels.
struct LogRelayCollector: Collector {
    static let connections = MetricFamily(
        "ipdect_log_relay_connections", .gauge, "Connections over which logs are received.")
    static let sources = MetricFamily("ipdect_log_relay_sources", .gauge, "Addresses that have sent logs.")
    static let received = MetricFamily("ipdect_log_relay_received", .counter, "Messages of logs taken.")
    static let bytes = MetricFamily(
        "ipdect_log_relay_received_bytes", .counter, unit: "bytes", "Octets of the messages taken.")
    static let truncated = MetricFamily(
        "ipdect_log_relay_truncated", .counter, "Messages that were too long and were cut.")
    static let dropped = MetricFamily(
        "ipdect_log_relay_dropped", .counter,
        "Messages dropped: over the rate of their source, for want of room in the journal, or of a network not allowed."
    )

    /// How reception stands.
    let status: @Sendable () -> LogRelayStatus?

    var families: [MetricFamily] {
        [Self.connections, Self.sources, Self.received, Self.bytes, Self.truncated, Self.dropped]
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        guard let status = status(), status.isEnabled else { return }
        let total = status.total
        writer.single(Self.connections, UInt64(status.connections))
        writer.single(Self.sources, UInt64(status.sources.count { $0.address != nil }))
        writer.single(Self.received, total.received)
        writer.single(Self.bytes, total.receivedBytes)
        writer.single(Self.truncated, total.cut)
        writer.begin(Self.dropped)
        writer.sample(MetricLabels.one(("reason", "rate")), total.overRate)
        writer.sample(MetricLabels.one(("reason", "overload")), total.overload)
        writer.sample(MetricLabels.one(("reason", "refused")), total.refused)
    }
}
