public import NetworkValues
import Synchronization
import Waking

extension History {
    /// Writes a row: the values at one time, cut down to ten seconds. It is durable when this returns.
    ///
    /// A series that is not among the samples has a gap there. When the disk takes nothing, the row stays in memory for as
    /// long as the hour lasts, and the error says why.
    ///
    /// - Throws: `HistoryError`; a row that is not later than the last one is refused.
    public func record(_ samples: [HistorySample], at time: Timestamp) throws(HistoryError) {
        let milliseconds = time.milliseconds - time.milliseconds % HistoryTier.tenSeconds.stepMilliseconds
        try writing.withLock { isClosed throws(HistoryError) in
            guard !isClosed else { throw HistoryError(.closed, "the history is closed") }
            let last = state.withLock(\.lastRow)
            guard milliseconds > last ?? 0 else {
                state.withLock { $0.failedRows += 1 }
                throw HistoryError(
                    .invalidCall, "a row must be later than the last, \(last ?? 0) ms, not \(milliseconds) ms")
            }
            let ended = state.withLock { $0.ended(before: milliseconds) }
            if !ended.isEmpty { try end(ended, before: milliseconds) }
            let (row, records) = prepared(samples, at: milliseconds)
            var failure: HistoryError?
            do throws(HistoryError) {
                if !records.registrations.isEmpty { try registry.append(records.registrations) }
                try log.append([records.row])
            } catch {
                failure = error
            }
            let isLogged = failure == nil
            state.withLock { state in
                if isLogged {
                    state.unregistered = []
                    for place in state.series.indices { state.series[place].logged = nil }
                    for (place, units) in row { state.series[place].logged = units }
                    state.rows += 1
                } else {
                    state.failedRows += 1
                }
                state.take(row, at: milliseconds)
            }
            if let failure { throw failure }
        }
        listeners.tell(Timestamp(milliseconds: milliseconds))
    }

    /// The values by the place of their series, and what the files get.
    private func prepared(_ samples: [HistorySample], at milliseconds: Int64) -> (
        row: [(place: Int, units: Int64)], records: (registrations: [[UInt8]], row: [UInt8])
    ) {
        state.withLock { state in
            var units: [Int64?] = Array(repeating: nil, count: state.series.count)
            for sample in samples {
                guard let place = state.place(sample.series) else { continue }
                units[place] = state.series[place].description.units(sample.value)
            }
            var row: [(place: Int, units: Int64)] = []
            var changes: [(id: SeriesID, difference: Int64?)] = []
            for (place, value) in units.enumerated() {
                if let value { row.append((place, value)) }
                let logged = state.series[place].logged
                guard value != logged else { continue }
                changes.append((state.series[place].id, value.map { $0 &- (logged ?? 0) }))
            }
            let registrations = state.unregistered.map { place in
                Registration.record(state.series[place].id, state.series[place].description)
            }
            return (row, (registrations, RowRecord.record(milliseconds, changes)))
        }
    }

    /// Closes the columns of the tiers whose span has ended, so that a row at `milliseconds` begins new ones.
    private func end(_ ended: [HistoryTier], before milliseconds: Int64) throws(HistoryError) {
        let whole = state.withLock { state in
            state.endSteps(before: milliseconds)
            return state
        }
        guard let starts = whole.starts else { return }
        var next = starts
        for tier in ended {
            let columns = whole.columns(tier)
            if !columns.isEmpty { try segments.write(tier, start: starts[tier.rawValue], columns) }
            next[tier.rawValue] = HistoryState.start(tier, milliseconds)
        }
        segments.trim(
            at: milliseconds, limit: limitBytes.withLock(\.self) - registry.bytes - Int64(RecordFile.roomBytes))
        try Checkpoint.save(whole, ended: ended, next: next, to: folder)
        try log.clear()
        state.withLock { [next] state in
            for place in state.series.indices {
                for tier in ended { state.series[place].clear(tier) }
                state.series[place].logged = nil
            }
            state.starts = next
        }
        if ended.contains(.hour) { try forgetDeadSeries() }
    }

    /// Series of which nothing is kept any more need no name.
    private func forgetDeadSeries() throws(HistoryError) {
        let live = segments.liveSeries()
        let kept = state.withLock { state in
            state.series.filter { series in
                live.contains(series.id.rawValue) || series.minutes.valueCount > 0 || series.hours.valueCount > 0
                    || series.values.valueCount > 0
            }.map { ($0.id, $0.description) }
        }
        guard kept.count < state.withLock(\.series.count) else { return }
        let names = Set(kept.map(\.0))
        try registry.replace(kept.map { Registration.record($0.0, $0.1) })
        state.withLock { state in state.keep { names.contains($0.id) } }
    }
}
