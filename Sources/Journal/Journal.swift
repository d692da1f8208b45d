public import Faults
import Dispatch
import GRDB
public import Logging
public import NetworkValues
import Synchronization
import Waking

/// The durable, numbered record of what happened, in one SQLite file.
///
/// Appending returns when the records are on the disk. Outlets read at their own pace, each with a cursor; none holds a
/// queue. All writing is done on GRDB's own serial queue, all reading on its readers': no thread of Swift's concurrency
/// ever waits for the disk.
public final class Journal: Sendable {
    struct State {
        var settings: JournalSettings
        var queue = CommitQueue()
        var first: UInt64
        var last: UInt64
        var cursors: [String: JournalCursor.State]
        var news: JournalNews.Window
        var counters = JournalStatus.Counters()
        var diskFullSince: Timestamp?
        var isClosed = false
        /// Whether the file is held at its size, for want of a reserve.
        var isHeld = false
        /// Records appended since the size was looked at.
        var unmeasured: UInt64 = 0
    }

    let file: JournalFile
    let pool: DatabasePool
    let logger: Logger
    let now: @Sendable () -> Timestamp
    let state: Mutex<State>
    let listeners = Broadcast<UInt64>()
    private let setAsideFile: String?

    /// Opens the journal at `path`, creating it if it is not there. A damaged file is set aside, a fresh one begun, and
    /// the first record tells of it. `now` gives the time for retention. It blocks while it reads: call it at the start.
    public init(
        path: String, settings: JournalSettings = JournalSettings(), logger: Logger,
        now: @escaping @Sendable () -> Timestamp
    ) throws(JournalError) {
        file = try JournalFile(path: path)
        let opened = try JournalOpening(file: file, settings: settings, now: now(), logger: logger).open()
        pool = opened.pool
        setAsideFile = opened.setAsideFile
        self.logger = logger
        self.now = now
        state = Mutex(
            State(
                settings: settings, first: opened.first, last: opened.last, cursors: opened.cursors,
                news: JournalNews.Window(behind: opened.last)))
        if !file.layReserve() { pool.writeWithoutTransaction { holdSize($0) } }
        if let name = opened.setAsideFile {
            let record = RetentionRecord(reason: .setAside, dropped: nil, setAsideFile: name, time: now())
            // A disk that is full now is met again, and reported, by the first real append.
            enqueue(CommitQueue.Request(contents: [.retention(record)], completion: { _ in }))
        }
    }

    /// The number of the newest record that is durable; 0 before the first.
    public var lastNumber: UInt64 { state.withLock { $0.last } }

    /// The number of the oldest record that is kept; `lastNumber + 1` when there is none.
    public var firstNumber: UInt64 { state.withLock { $0.first } }

    /// Appends records and changes the kept state of alarms, all in one transaction. It returns when they are durable,
    /// with the numbers of the records, which follow each other in the order given.
    ///
    /// Throws when nothing of it was kept: the disk is full also after the oldest records made room, too many records
    /// wait, or the journal is closed. The journal goes on: try again later.
    @discardableResult
    public func append(
        _ records: [JournalContent], alarmState: [AlarmStateChange] = []
    ) async throws(JournalError) -> ClosedRange<UInt64> {
        guard !records.isEmpty else {
            throw JournalError(.invalidCall, "append was called without a record; save keeps the state of alarms alone")
        }
        guard let numbers = try await submit(CommitQueue.Request(contents: records, alarms: alarmState) { _ in }) else {
            throw JournalError(.failed, "the journal gave no numbers")
        }
        return numbers
    }

    /// Changes the kept state of alarms without a record, such as after a refresh. It returns when that is durable.
    public func save(_ alarmState: [AlarmStateChange]) async throws(JournalError) {
        guard !alarmState.isEmpty else { return }
        _ = try await submit(CommitQueue.Request(alarms: alarmState) { _ in })
    }

    /// The alarms that stood when the journal was written last, by number, and the number that was given last.
    public func restoreAlarms() async throws(JournalError) -> (alarms: [Alarm], lastNumber: UInt32) {
        try await read { db in
            let alarms = try Row.fetchAll(db, sql: AlarmRow.select).compactMap(AlarmRow.alarm)
            return (alarms, UInt32(clamping: try Int64.fetchOne(db, sql: AlarmRow.selectLast) ?? 0))
        }
    }

    /// The number of the newest record, now and each time that it grows. A reader that falls behind sees only the newest.
    public func growth() -> AsyncStream<UInt64> {
        state.withLock { listeners.stream(beginningWith: $0.isClosed ? nil : $0.last) }
    }

    /// How the journal stands.
    public var status: JournalStatus {
        let (fileBytes, logBytes) = (file.bytes(), file.bytes("-wal"))
        return state.withLock { state in
            JournalStatus(
                firstNumber: state.first, lastNumber: state.last, pending: state.queue.pending, fileBytes: fileBytes,
                logBytes: logBytes, diskFullSince: state.diskFullSince, setAsideFile: setAsideFile,
                cursors: state.cursors.sorted { $0.key < $1.key }.map { name, cursor in
                    JournalStatus.Cursor(
                        name: name, position: cursor.position, lost: cursor.lost,
                        behind: state.last - min(state.last, cursor.position))
                }, counters: state.counters)
        }
    }

    /// Puts other limits in force, at once.
    public func apply(_ settings: JournalSettings) {
        state.withLock { $0.settings = settings }
    }

    /// Writes what waits, then closes the file. Every later call throws.
    public func close() async {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        listeners.end()
        await withCheckedContinuation { continuation in
            pool.asyncWriteWithoutTransaction { [self] db in
                while drain(db) {}
                _ = try? db.checkpoint(.truncate)
                continuation.resume()
            }
        }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [self] in
                try? pool.close()
                file.release()
                continuation.resume()
            }
        }
    }
}
