import NetworkValues

/// What a history has in memory: its series and their open columns.
struct HistoryState: Sendable {
    /// Series that a history may have.
    static let seriesLimit = 20_000

    /// By ascending identifier.
    var series: [OpenSeries] = []
    private(set) var names: [String: Int] = [:]
    /// Where the open columns of each tier begin, in milliseconds; `nil` before the first row.
    var starts: [Int64]?
    /// The last row, in milliseconds.
    var lastRow: Int64?
    var nextID: UInt32 = 1
    var refusedSeries: UInt64 = 0
    var rows: UInt64 = 0
    var failedRows: UInt64 = 0
    /// Series that are not in the registry's file yet.
    var unregistered: [Int] = []
    private var minuteStart: Int64 = 0
    private var hourStart: Int64 = 0

    /// The place of the series with this name.
    func place(named name: String) -> Int? { names[name] }

    /// The place of a series.
    func place(_ id: SeriesID) -> Int? {
        var (low, high) = (0, series.count)
        while low < high {
            let middle = (low + high) / 2
            if series[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < series.count && series[low].id == id ? low : nil
    }

    /// Adds a series with a new identifier, or with the one that the registry has for it.
    @discardableResult
    mutating func add(_ description: SeriesDescription, id: SeriesID? = nil) -> Int {
        let id = id ?? SeriesID(rawValue: nextID)
        nextID = max(nextID, id.rawValue + 1)
        names[description.name] = series.count
        series.append(OpenSeries(id, description))
        return series.count - 1
    }

    /// Removes all series but those that `isKept` names.
    mutating func keep(_ isKept: (OpenSeries) -> Bool) {
        series = series.filter(isKept)
        names = Dictionary(
            series.enumerated().map { ($1.description.name, $0) }, uniquingKeysWith: { first, _ in first })
        unregistered = []
    }

    /// The time at which the span of a tier begins that `milliseconds` is in.
    static func start(_ tier: HistoryTier, _ milliseconds: Int64) -> Int64 {
        milliseconds - milliseconds % tier.segmentMilliseconds
    }

    /// Takes a row: the values by the place of their series.
    mutating func take(_ row: [(place: Int, units: Int64)], at milliseconds: Int64) {
        let starts = self.starts ?? HistoryTier.allCases.map { Self.start($0, milliseconds) }
        self.starts = starts
        endSteps(before: milliseconds)
        let step = Int((milliseconds - starts[0]) / HistoryTier.tenSeconds.stepMilliseconds)
        for (place, units) in row { series[place].take(units, step: step, at: milliseconds) }
        lastRow = milliseconds
    }

    /// Ends the minute and the hour that a row at `milliseconds` is not in any more.
    mutating func endSteps(before milliseconds: Int64) {
        let minute = milliseconds - milliseconds % 60_000
        let hour = milliseconds - milliseconds % 3_600_000
        defer { (minuteStart, hourStart) = (minute, hour) }
        guard let starts, lastRow != nil, minute != minuteStart else { return }
        let step = Int((minuteStart - starts[1]) / 60_000)
        for place in series.indices { series[place].endMinute(step: step) }
        guard hour != hourStart else { return }
        let hourStep = Int((hourStart - starts[2]) / 3_600_000)
        for place in series.indices { series[place].endHour(step: hourStep) }
    }

    /// The tiers whose open columns end before `milliseconds`.
    func ended(before milliseconds: Int64) -> [HistoryTier] {
        guard let starts else { return [] }
        return HistoryTier.allCases.filter { milliseconds >= starts[$0.rawValue] + $0.segmentMilliseconds }
    }

    /// The open columns of a tier that have a value.
    func columns(_ tier: HistoryTier) -> [(series: SeriesID, valueCount: Int, bytes: [UInt8])] {
        series.compactMap { $0.column(tier) }
    }

    /// The step of a tier that goes on now, of one series: its time and what it is so far.
    func unfinished(_ tier: HistoryTier, _ place: Int) -> (milliseconds: Int64, aggregate: Aggregate)? {
        switch tier {
        case .tenSeconds: nil
        case .minute: series[place].minute.map { (minuteStart, $0) }
        case .hour:
            (series[place].minute.map { series[place].hour + $0 } ?? series[place].hour).map { (hourStart, $0) }
        }
    }
}
