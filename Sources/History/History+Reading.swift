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
        let scale = Double(description.aggregateUnits)
        var points: [HistoryPoint] = []
        func add(_ milliseconds: Int64, _ aggregate: Aggregate) {
            guard milliseconds >= from.milliseconds, milliseconds < to.milliseconds else { return }
            points.append(
                HistoryPoint(
                    time: Timestamp(milliseconds: milliseconds), minimum: Double(aggregate.minimum) / scale,
                    maximum: Double(aggregate.maximum) / scale,
                    mean: Double(aggregate.sum) / (scale * Double(max(1, aggregate.count))),
                    count: Int(clamping: aggregate.count)))
        }
        guard tier == .tenSeconds else {
            try readAggregates(id, tier, from.milliseconds, to.milliseconds, add)
            return HistoryWindow(series: id, tier: tier, points: points)
        }
        // A rate needs the value before.
        let first = from.milliseconds - (description.kind == .counter ? OpenSeries.rateMilliseconds : 0)
        var last: (time: Int64, units: Int64)?
        try readValues(id, isCounter: description.kind == .counter, first, to.milliseconds) { time, units in
            guard description.kind == .counter else { return add(time, Aggregate(units)) }
            if let last,
                let rate = OpenSeries.rate(
                    from: last.units, to: units, milliseconds: time - last.time, description)
            {
                add(time, Aggregate(rate))
            }
            last = (time, units)
        }
        return HistoryWindow(series: id, tier: tier, points: points)
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
    private func readValues(
        _ id: SeriesID, isCounter: Bool, _ from: Int64, _ to: Int64, _ body: (Int64, Int64) -> Void
    ) throws(HistoryError) {
        let tier = HistoryTier.tenSeconds
        try read(id, tier, from, to) { start, bytes throws(ByteReader.Damage) in
            try ValueColumn.read(bytes[...], isCounter: isCounter, limit: tier.stepsInSegment) { step, units in
                let time = start + Int64(step) * tier.stepMilliseconds
                if time >= from, time < to { body(time, units) }
            }
        }
    }

    /// The steps of a coarser tier from `from` until before `to`, in order; the last may still go on.
    private func readAggregates(
        _ id: SeriesID, _ tier: HistoryTier, _ from: Int64, _ to: Int64, _ body: (Int64, Aggregate) -> Void
    ) throws(HistoryError) {
        let unfinished = state.withLock { state in state.place(id).flatMap { state.unfinished(tier, $0) } }
        var last: Int64 = .min
        try read(id, tier, from, to) { start, bytes throws(ByteReader.Damage) in
            try AggregateColumn.read(bytes[...], limit: tier.stepsInSegment) { step, aggregate in
                last = start + Int64(step) * tier.stepMilliseconds
                body(last, aggregate)
            }
        }
        if let unfinished, unfinished.milliseconds > last { body(unfinished.milliseconds, unfinished.aggregate) }
    }

    /// The columns of a series that overlap a time, closed ones first.
    private func read(
        _ id: SeriesID, _ tier: HistoryTier, _ from: Int64, _ to: Int64,
        _ body: (Int64, [UInt8]) throws(ByteReader.Damage) -> Void
    ) throws(HistoryError) {
        // The open column first: what is closed meanwhile is then read twice at most, never missed.
        let open = state.withLock { state -> (Int64, [UInt8])? in
            guard let starts = state.starts, let place = state.place(id),
                let column = state.series[place].column(tier)
            else { return nil }
            return (starts[tier.rawValue], column.bytes)
        }
        for segment in segments.segments(tier)
        where segment.startMilliseconds < to && segment.endMilliseconds > from
            && segment.startMilliseconds != open?.0
        {
            guard let bytes = try segments.column(id, in: segment) else { continue }
            do { try body(segment.startMilliseconds, bytes) } catch { segments.setAside(segment) }
        }
        guard let open, open.0 < to else { return }
        do { try body(open.0, open.1) } catch { throw HistoryError(.damaged, "an open column is damaged") }
    }
}
