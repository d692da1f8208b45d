import Snapshot

/// What was found about the capacity of the system.
struct FindingCollector: Collector {
    static let findings = MetricFamily(
        "ipdect_findings", .gauge, "Things found about the capacity of the system that stand now, by kind.")

    var families: [MetricFamily] { [Self.findings] }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        writer.begin(Self.findings)
        for kind in CapacityFinding.Kind.allCases {
            let count = snapshot.findings.count { $0.kind == kind }
            writer.sample(MetricLabels.one(("kind", kind.label)), UInt64(count))
        }
    }
}

extension CapacityFinding.Kind {
    /// The kind as the label of a metric shows it.
    var label: String {
        switch self {
        case .radioAtCallLimit: "radio_at_call_limit"
        case .resourcesExhausted: "resources_exhausted"
        case .memoryGrows: "memory_grows"
        case .syncFlaps: "sync_flaps"
        case .pingLoss: "ping_loss"
        case .processorBusy: "processor_busy"
        }
    }
}
