import Snapshot

/// The automatic pings. What was sent and what came back are counters, so that no gap between two scrapes hides a loss.
struct ProbeCollector: Collector {
    static let requests = MetricFamily("ipdect_ping_requests", .counter, "Requests of an automatic ping.")
    static let replies = MetricFamily(
        "ipdect_ping_replies", .counter, "Answers to an automatic ping that came in time.")
    static let roundTrip = MetricFamily(
        "ipdect_ping_rtt_seconds", .histogram, unit: "seconds", "Round trips of an automatic ping.")
    static let last = MetricFamily(
        "ipdect_ping_last_rtt_seconds", .gauge, unit: "seconds",
        "The last round trip of an automatic ping; absent when the last request was lost.")
    static let success = MetricFamily(
        "ipdect_ping_success", .gauge, "Whether the last request of an automatic ping was answered.")
    static let state = MetricFamily(
        "ipdect_ping_state", .gauge, "What an automatic ping can do: 1 for its state, 0 else.")

    private static let states: [PingProbe.State] = [.waiting, .ok, .lost, .unresolved, .unreachable, .forbidden]

    var families: [MetricFamily] {
        [Self.requests, Self.replies, Self.roundTrip, Self.last, Self.success, Self.state]
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        let probes = snapshot.probes
        var labels = MetricLabels(capacity: probes.count)
        for probe in probes { labels.add(Self.labels(probe)) }
        writer.begin(Self.requests)
        for (position, probe) in probes.enumerated() { writer.sample(labels[position], probe.sent) }
        writer.begin(Self.replies)
        for (position, probe) in probes.enumerated() { writer.sample(labels[position], probe.received) }
        writer.begin(Self.roundTrip)
        for probe in probes {
            writer.histogram(
                Self.labels(probe), bounds: PingProbe.bounds, buckets: probe.buckets, sum: probe.sumSeconds)
        }
        writer.begin(Self.last)
        for (position, probe) in probes.enumerated() {
            if let seconds = probe.lastRoundTripSeconds { writer.sample(labels[position], seconds) }
        }
        writer.begin(Self.success)
        for (position, probe) in probes.enumerated() {
            writer.sample(labels[position], UInt64(probe.state == .ok ? 1 : 0))
        }
        writer.begin(Self.state)
        for probe in probes {
            for state in Self.states {
                var list = MetricLabels(capacity: 1)
                list.add(Self.labels(probe) + [("state", state.rawValue)])
                writer.sample(list[0], UInt64(state == probe.state ? 1 : 0))
            }
        }
    }

    private static func labels(_ probe: PingProbe) -> [(name: String, value: String)] {
        [("probe", probe.name), ("target", probe.target)]
    }
}
