/// A series while it is written: its columns that are still open in all tiers.
struct OpenSeries: Sendable {
    let id: SeriesID
    let description: SeriesDescription
    /// The columns of the three tiers.
    var values: ValueColumn
    var minutes = AggregateColumn()
    var hours = AggregateColumn()
    /// What the minute and the hour are so far that have not ended.
    var minute: Aggregate?
    var hour: Aggregate?
    /// The last value and when it was.
    var last: (units: Int64, milliseconds: Int64)?
    /// The value that the row log has last; `nil` for none.
    var logged: Int64?

    init(_ id: SeriesID, _ description: SeriesDescription) {
        self.id = id
        self.description = description
        values = ValueColumn(isCounter: description.kind == .counter)
    }

    /// Takes the value of a row at `step` of the open column.
    mutating func take(_ units: Int64, step: Int, at milliseconds: Int64) {
        values.skip(to: step)
        values.append(units)
        if let share = aggregate(units, at: milliseconds) { minute = minute + Aggregate(share) }
        last = (units, milliseconds)
    }

    /// What a value adds to the coarser tiers: a gauge itself, a counter its rate a second.
    private func aggregate(_ units: Int64, at milliseconds: Int64) -> Int64? {
        guard description.kind == .counter else { return units }
        guard let last else { return nil }
        return Self.rate(from: last.units, to: units, milliseconds: milliseconds - last.milliseconds, description)
    }

    /// The longest time between two values that still gives a rate, in milliseconds: behind a longer gap nobody knows
    /// when it was counted.
    static let rateMilliseconds: Int64 = 60_000

    /// The rate a second of a counter, in its aggregate units; `nil` when it began anew, or behind a gap.
    static func rate(
        from earlier: Int64, to later: Int64, milliseconds: Int64, _ description: SeriesDescription
    ) -> Int64? {
        guard later >= earlier, 1...rateMilliseconds ~= milliseconds else { return nil }
        let seconds = Double(milliseconds) / 1000
        let rate =
            Double(later - earlier) / Double(description.unitsPerOne) / seconds * Double(description.aggregateUnits)
        return Int64(min(rate.rounded(), Double(SeriesDescription.largest)))
    }

    /// The minute has ended; it was `step` of the open column.
    mutating func endMinute(step: Int) {
        guard let minute else { return }
        minutes.skip(to: step)
        minutes.append(minute)
        hour = hour + minute
        self.minute = nil
    }

    /// The hour has ended; it was `step` of the open column.
    mutating func endHour(step: Int) {
        guard let hour else { return }
        hours.skip(to: step)
        hours.append(hour)
        self.hour = nil
    }

    /// Begins an empty column of a tier.
    mutating func clear(_ tier: HistoryTier) {
        switch tier {
        case .tenSeconds: values = ValueColumn(isCounter: description.kind == .counter)
        case .minute: minutes = AggregateColumn()
        case .hour: hours = AggregateColumn()
        }
    }

    /// The column of a tier as it is written; `nil` when it has no value.
    func column(_ tier: HistoryTier) -> (series: SeriesID, valueCount: Int, bytes: [UInt8])? {
        let (count, bytes) =
            switch tier {
            case .tenSeconds: (values.valueCount, values.encoded)
            case .minute: (minutes.valueCount, minutes.encoded)
            case .hour: (hours.valueCount, hours.encoded)
            }
        return count > 0 ? (id, count, bytes) : nil
    }
}
