public import NetworkValues
import Synchronization

extension History {
    /// What a series was from `from` until before `to`.
    ///
    /// - Parameter tier: how fine; `nil` for the finest that still has `from`.
    /// - Throws: `HistoryError` when there is no such series, or a file cannot be read.
    public func window(
        _ id: SeriesID, from: Timestamp, to: Timestamp, tier: HistoryTier? = nil
    ) throws(HistoryError) -> HistoryWindow {
        guard let description = description(of: id) else { throw unknown(id) }
        let tier = tier ?? finest(at: from)
        var window = HistoryWindow(series: id, tier: tier, points: [])
        let span = max(0, min(to.milliseconds(since: from), tier.keepMilliseconds))
        window.points.reserveCapacity(Int(span / tier.stepMilliseconds))
        let scale = Double(description.aggregateUnits)
        guard tier == .tenSeconds else {
            try readAggregates(id, tier, from.milliseconds, to.milliseconds) { time, aggregate in
                guard time >= from.milliseconds, time < to.milliseconds else { return }
                window.points.append(HistoryPoint(time, aggregate, scale))
            }
            return window
        }
        let isCounter = description.kind == .counter
        // A rate needs the value before.
        let first = from.milliseconds - (isCounter ? OpenSeries.rateMilliseconds : 0)
        var last: (time: Int64, units: Int64)?
        try readValues(id, isCounter: isCounter, first, to.milliseconds) { time, units in
            guard isCounter else { return window.points.append(HistoryPoint(time, Aggregate(units), scale)) }
            if let last, time >= from.milliseconds,
                let rate = OpenSeries.rate(
                    from: last.units, to: units, milliseconds: time - last.time, description)
            {
                window.points.append(HistoryPoint(time, Aggregate(rate), scale))
            }
            last = (time, units)
        }
        return window
    }

    /// The coarsest tier that has at least `steps` steps from `from` until before `to`; the finest that still has `from`
    /// when none has so many.
    public func tier(from: Timestamp, to: Timestamp, steps: Int) -> HistoryTier {
        let finest = finest(at: from)
        return HistoryTier.allCases.last {
            $0 > finest && to.milliseconds(since: from) / $0.stepMilliseconds >= Int64(steps)
        } ?? finest
    }

    /// What was recorded behind `after` and up to `through`, as it came. Series without a value there are left out.
    public func rows(
        after: Timestamp, through: Timestamp, of ids: some Sequence<SeriesID>
    ) throws(HistoryError) -> [SeriesRows] {
        var all: [SeriesRows] = []
        for id in ids {
            guard let description = description(of: id) else { continue }
            var rows = SeriesRows(id: id)
            try readValues(
                id, isCounter: description.kind == .counter, after.milliseconds + 1, through.milliseconds + 1
            ) { time, units in
                rows.times.append(Timestamp(milliseconds: time))
                rows.values.append(description.value(units))
            }
            if !rows.times.isEmpty { all.append(rows) }
        }
        return all
    }

    private func unknown(_ id: SeriesID) -> HistoryError {
        HistoryError(.invalidCall, "the history has no series \(id.rawValue)")
    }

    /// The finest tier that is kept as far back as `time`.
    private func finest(at time: Timestamp) -> HistoryTier {
        let last = lastRow ?? time
        return HistoryTier.allCases.first { time.milliseconds >= last.milliseconds - $0.keepMilliseconds } ?? .hour
    }

    /// The values of the finest tier from `from` until before `to`, in order.
    @inline(__always)
    private func readValues(
        _ id: SeriesID, isCounter: Bool, _ from: Int64, _ to: Int64, _ body: (Int64, Int64) -> Void
    ) throws(HistoryError) {
        let tier = HistoryTier.tenSeconds
        for column in try columns(id, tier, from, to) {
            do {
                try ValueColumn.read(column.bytes[...], isCounter: isCounter, limit: tier.stepsInSegment) {
                    step, units in
                    let time = column.start + Int64(step) * tier.stepMilliseconds
                    if time >= from, time < to { body(time, units) }
                }
            } catch {
                try setAside(column)
            }
        }
    }

    /// The steps of a coarser tier around `from` until before `to`, in order; the last may still go on.
    @inline(__always)
    private func readAggregates(
        _ id: SeriesID, _ tier: HistoryTier, _ from: Int64, _ to: Int64, _ body: (Int64, Aggregate) -> Void
    ) throws(HistoryError) {
        let unfinished = state.withLock { state in state.place(id).flatMap { state.unfinished(tier, $0) } }
        var last: Int64 = .min
        for column in try columns(id, tier, from, to) {
            do {
                try AggregateColumn.read(column.bytes[...], limit: tier.stepsInSegment) { step, aggregate in
                    last = column.start + Int64(step) * tier.stepMilliseconds
                    body(last, aggregate)
                }
            } catch {
                try setAside(column)
            }
        }
        if let unfinished, unfinished.milliseconds > last { body(unfinished.milliseconds, unfinished.aggregate) }
    }

    /// A column of a series as it was encoded; without a file while it is open.
    private struct StoredColumn {
        var start: Int64
        var bytes: [UInt8]
        var segment: SegmentStore.Segment?
    }

    /// The columns of a series that overlap a time, closed ones first.
    private func columns(
        _ id: SeriesID, _ tier: HistoryTier, _ from: Int64, _ to: Int64
    ) throws(HistoryError) -> [StoredColumn] {
        // The open column first: what is closed meanwhile is then read twice at most, never missed.
        let open = state.withLock { state -> StoredColumn? in
            guard let starts = state.starts, let place = state.place(id),
                let column = state.series[place].column(tier)
            else { return nil }
            return StoredColumn(start: starts[tier.rawValue], bytes: column.bytes)
        }
        var columns: [StoredColumn] = []
        for segment in segments.segments(tier)
        where segment.startMilliseconds < to && segment.endMilliseconds > from
            && segment.startMilliseconds != open?.start
        {
            guard let bytes = try segments.column(id, in: segment) else { continue }
            columns.append(StoredColumn(start: segment.startMilliseconds, bytes: bytes, segment: segment))
        }
        if let open, open.start < to { columns.append(open) }
        return columns
    }

    /// A column that cannot be decoded: its file is not looked at again.
    private func setAside(_ column: StoredColumn) throws(HistoryError) {
        guard let segment = column.segment else { throw HistoryError(.damaged, "an open column is damaged") }
        segments.setAside(segment)
    }
}

extension HistoryPoint {
    fileprivate init(_ milliseconds: Int64, _ aggregate: Aggregate, _ scale: Double) {
        self.init(
            time: Timestamp(milliseconds: milliseconds), minimum: Double(aggregate.minimum) / scale,
            maximum: Double(aggregate.maximum) / scale,
            mean: Double(aggregate.sum) / (scale * Double(max(1, aggregate.count))),
            count: Int(clamping: aggregate.count))
    }
}
