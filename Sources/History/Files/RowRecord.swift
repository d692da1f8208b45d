/// A row in the log: its time in steps of ten seconds, and what differs from the row before.
///
/// For each series whose value changed: how much its identifier is above the one before, and the difference to its last
/// value, zigzag, doubled; or 1 for a value that is absent now.
enum RowRecord {
    static func record(_ milliseconds: Int64, _ changes: [(id: SeriesID, difference: Int64?)]) -> [UInt8] {
        var bytes: [UInt8] = []
        VarInt.append(UInt64(max(0, milliseconds / HistoryTier.tenSeconds.stepMilliseconds)), to: &bytes)
        var last: UInt32 = 0
        for (id, difference) in changes {
            VarInt.append(UInt64(id.rawValue - last), to: &bytes)
            last = id.rawValue
            VarInt.append(difference.map { VarInt.zigzag($0) << 1 } ?? 1, to: &bytes)
        }
        return bytes
    }
}

/// Puts the rows of the log behind what the checkpoint had.
struct RowReplay {
    private(set) var state: HistoryState

    init(_ state: HistoryState) { self.state = state }

    mutating func take(_ record: ArraySlice<UInt8>) throws(ByteReader.Damage) {
        var reader = ByteReader(record)
        let steps = try reader.number()
        guard steps < 1 << 44 else { throw ByteReader.Damage() }
        let milliseconds = Int64(steps) * HistoryTier.tenSeconds.stepMilliseconds
        var id: UInt64 = 0
        while !reader.isAtEnd {
            id += try reader.number()
            let change = try reader.number()
            guard id <= UInt64(UInt32.max) else { throw ByteReader.Damage() }
            // A series that the registry lost cannot be told.
            guard let place = state.place(SeriesID(rawValue: UInt32(id))) else { continue }
            state.series[place].logged =
                change == 1 ? nil : (state.series[place].logged ?? 0) &+ VarInt.unzigzag(change >> 1)
        }
        // What the checkpoint has already is in the columns.
        guard milliseconds > state.lastRow ?? .min, state.ended(before: milliseconds).isEmpty else { return }
        let row = state.series.indices.compactMap { place in
            state.series[place].logged.map { (place: place, units: $0) }
        }
        state.take(row, at: milliseconds)
    }
}
