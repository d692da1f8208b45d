import GRDB
import Synchronization

extension Journal {
    /// The most records that one call returns.
    public static let maximumLimit = 10_000

    /// The records behind `number` in the order of their numbers, at most `limit` (up to 10,000).
    public func records(after number: UInt64, limit: Int = 256) async throws(JournalError) -> [JournalRecord] {
        let limit = max(1, min(limit, Self.maximumLimit))
        try requireOpen()
        guard number < lastNumber else { return [] }
        return try await read { db in
            let statement = try db.cachedStatement(
                sql: RecordRow.select + "WHERE number > ? ORDER BY number LIMIT \(Self.maximumLimit)")
            var records: [JournalRecord] = []
            records.reserveCapacity(limit)
            let rows = try Row.fetchCursor(statement, arguments: [Int64(clamping: number)])
            while records.count < limit, let row = try rows.next() { records.append(RecordRow.record(row)) }
            return records
        }
    }

    /// The records that a query finds, the newest first.
    public func search(_ query: JournalQuery) async throws(JournalError) -> [JournalRecord] {
        let limit = max(1, min(query.limit, Self.maximumLimit))
        return try await read { db in
            let (condition, arguments) = query.condition
            let rows = try Row.fetchCursor(
                db, sql: RecordRow.select + condition + "ORDER BY number DESC LIMIT \(limit)", arguments: arguments)
            var records: [JournalRecord] = []
            while let row = try rows.next() { records.append(RecordRow.record(row)) }
            return records
        }
    }

    /// The newest faults and notices, newest first: at most `limit`, 1 to 10,000, of those among the newest `span` records. There is no
    /// index of them, so that the span is what a search costs at most.
    ///
    /// - Throws: `JournalError` when the journal cannot be read.
    public func lastNews(limit: Int, within span: UInt64) async throws(JournalError) -> [JournalRecord] {
        let limit = max(1, min(limit, Self.maximumLimit))
        let last = lastNumber
        let first = last > span ? last - span : 0
        return try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: RecordRow.select
                    + "WHERE number > ? AND \(JournalContent.isNewsCondition) "
                    + "ORDER BY number DESC LIMIT \(limit)", arguments: [Int64(clamping: first)])
            var records: [JournalRecord] = []
            while let row = try rows.next() { records.append(RecordRow.record(row)) }
            return records
        }
    }

    private func requireOpen() throws(JournalError) {
        guard !state.withLock({ $0.isClosed }) else { throw JournalError(.closed, "the journal is closed") }
    }

    /// Reads on one of GRDB's reader queues.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(JournalError) -> Value {
        try requireOpen()
        let result: Result<Value, JournalError> = await withCheckedContinuation { continuation in
            pool.asyncRead { database in
                continuation.resume(
                    returning: Result { try body(try database.get()) }.mapError { JournalError($0) })
            }
        }
        if case .failure(let error) = result, error.code == .damaged { file.noteSuspect(true) }
        return try result.get()
    }
}
