import GRDB
import Logging
import NetworkValues
import Synchronization
import Waking

/// What the journal drops, always its oldest records, and always with a record that says so.
extension Journal {
    /// The most records that one transaction drops, so that appending never waits long behind it.
    static let recordsPerDrop: UInt64 = 2048
    /// The newest records, which a full disk cannot take away.
    static let recordsKeptOnFullDisk: UInt64 = 256
    /// Pages of a fresh file on a disk that has no room for the reserve.
    private static let pagesToBeginWith: Int64 = 128
    /// SQLite's own limit.
    private static let pagesAtMost: Int64 = 1_073_741_823
    /// After how many appended records the size is looked at.
    private static let recordsPerMeasure: UInt64 = 512

    /// Drops what is over the age or the size limit now. `JournalService` calls it every minute; it returns when it is
    /// done. Throws when the disk is full and even the dropping finds no room.
    public func dropExpired() async throws(JournalError) {
        while true {
            guard !state.withLock({ $0.isClosed }) else { throw JournalError(.closed, "the journal is closed") }
            let result: Result<Bool, JournalError> = await withCheckedContinuation { continuation in
                pool.asyncWriteWithoutTransaction { [self] db in
                    continuation.resume(
                        returning: Result {
                            let dropped = try dropByAge(db)
                            return try dropBySize(db) || dropped
                        }.mapError { JournalError($0) })
                }
            }
            guard try result.get() else { return }
        }
    }

    /// Keeps the size within its limit while records come in.
    func keepWithinSize(_ db: Database) {
        let isDue = state.withLock { state in
            guard state.unmeasured >= Self.recordsPerMeasure else { return false }
            state.unmeasured = 0
            return true
        }
        guard isDue else { return }
        if state.withLock({ $0.isHeld }) { growIfReserved(db) }
        do {
            _ = try dropBySize(db)
        } catch {
            logger.warning(
                "the journal could not be kept within its size", metadata: ["reason": "\(JournalError(error))"])
        }
    }

    /// Drops one batch that is over the age limit. Returns whether it dropped any.
    ///
    /// It waits until the oldest record is over the limit by an hour, or a 32nd of it if that is less: each drop leaves a
    /// record, and those of one a minute would in time be all that is kept.
    private func dropByAge(_ db: Database) throws -> Bool {
        let (age, first, last) = state.withLock { ($0.settings.maximumAgeSeconds, $0.first, $0.last) }
        guard age > 0, first <= last else { return false }
        let limit = now().adding(seconds: -age)
        let slack = min(3600, age / 32)
        var through: UInt64?
        let rows = try Row.fetchCursor(
            db, sql: "SELECT number, time FROM record ORDER BY number LIMIT ?", arguments: [Int64(Self.recordsPerDrop)])
        while let row = try rows.next() {
            let time = Timestamp(milliseconds: row[1])
            guard time < (through == nil ? limit.adding(seconds: -slack) : limit) else { break }
            through = UInt64(clamping: row[0] as Int64)
        }
        guard let through else { return false }
        try drop(through: through, .age, db)
        return true
    }

    /// Drops one batch when the file is too large. Returns whether it dropped any.
    private func dropBySize(_ db: Database) throws -> Bool {
        let (limit, first, last) = state.withLock { ($0.settings.maximumBytes, $0.first, $0.last) }
        guard first < last, try usedBytes(db) > limit else { return false }
        try drop(through: min(last, first + Self.recordsPerDrop - 1), .size, db)
        return true
    }

    /// The bytes of the pages in use; SQLite keeps pages that became free for later records.
    private func usedBytes(_ db: Database) throws -> Int64 {
        let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        let free = try Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
        let size = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 4096
        return (pages - free) * size
    }

    /// Finds room on a full disk and tries `attempt` again. First the log is written back, so that its space serves again;
    /// then the oldest records are dropped, so that their pages do.
    ///
    /// The log can be written back only if the file may grow by what is in it. The reserve is there for that, and without
    /// a reserve the file is held at its size: then records find pages of dropped ones or none, and the log never holds
    /// what the file cannot take.
    func makeRoom<Value>(
        _ db: Database, orElse error: JournalError, _ attempt: () -> Result<Value, JournalError>
    ) -> Result<Value, JournalError> {
        var outcome = Result<Value, JournalError>.failure(error)
        func isDiskFull() -> Bool {
            if case .failure(let error) = outcome { error.code == .diskFull } else { false }
        }
        if !writeBack(db), file.releaseReserve() { _ = writeBack(db) }
        if !file.hasReserve { holdSize(db) }
        if !state.withLock({ $0.isHeld }) { outcome = attempt() }
        var dropsLeft = 16
        while isDiskFull(), dropsLeft > 0 {
            dropsLeft -= 1
            if !dropForRoom(db) {
                guard file.releaseReserve() else { break }
                _ = writeBack(db)
            }
            holdSize(db)
            _ = writeBack(db)
            outcome = attempt()
        }
        growIfReserved(db)
        return outcome
    }

    /// Writes the log back into the file. Returns whether all of it is there.
    private func writeBack(_ db: Database) -> Bool {
        do {
            try db.checkpoint(.restart)
            return true
        } catch {
            return false
        }
    }

    /// Lets the file grow no further than it has, and writes the log back often; a fresh file gets some pages to begin with.
    func holdSize(_ db: Database) {
        let pages = (try? Int64.fetchOne(db, sql: "PRAGMA page_count")) ?? 0
        let isHeld: ()? = try? db.execute(
            sql: """
                PRAGMA max_page_count = \(max(pages, Self.pagesToBeginWith));
                PRAGMA wal_autocheckpoint = \(JournalOpening.logPages / 8)
                """)
        state.withLock { $0.isHeld = isHeld != nil }
    }

    /// Lets the file grow again once there is a reserve.
    func growIfReserved(_ db: Database) {
        guard file.layReserve(), state.withLock({ $0.isHeld }) else { return }
        let isDone: ()? = try? db.execute(
            sql: """
                PRAGMA max_page_count = \(Self.pagesAtMost);
                PRAGMA wal_autocheckpoint = \(JournalOpening.logPages)
                """)
        if isDone != nil { state.withLock { $0.isHeld = false } }
    }

    /// Drops some of the oldest records. Returns whether it did.
    private func dropForRoom(_ db: Database) -> Bool {
        let (first, last) = state.withLock { ($0.first, $0.last) }
        guard first <= last, last - first >= Self.recordsKeptOnFullDisk else { return false }
        let spare = last - first + 1 - Self.recordsKeptOnFullDisk
        let count = min(spare, Self.recordsPerDrop, max(256, (last - first) / 16))
        do {
            try drop(through: first + count - 1, .diskFull, db)
            return true
        } catch {
            logger.debug("no room even to drop old records", metadata: ["reason": "\(JournalError(error))"])
            return false
        }
    }

    /// Drops all records up to `number`, notes what each cursor loses by it, and appends the record that tells of it.
    private func drop(through number: UInt64, _ reason: RetentionRecord.Reason, _ db: Database) throws {
        let (first, last, cursors) = state.withLock { ($0.first, $0.last, $0.cursors) }
        let losses = cursors.filter { $0.value.position < number }.map { name, cursor in
            RetentionRecord.Loss(cursor: name, count: number - max(cursor.position, first - 1))
        }.sorted { $0.cursor < $1.cursor }
        let record = RetentionRecord(reason: reason, dropped: first...number, losses: losses, time: now())
        try db.inTransaction(.immediate) {
            try db.execute(sql: "DELETE FROM record WHERE number <= ?", arguments: [Int64(clamping: number)])
            for loss in losses {
                try db.execute(
                    sql: "UPDATE cursor SET position = ?, lost = lost + ? WHERE name = ?",
                    arguments: [Int64(clamping: number), Int64(clamping: loss.count), loss.cursor])
            }
            try db.cachedStatement(sql: RecordRow.insert)
                .execute(arguments: RecordRow.arguments(.retention(record), number: last + 1))
            return .commit
        }
        state.withLock { state in
            state.first = number + 1
            state.last = last + 1
            for loss in losses {
                state.cursors[loss.cursor]?.position = number
                state.cursors[loss.cursor]?.lost += loss.count
            }
            let count = number - first + 1
            switch reason {
            case .age: state.counters.droppedForAge += count
            case .size: state.counters.droppedForSize += count
            case .diskFull, .setAside: state.counters.droppedForDiskFull += count
            }
        }
        listeners.tell(last + 1)
        logger.log(level: losses.isEmpty ? .info : .warning, "the journal \(record)")
    }
}
