import Faults
import GRDB
import Logging
import NetworkValues
import Synchronization
import Waking

/// The one writer. Everything below `schedule` runs on GRDB's writer queue.
extension Journal {
    /// Queues a request and waits until it is durable.
    func submit(_ request: CommitQueue.Request) async throws(JournalError) -> ClosedRange<UInt64>? {
        let result: Result<ClosedRange<UInt64>?, JournalError> = await withCheckedContinuation { continuation in
            var request = request
            request.completion = { continuation.resume(returning: $0) }
            enqueue(request)
        }
        return try result.get()
    }

    func enqueue(_ request: CommitQueue.Request) {
        let refusal: JournalError? = state.withLock { state in
            guard !state.isClosed else { return JournalError(.closed, "the journal is closed") }
            guard let mustSchedule = state.queue.add(request, maximumPending: state.settings.maximumPending) else {
                state.counters.refusedForOverload += 1
                return JournalError(
                    .overloaded,
                    "more than \(state.settings.maximumPending) records wait to be written; try again later")
            }
            if mustSchedule { schedule() }
            return nil
        }
        if let refusal { request.completion(.failure(refusal)) }
    }

    private func schedule() {
        pool.asyncWriteWithoutTransaction { [self] db in
            // A few batches a turn, so that retention and closing get theirs under a steady load.
            for _ in 0..<16 {
                guard drain(db) else { return }
            }
            schedule()
        }
    }

    /// Commits the next batch. Returns whether there was one.
    func drain(_ db: Database) -> Bool {
        let batch = state.withLock { $0.queue.take(limit: $0.settings.recordsPerCommit) }
        guard !batch.isEmpty else { return false }
        commit(batch, db)
        keepWithinSize(db)
        return true
    }

    private func commit(_ batch: [CommitQueue.Request], _ db: Database) {
        var outcome = attempt(batch, db)
        if case .failure(let error) = outcome, error.code == .diskFull {
            outcome = makeRoom(db, orElse: error) { attempt(batch, db) }
        }
        switch outcome {
        case .success(let numbers):
            for (request, numbers) in zip(batch, numbers) { request.completion(.success(numbers)) }
        case .failure(let error) where batch.count > 1 && error.code == .failed:
            // One call's content may be at fault: the others must not suffer for it.
            for request in batch { commit([request], db) }
        case .failure(let error):
            note(error, calls: batch.count)
            for request in batch { request.completion(.failure(error)) }
        }
    }

    /// Writes a batch in one transaction. Returns each call's numbers.
    private func attempt(
        _ batch: [CommitQueue.Request], _ db: Database
    ) -> Result<[ClosedRange<UInt64>?], JournalError> {
        let before = state.withLock { $0.last }
        var next = before + 1
        var numbers: [ClosedRange<UInt64>?] = []
        do {
            try db.inTransaction(.immediate) {
                for request in batch {
                    let first = next
                    try write(request.contents, from: &next, db)
                    try write(request.alarms, db)
                    try write(request.cursors, db)
                    numbers.append(next > first ? first...(next - 1) : nil)
                }
                return .commit
            }
        } catch {
            return .failure(JournalError(error))
        }
        if accept(batch, last: next - 1, records: Int(next - 1 - before)) {
            logger.notice("the journal can be written again")
            growIfReserved(db)
        }
        return .success(numbers)
    }

    private func write(_ contents: [JournalContent], from next: inout UInt64, _ db: Database) throws {
        guard !contents.isEmpty else { return }
        let statement = try db.cachedStatement(sql: RecordRow.insert)
        let lines = try LogRowWriter(db)
        for content in contents {
            if case .log(let log) = content {
                try lines.write(log, number: next, db)
            } else if let arguments = RecordRow.arguments(content, number: next) {
                statement.setUncheckedArguments(arguments)
                try statement.execute()
            }
            next += 1
        }
    }

    private func write(_ changes: [AlarmStateChange], _ db: Database) throws {
        guard !changes.isEmpty else { return }
        var last: UInt32 = 0
        for change in changes {
            switch change {
            case .put(let alarm):
                try db.cachedStatement(sql: AlarmRow.put).execute(arguments: AlarmRow.arguments(alarm))
                last = max(last, alarm.number)
            case .remove(let number):
                try db.cachedStatement(sql: AlarmRow.remove).execute(arguments: [Int64(number)])
                last = max(last, number)
            }
        }
        try db.cachedStatement(sql: AlarmRow.noteLast).execute(arguments: [Int64(last), Int64(last)])
    }

    private func write(_ changes: [CursorChange], _ db: Database) throws {
        for change in changes {
            switch change {
            case .create(let name, let position):
                try db.cachedStatement(
                    sql: "INSERT OR IGNORE INTO cursor (name, position, lost, confirmed) VALUES (?1, ?2, 0, ?2)"
                ).execute(arguments: [name, Int64(clamping: position)])
            case .advance(let name, let number, let isConfirmed):
                try db.cachedStatement(
                    sql: """
                        UPDATE cursor SET position = max(position, ?1), confirmed = max(confirmed, ?2) WHERE name = ?3
                        """
                ).execute(arguments: [Int64(clamping: number), isConfirmed ? Int64(clamping: number) : 0, name])
            case .remove(let name):
                try db.cachedStatement(sql: "DELETE FROM cursor WHERE name = ?").execute(arguments: [name])
            }
        }
    }

    /// What was committed becomes known. Returns whether the disk was full until now.
    private func accept(_ batch: [CommitQueue.Request], last: UInt64, records: Int) -> Bool {
        defer { if records > 0 { listeners.tell(last) } }
        return state.withLock { state in
            var number = state.last
            for content in batch.lazy.flatMap(\.contents) {
                number += 1
                if content.isNews { state.news.append(JournalRecord(number: number, content: content)) }
            }
            state.last = last
            state.unmeasured += UInt64(records)
            state.counters.appended += UInt64(records)
            state.counters.commits += 1
            state.counters.largestCommit = max(state.counters.largestCommit, records)
            for change in batch.flatMap(\.cursors) { state.apply(change) }
            defer { state.diskFullSince = nil }
            return state.diskFullSince != nil
        }
    }

    private func note(_ error: JournalError, calls: Int) {
        let isNew = state.withLock { state in
            guard error.code == .diskFull else {
                state.counters.failed += UInt64(calls)
                return true
            }
            state.counters.refusedForDiskFull += UInt64(calls)
            defer { state.diskFullSince = state.diskFullSince ?? now() }
            return state.diskFullSince == nil
        }
        if error.code == .damaged { file.noteSuspect(true) }
        if isNew { logger.error("the journal could not be written", metadata: ["reason": "\(error)"]) }
    }
}

extension Journal.State {
    mutating func apply(_ change: CursorChange) {
        switch change {
        case .create(let name, let position):
            if cursors[name] == nil {
                cursors[name] = JournalCursor.State(position: position, lost: 0, confirmed: position)
            }
        case .advance(let name, let number, let isConfirmed):
            guard var cursor = cursors[name] else { return }
            cursor.position = max(cursor.position, number)
            if isConfirmed { cursor.confirmed = max(cursor.confirmed, number) }
            cursors[name] = cursor
        case .remove(let name):
            cursors[name] = nil
        }
    }
}
