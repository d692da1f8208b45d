public import Logging
public import NetworkValues
import Synchronization
import Waking

/// What is measured over time: series of values every ten seconds, kept in three tiers on the disk.
///
/// A row has the values of one time. It is written to a log before `record` returns, so that it survives a crash; every
/// hour the log becomes columns in files that are never changed again. One caller records, any number read.
public final class History: Sendable {
    let folder: HistoryFolder
    let segments: SegmentStore
    let limitBytes: Mutex<Int64>
    let logger: Logger
    /// Held while files are written; never while somebody reads.
    let writing = Mutex(false)
    let state: Mutex<HistoryState>
    let registry: RecordFile
    let log: RecordFile
    let listeners = Broadcast<Timestamp>()

    /// Opens the history in `folder`, or makes an empty one. What a crash left is put in order.
    public init(folder path: String, settings: HistorySettings, logger: Logger) throws(HistoryError) {
        let folder = try HistoryFolder(path: path)
        self.folder = folder
        self.logger = logger
        limitBytes = Mutex(settings.limitBytes)
        segments = try SegmentStore(folder, logger: logger)
        var state = HistoryState()
        registry = try RecordFile(path: folder.file("series")) { record throws(ByteReader.Damage) in
            let (id, description) = try Registration.read(record)
            if state.place(named: description.name) == nil, state.series.last.map({ $0.id < id }) ?? true {
                state.add(description, id: id)
            }
        }
        try Checkpoint.load(from: folder, into: &state, logger: logger)
        var replay = RowReplay(state)
        log = try RecordFile(path: folder.file("rows")) { record throws(ByteReader.Damage) in try replay.take(record) }
        self.state = Mutex(replay.state)
    }

    /// Lets another process have the folder. Every later row is refused.
    public func close() {
        writing.withLock { $0 = true }
        folder.release()
        listeners.end()
    }

    /// Takes other settings.
    public func apply(_ settings: HistorySettings) {
        limitBytes.withLock { $0 = settings.limitBytes }
    }

    // MARK: Series

    /// Finds a series, or makes it. It is durable with the next row.
    public func series(_ description: SeriesDescription) throws(HistoryError) -> SeriesID {
        try state.withLock { state throws(HistoryError) in
            if let place = state.place(named: description.name) { return state.series[place].id }
            guard description.name.utf8.count <= SeriesDescription.nameLimit, !description.name.isEmpty else {
                state.refusedSeries += 1
                throw HistoryError(
                    .invalidCall,
                    "a series needs a name of 1 to \(SeriesDescription.nameLimit) octets, not \(description.name.utf8.count)"
                )
            }
            guard state.series.count < HistoryState.seriesLimit else {
                state.refusedSeries += 1
                throw HistoryError(.limit, "the history has \(HistoryState.seriesLimit) series, and takes no more")
            }
            let place = state.add(description)
            state.unregistered.append(place)
            return state.series[place].id
        }
    }

    /// All series.
    public var all: [(id: SeriesID, description: SeriesDescription)] {
        state.withLock { $0.series.map { ($0.id, $0.description) } }
    }

    /// The series with a name.
    public func id(of name: String) -> SeriesID? {
        state.withLock { state in state.place(named: name).map { state.series[$0].id } }
    }

    /// What a series is.
    public func description(of id: SeriesID) -> SeriesDescription? {
        state.withLock { state in state.place(id).map { state.series[$0].description } }
    }

    // MARK: How it stands

    /// How the history stands.
    public var status: HistoryStatus {
        var status = state.withLock { state in
            var status = HistoryStatus()
            status.series = state.series.count
            status.refusedSeries = state.refusedSeries
            status.rows = state.rows
            status.failedRows = state.failedRows
            return status
        }
        let fine = segments.segments(.tenSeconds)
        status.samples = fine.reduce(0) { $0 + $1.valueCount }
        status.sampleBytes = UInt64(fine.reduce(0) { $0 + $1.bytes })
        status.bytes = segments.bytes + registry.bytes + log.bytes
        status.limitBytes = limitBytes.withLock(\.self)
        status.droppedSegments = segments.dropped
        status.damagedFiles = segments.damaged
        status.firstRow = firstRow
        status.lastRow = lastRow
        return status
    }

    /// The first row that the finest tier has.
    public var firstRow: Timestamp? {
        if let first = segments.segments(.tenSeconds).first { return Timestamp(milliseconds: first.startMilliseconds) }
        return state.withLock { state in
            state.lastRow == nil ? nil : state.starts.map { Timestamp(milliseconds: $0[0]) }
        }
    }

    /// The last row.
    public var lastRow: Timestamp? { state.withLock { $0.lastRow.map { Timestamp(milliseconds: $0) } } }

    /// The time of each row from now on; who is slow gets the newest only.
    public func growth() -> AsyncStream<Timestamp> {
        listeners.stream()
    }
}
