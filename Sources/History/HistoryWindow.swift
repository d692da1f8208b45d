public import NetworkValues

/// What a series was during one step.
public struct HistoryPoint: Sendable, Hashable {
    /// When the step began.
    public var time: Timestamp
    /// The least value.
    public var minimum: Double
    /// The largest value.
    public var maximum: Double
    /// The mean of the values.
    public var mean: Double
    /// How many values there were; 1 in the finest tier.
    public var count: Int

    /// Makes a point.
    public init(time: Timestamp, minimum: Double, maximum: Double, mean: Double, count: Int) {
        self.time = time
        self.minimum = minimum
        self.maximum = maximum
        self.mean = mean
        self.count = count
    }
}

/// What a series was from one time to another. Counters are shown as rates a second.
public struct HistoryWindow: Sendable {
    /// The series.
    public var series: SeriesID
    /// How fine the points are.
    public var tier: HistoryTier
    /// The steps with values, in order. A step without one has no point.
    public var points: [HistoryPoint]

    /// Makes a window.
    public init(series: SeriesID, tier: HistoryTier, points: [HistoryPoint]) {
        self.series = series
        self.tier = tier
        self.points = points
    }

    /// The length of a step in milliseconds.
    public var stepMilliseconds: Int64 { tier.stepMilliseconds }
}

/// What was recorded of one series, as it came: counters as they stood.
public struct SeriesRows: Sendable {
    /// The series.
    public var id: SeriesID
    /// When, in order.
    public var times: [Timestamp]
    /// What, of the same number.
    public var values: [Double]

    /// Makes rows.
    public init(id: SeriesID, times: [Timestamp] = [], values: [Double] = []) {
        self.id = id
        self.times = times
        self.values = values
    }
}

/// How the history stands.
public struct HistoryStatus: Sendable, Hashable {
    /// Series that it knows.
    public var series = 0
    /// Series that found no place, each time that one was asked for.
    public var refusedSeries: UInt64 = 0
    /// Rows written since the agent started.
    public var rows: UInt64 = 0
    /// Rows that could not be written.
    public var failedRows: UInt64 = 0
    /// Values in the closed files of the finest tier.
    public var samples: UInt64 = 0
    /// What these files take, in octets.
    public var sampleBytes: UInt64 = 0
    /// What all files take, in octets.
    public var bytes: Int64 = 0
    /// What they may take.
    public var limitBytes: Int64 = 0
    /// Files that gave way before their time for want of room.
    public var droppedSegments: UInt64 = 0
    /// Files that were damaged and set aside.
    public var damagedFiles: UInt64 = 0
    /// The first row that is kept.
    public var firstRow: Timestamp?
    /// The last row.
    public var lastRow: Timestamp?

    /// Makes the status of an empty history.
    public init() {}

    /// Octets that a value takes in the closed files of the finest tier; `nil` while there are none.
    public var bytesPerSample: Double? { samples == 0 ? nil : Double(sampleBytes) / Double(samples) }
}
