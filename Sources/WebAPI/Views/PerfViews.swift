import History
import NetworkValues
public import Performance
import Snapshot

/// A graph in one line: what it shows now, and over the window.
public struct GraphSummaryView: Codable, Sendable {
    /// The graph's name.
    public var name: String
    /// What it shows.
    public var title: String
    /// What it is measured in.
    public var unit: Graph.Unit
    /// The most that is possible; absent when nothing limits the figures.
    public var limit: Double?
    /// The newest value of its first line; absent without one.
    public var current: Double?
    /// The mean over the window.
    public var mean: Double?
    /// The largest over the window.
    public var maximum: Double?

    init(_ graph: Graph) {
        let points = graph.lines.first?.points ?? []
        name = graph.name
        title = graph.title
        unit = graph.unit
        limit = graph.limit
        current = points.last?.mean
        mean = points.isEmpty ? nil : points.reduce(0) { $0 + $1.mean } / Double(points.count)
        maximum = points.map(\.maximum).max()
    }
}

/// A series of the history.
public struct HistorySeriesView: Codable, Sendable {
    /// Its number.
    public var id: UInt32
    /// Its name, with labels.
    public var name: String
    /// `gauge` or `counter`.
    public var kind: String
}

/// What a series was during a window.
public struct HistoryWindowView: Codable, Sendable {
    /// A step.
    public struct Point: Codable, Sendable {
        /// When it began, RFC 3339.
        public var time: String
        /// The least value.
        public var minimum: Double
        /// The largest value.
        public var maximum: Double
        /// The mean value.
        public var mean: Double
        /// How many values there were.
        public var count: Int
    }

    /// The name of the series.
    public var name: String
    /// The length of a step in seconds.
    public var stepSeconds: Int64
    /// The steps with values.
    public var points: [Point]

    init(name: String, _ window: HistoryWindow) {
        self.name = name
        stepSeconds = window.stepMilliseconds / 1000
        points = window.points.map {
            Point(
                time: $0.time.description, minimum: $0.minimum, maximum: $0.maximum, mean: $0.mean, count: $0.count)
        }
    }
}

/// How the history stands.
public struct HistoryStatusView: Codable, Sendable {
    /// Series known.
    public var series: Int
    /// Rows written since the agent started.
    public var rows: UInt64
    /// Rows that could not be written.
    public var failedRows: UInt64
    /// Series that found no place.
    public var refusedSeries: UInt64
    /// What all files take, in octets.
    public var bytes: Int64
    /// What they may take.
    public var limitBytes: Int64
    /// Octets a value in the closed files of the finest tier.
    public var bytesPerSample: Double?
    /// Files that gave way for want of room.
    public var droppedSegments: UInt64
    /// Files set aside because of damage.
    public var damagedFiles: UInt64
    /// The first row that is kept, RFC 3339.
    public var firstRow: String?
    /// The last row, RFC 3339.
    public var lastRow: String?

    init(_ status: HistoryStatus) {
        series = status.series
        rows = status.rows
        failedRows = status.failedRows
        refusedSeries = status.refusedSeries
        bytes = status.bytes
        limitBytes = status.limitBytes
        bytesPerSample = status.bytesPerSample
        droppedSegments = status.droppedSegments
        damagedFiles = status.damagedFiles
        firstRow = status.firstRow?.description
        lastRow = status.lastRow?.description
    }
}

/// Something found about the capacity of the system.
public struct FindingView: Codable, Sendable, Equatable {
    /// What was found, such as `radioAtCallLimit`.
    public var kind: String
    /// On what.
    public var subject: String
    /// What was seen.
    public var evidence: String
    /// What helps.
    public var advice: String
    /// Since when, RFC 3339.
    public var since: String

    init(_ finding: CapacityFinding) {
        kind = "\(finding.kind)"
        subject = finding.subject
        evidence = finding.evidence
        advice = finding.advice
        since = finding.since.description
    }
}
