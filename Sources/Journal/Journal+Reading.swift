public import Faults
import GRDB
public import NetworkValues
import Synchronization

/// What to search for; what is `nil` or empty does not narrow.
public struct JournalQuery: Hashable, Sendable {
    /// The earliest time.
    public var from: Timestamp?
    /// The latest time.
    public var until: Timestamp?
    /// The kinds.
    public var kinds: Set<JournalContent.Kind>
    /// The device; `.agent` for our own host.
    public var device: DeviceID?
    /// The fault's code.
    public var code: FaultCode?
    /// The log's topic.
    public var topic: LogTopic?
    /// A part of the text, of the source or of the device's name; the case of ASCII letters does not matter.
    public var text: String
    /// Only records with a smaller number: where the next page begins.
    public var before: UInt64?
    /// The most records, 1 to 10,000.
    public var limit: Int

    /// Makes a query.
    public init(
        from: Timestamp? = nil, until: Timestamp? = nil, kinds: Set<JournalContent.Kind> = [], device: DeviceID? = nil,
        code: FaultCode? = nil, topic: LogTopic? = nil, text: String = "", before: UInt64? = nil, limit: Int = 100
    ) {
        self.from = from
        self.until = until
        self.kinds = kinds
        self.device = device
        self.code = code
        self.topic = topic
        self.text = text
        self.before = before
        self.limit = limit
    }

    /// The condition in SQL and its arguments.
    var condition: (sql: String, arguments: StatementArguments) {
        var parts: [String] = []
        var arguments = StatementArguments()
        func narrow(_ part: String, _ values: StatementArguments) {
            parts.append(part)
            arguments += values
        }
        if let before { narrow("number < ?", [Int64(clamping: before)]) }
        if let from { narrow("time >= ?", [from.milliseconds]) }
        if let until { narrow("time <= ?", [until.milliseconds]) }
        if !kinds.isEmpty {
            parts.append("kind IN (\(kinds.map { "\($0.rawValue)" }.sorted().joined(separator: ", ")))")
        }
        if let device { narrow("device = ?", [Int64(bitPattern: device.rawValue)]) }
        if let code { narrow("code = ?", [Int64(code.rawValue)]) }
        if let topic { narrow("topic = ?", [topic.rawValue]) }
        if !text.isEmpty {
            let pattern =
                "%" + text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") + "%"
            narrow(
                "(text LIKE ? ESCAPE '\\' OR source LIKE ? ESCAPE '\\' OR device_name LIKE ? ESCAPE '\\')",
                [pattern, pattern, pattern])
        }
        return (parts.isEmpty ? "" : "WHERE " + parts.joined(separator: " AND ") + " ", arguments)
    }
}

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
