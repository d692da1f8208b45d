public import NetworkValues
import Snapshot

/// What is measured of a receiver of SNMP notifications.
public struct NotificationTargetFigures: Sendable {
    /// Its name for people.
    public var name: String
    /// `trap` or `inform`.
    public var kind: String
    /// Whether it counts as failing.
    public var isFailing: Bool
    /// Records of the journal that are not delivered yet.
    public var queued: UInt64
    /// Notifications sent; one that is sent again counts once.
    public var sent: UInt64
    /// Informs that it acknowledged.
    public var acknowledged: UInt64
    /// How often informs were sent again.
    public var retried: UInt64
    /// Attempts that failed.
    public var failed: UInt64
    /// Notifications left out because of seriousness, the filter or the notify view.
    public var filtered: UInt64
    /// Records held back because too many came at once.
    public var heldBack: UInt64
    /// Notifications given up.
    public var dropped: UInt64
    /// When it last acknowledged one.
    public var lastAcknowledged: Timestamp?

    /// Makes the figures of a receiver that was sent nothing yet.
    public init(name: String, kind: String, isFailing: Bool, queued: UInt64) {
        self.name = name
        self.kind = kind
        self.isFailing = isFailing
        self.queued = queued
        (sent, acknowledged, retried, failed, filtered, heldBack, dropped) = (0, 0, 0, 0, 0, 0, 0)
    }
}

/// How the notifications to each receiver stand.
struct NotificationTargetCollector: Collector {
    static let failing = MetricFamily(
        "ipdect_notification_target_failing", .gauge, "Whether the receiver of SNMP notifications counts as failing.")
    static let queued = MetricFamily(
        "ipdect_notification_target_queued_records", .gauge,
        "Faults and notices in the journal that are not delivered to the receiver of SNMP notifications.")
    static let lastAcknowledged = MetricFamily(
        "ipdect_notification_target_last_acknowledged_timestamp_seconds", .gauge, unit: "seconds",
        "When the receiver of SNMP notifications last acknowledged one.")

    private static let counters: [(MetricFamily, any KeyPath<NotificationTargetFigures, UInt64> & Sendable)] = [
        (counter("sent", "SNMP notifications sent."), \.sent),
        (counter("acknowledged", "Informs that the receiver acknowledged."), \.acknowledged),
        (counter("retried", "Informs that were sent again."), \.retried),
        (counter("failed", "Attempts to send an SNMP notification that failed."), \.failed),
        (
            counter("filtered", "SNMP notifications left out: seriousness, the filter or the notify view."), \.filtered
        ),
        (counter("held_back", "Records held back because too many came at once."), \.heldBack),
        (counter("dropped", "SNMP notifications given up."), \.dropped),
    ]

    private static func counter(_ name: String, _ help: String) -> MetricFamily {
        MetricFamily("ipdect_notification_target_" + name, .counter, help)
    }

    /// The receivers.
    let targets: @Sendable () -> [NotificationTargetFigures]

    var families: [MetricFamily] { [Self.failing, Self.queued, Self.lastAcknowledged] + Self.counters.map(\.0) }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        let targets = targets()
        guard !targets.isEmpty else { return }
        var labels = MetricLabels(capacity: targets.count)
        for target in targets { labels.add([("target", target.name), ("kind", target.kind)]) }
        writer.begin(Self.failing)
        for (position, target) in targets.enumerated() {
            writer.sample(labels[position], UInt64(target.isFailing ? 1 : 0))
        }
        writer.begin(Self.queued)
        for (position, target) in targets.enumerated() { writer.sample(labels[position], target.queued) }
        writer.begin(Self.lastAcknowledged)
        for (position, target) in targets.enumerated() {
            if let time = target.lastAcknowledged {
                writer.sample(labels[position], milliseconds: time.milliseconds)
            }
        }
        for (family, value) in Self.counters {
            writer.begin(family)
            for (position, target) in targets.enumerated() {
                writer.sample(labels[position], target[keyPath: value])
            }
        }
    }
}
