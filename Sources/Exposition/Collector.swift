public import Snapshot

/// One file of metrics: some families and how they are written from a snapshot.
public protocol Collector: Sendable {
    /// Every family that the collector may write.
    var families: [MetricFamily] { get }
    /// Writes the families from `snapshot`.
    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter)
}
