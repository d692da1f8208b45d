import Logging

/// The open columns of the coarser tiers, and the last values, as of the end of an hour: what the log is put behind.
enum Checkpoint {
    static let name = "open"

    /// Writes what `state` has. Its minute and hour have ended, and its finest columns are closed.
    static func save(_ state: HistoryState, ended: [HistoryTier], next: [Int64], to folder: HistoryFolder)
        throws(HistoryError)
    {
        var meta: [UInt8] = []
        meta.appendFixed(UInt64(bitPattern: state.lastRow ?? 0), width: 8)
        for start in next { meta.appendFixed(UInt64(bitPattern: start), width: 8) }
        for series in state.series {
            guard let last = series.last else { continue }
            VarInt.append(UInt64(series.id.rawValue), to: &meta)
            VarInt.append(VarInt.zigzag(last.units), to: &meta)
            VarInt.append(VarInt.zigzag(last.milliseconds), to: &meta)
        }
        var records = [meta]
        for tier in [HistoryTier.minute, .hour] {
            let columns = ended.contains(tier) ? [] : state.columns(tier)
            records.append(SegmentHeader.file(tier, start: next[tier.rawValue], columns))
        }
        try folder.replace(name, with: RecordFile.encoded(records))
    }

    /// Reads what was saved; without it, or when it is damaged, the history goes on with what the log has.
    static func load(from folder: HistoryFolder, into state: inout HistoryState, logger: Logger) throws(HistoryError) {
        guard let bytes = try folder.read(name) else { return }
        var loaded = state
        var number = 0
        let length = RecordFile.records(in: bytes) { record throws(ByteReader.Damage) in
            defer { number += 1 }
            switch number {
            case 0: try read(meta: record, into: &loaded)
            default: try read(columns: record, into: &loaded)
            }
        }
        guard length == bytes.count, number == 3 else {
            folder.setAside(name)
            logger.error("the open columns of the history are damaged; the last hours of its coarser tiers are lost")
            return
        }
        state = loaded
    }

    private static func read(meta record: ArraySlice<UInt8>, into state: inout HistoryState) throws(ByteReader.Damage) {
        var reader = ByteReader(record)
        state.lastRow = Int64(bitPattern: try reader.fixed(8))
        var starts: [Int64] = []
        for _ in HistoryTier.allCases { starts.append(Int64(bitPattern: try reader.fixed(8))) }
        state.starts = starts
        while !reader.isAtEnd {
            let id = SeriesID(rawValue: UInt32(try reader.count(limit: Int(UInt32.max))))
            let units = try reader.signed()
            let time = try reader.signed()
            if let place = state.place(id) { state.series[place].last = (units, time) }
        }
    }

    private static func read(columns record: ArraySlice<UInt8>, into state: inout HistoryState) throws(ByteReader
        .Damage)
    {
        let header = try SegmentHeader(record)
        let base = record.startIndex + header.size
        for column in header.columns {
            let start = base + Int(column.offset)
            let end = start + Int(column.length)
            guard end <= record.endIndex else { throw ByteReader.Damage() }
            guard let place = state.place(SeriesID(rawValue: column.series)) else { continue }
            var restored = AggregateColumn()
            try AggregateColumn.read(record[start..<end], limit: header.tier.stepsInSegment) { step, value in
                restored.skip(to: step)
                restored.append(value)
            }
            if header.tier == .minute {
                state.series[place].minutes = restored
            } else {
                state.series[place].hours = restored
            }
        }
    }
}
