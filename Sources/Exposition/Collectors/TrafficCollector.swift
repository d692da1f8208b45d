import IPDECTCore
import NetworkValues
import Snapshot

/// Calls of the whole system (manual 4.13.1).
struct TrafficCollector: Collector {
    static let calls = MetricFamily("ipdect_calls", .gauge, "Calls going on, by direction.")
    static let limit = MetricFamily("ipdect_calls_limit", .gauge, "Calls that all registered radios can carry at once.")
    static let handingOver = MetricFamily("ipdect_calls_handing_over", .gauge, "Calls that move between radios now.")
    static let callsIn = MetricFamily("ipdect_calls_in", .counter, "Incoming calls of the master.")
    static let delivered = MetricFamily("ipdect_calls_in_delivered", .counter, "Incoming calls that were connected.")
    static let callsOut = MetricFamily("ipdect_calls_out", .counter, "Outgoing calls of the master.")
    static let attempts = MetricFamily(
        "ipdect_call_attempts", .counter, "Calls of the master that were tried, in both directions.")
    static let handovers = MetricFamily("ipdect_handovers", .counter, "Handovers of the master.")
    static let cancelled = MetricFamily(
        "ipdect_handovers_cancelled", .counter, "Handovers that the handset gave up, staying where it was.")
    static let abnormal = MetricFamily("ipdect_abnormal_call_releases", .counter, "Calls that ended abnormally.")
    static let busyHour = MetricFamily(
        "ipdect_busy_hour_call_attempts", .gauge, "Call attempts in the busiest hour since the counters were cleared.")
    static let busyStart = MetricFamily(
        "ipdect_busy_hour_start_timestamp_seconds", .gauge, unit: "seconds", "When that hour began, in Unix time.")

    private static let counters: [(MetricFamily, @Sendable (MasterTraffic) -> UInt64)] = [
        (callsIn, { $0.callsIn }), (delivered, { $0.callsInDelivered }), (callsOut, { $0.callsOut }),
        (attempts, { $0.callsIn + $0.callsOut }),
        (handovers, { $0.handovers }), (cancelled, { $0.handoversCancelled }), (abnormal, { $0.abnormalReleases }),
    ]

    var families: [MetricFamily] {
        [Self.calls, Self.limit, Self.handingOver] + Self.counters.map(\.0) + [Self.busyHour, Self.busyStart]
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        let site = snapshot.site
        let incoming = site.calls.count { $0.direction == .incoming }
        writer.begin(Self.calls)
        writer.sample(MetricLabels.one(("direction", "in")), UInt64(incoming))
        writer.sample(MetricLabels.one(("direction", "out")), UInt64(site.calls.count - incoming))
        let limit = site.radios.reduce(0) { $0 + ($1.registration == .registered ? UInt64($1.callLimit) : 0) }
        writer.single(Self.limit, limit)
        writer.single(Self.handingOver, UInt64(site.calls.count { $0.handoverTo != nil }))
        for (family, value) in Self.counters { writer.single(family, value(site.traffic)) }
        writer.single(Self.busyHour, site.traffic.busyHourAttempts)
        writer.begin(Self.busyStart)
        if let start = site.traffic.busyHourStart { writer.sample([], milliseconds: start.milliseconds) }
    }
}
