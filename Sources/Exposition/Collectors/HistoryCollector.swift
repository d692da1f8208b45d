import History
import NetworkValues
import Snapshot

/// How the history stands.
struct HistoryCollector: Collector {
    static let series = MetricFamily("ipdect_history_series", .gauge, "Series that the history knows.")
    static let rows = MetricFamily("ipdect_history_rows", .counter, "Rows written since the agent started.")
    static let failed = MetricFamily("ipdect_history_rows_failed", .counter, "Rows that could not be written.")
    static let refused = MetricFamily(
        "ipdect_history_series_refused", .counter, "Series that found no place, each time that one was asked for.")
    static let bytes = MetricFamily(
        "ipdect_history_bytes", .gauge, unit: "bytes", "What the files of the history take.")
    static let limit = MetricFamily(
        "ipdect_history_limit_bytes", .gauge, unit: "bytes", "What the files of the history may take.")
    static let dropped = MetricFamily(
        "ipdect_history_segments_dropped", .counter, "Files that gave way before their time for want of room.")
    static let damaged = MetricFamily(
        "ipdect_history_files_damaged", .counter, "Files that were damaged and set aside.")
    static let last = MetricFamily(
        "ipdect_history_last_row_timestamp_seconds", .gauge, unit: "seconds", "When the last row was written.")

    /// How it stands.
    let status: @Sendable () -> HistoryStatus?

    var families: [MetricFamily] {
        [
            Self.series, Self.rows, Self.failed, Self.refused, Self.bytes, Self.limit, Self.dropped, Self.damaged,
            Self.last,
        ]
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        guard let status = status() else { return }
        writer.single(Self.series, UInt64(status.series))
        writer.single(Self.rows, status.rows)
        writer.single(Self.failed, status.failedRows)
        writer.single(Self.refused, status.refusedSeries)
        writer.single(Self.bytes, UInt64(max(0, status.bytes)))
        writer.single(Self.limit, UInt64(max(0, status.limitBytes)))
        writer.single(Self.dropped, status.droppedSegments)
        writer.single(Self.damaged, status.damagedFiles)
        writer.begin(Self.last)
        if let time = status.lastRow { writer.sample([], milliseconds: time.milliseconds) }
    }
}
