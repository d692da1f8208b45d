import Faults
import NetworkValues
import Snapshot

/// Alarms that stand, and faults seen.
struct AlarmCollector: Collector {
    static let active = MetricFamily("ipdect_alarms_active", .gauge, "Alarms that stand, by severity.")
    static let byCode = MetricFamily("ipdect_alarm_active", .gauge, "Alarms that stand, by fault code.")
    static let seen = MetricFamily(
        "ipdect_faults", .counter, "Faults raised or reported since the agent started, by fault code.")
    static let last = MetricFamily(
        "ipdect_fault_last_timestamp_seconds", .gauge, unit: "seconds", "When a fault was last seen, in Unix time.")

    static let events = MetricFamily(
        "ipdect_events", .counter, "Records of the event history since the agent started, by type and severity.")

    var families: [MetricFamily] { [Self.active, Self.byCode, Self.events, Self.seen, Self.last] }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        var bySeverity: [FaultSeverity: UInt64] = [:]
        var byCode: [FaultCode: UInt64] = [:]
        for alarm in snapshot.alarms.alarms {
            bySeverity[alarm.severity, default: 0] += 1
            byCode[alarm.key.code, default: 0] += 1
        }
        writer.begin(Self.active)
        for severity in FaultSeverity.allCases {
            writer.sample(MetricLabels.one(("severity", "\(severity)")), bySeverity[severity] ?? 0)
        }
        writer.begin(Self.byCode)
        for (code, count) in byCode.sorted(by: { $0.key < $1.key }) { writer.sample(Self.labels(code), count) }
        writer.begin(Self.events)
        for activity in FaultActivity.allCases {
            for severity in FaultSeverity.allCases {
                let count = snapshot.eventCounts[EventKind(activity: activity, severity: severity)]
                writer.sample(MetricLabels.one(("type", "\(activity)"), ("severity", "\(severity)")), count ?? 0)
            }
        }
        let seen = snapshot.occurrences.sorted { $0.key < $1.key }
        writer.begin(Self.seen)
        for (code, occurrence) in seen { writer.sample(Self.labels(code), occurrence.count) }
        writer.begin(Self.last)
        for (code, occurrence) in seen {
            writer.sample(Self.labels(code), milliseconds: occurrence.lastAt.milliseconds)
        }
    }

    private static func labels(_ code: FaultCode) -> [UInt8] {
        MetricLabels.one(("code", "\(code)"), ("fault", FaultCatalogue.definition(of: code)?.label ?? "unknown"))
    }
}
