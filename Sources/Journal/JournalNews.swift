import GRDB
import Synchronization

/// A stretch of the journal, reduced to what receivers of notifications are told of: faults and notices.
public struct JournalNews: Sendable {
    /// The faults and notices, in order.
    public var records: [JournalRecord]
    /// The last record of the stretch: up to here there are no others.
    public var through: UInt64
    /// How many records were dropped before the stretch begins.
    public var lost: UInt64

    /// The newest of them, kept in memory for those who read behind the end: what was just written need not be read again.
    struct Window: Sendable {
        /// How many are kept.
        static let limit = 256

        private var records: [JournalRecord] = []
        /// Where the oldest is.
        private var head = 0
        /// From here on all are kept.
        private var first: UInt64
        /// The number of the newest; 0 for none.
        private(set) var newest: UInt64 = 0
        /// The newest notices, in order, as many as that; faults do not push them out.
        private(set) var notices: [JournalRecord] = []

        init(behind last: UInt64) { first = last + 1 }

        /// Adds the next record.
        mutating func append(_ record: JournalRecord) {
            newest = record.number
            if case .log = record.content {
                if notices.count == Self.limit { notices.removeFirst() }
                notices.append(record)
            }
            guard records.count == Self.limit else { return records.append(record) }
            first = records[head].number + 1
            records[head] = record
            head = (head + 1) % Self.limit
        }

        /// Those behind `number`, at most `limit`, when all of them are kept; `last` is the journal's newest record.
        func news(after number: UInt64, limit: Int, last: UInt64) -> JournalNews? {
            guard number < last else { return JournalNews(records: [], through: number, lost: 0) }
            guard number + 1 >= first else { return nil }
            let low = place(behind: number)
            let end = min(records.count, low + limit)
            let found = (low..<end).map { self[$0] }
            return JournalNews(
                records: found, through: end < records.count ? found.last?.number ?? number : max(last, number), lost: 0
            )
        }

        /// How many are behind `number`: exact when all of those are kept, else no fewer, for what each of the records before
        /// was is not known any longer.
        func count(after number: UInt64) -> UInt64 {
            let unknown = number < first - 1 ? first - 1 - number : 0
            return unknown + UInt64(records.count - place(behind: number))
        }

        /// The place of the first behind `number`.
        private func place(behind number: UInt64) -> Int {
            var low = 0
            var high = records.count
            while low < high {
                let middle = (low + high) / 2
                if self[middle].number > number { high = middle } else { low = middle + 1 }
            }
            return low
        }

        private subscript(place: Int) -> JournalRecord { records[(head + place) % records.count] }
    }
}

extension Journal {
    /// The most records that one call looks through on the disk.
    private static let newsSpan: UInt64 = 10_000

    /// The faults and notices behind `number`, at most `limit` (1 to 10,000), with how far that reaches. The newest come
    /// from memory, others from the disk.
    public func news(after number: UInt64, limit: Int) async throws(JournalError) -> JournalNews {
        if let recent = recentNews(after: number, limit: limit) { return recent }
        let limit = max(1, min(limit, Self.maximumLimit))
        let last = lastNumber
        return try await read { db in
            let first = try Int64.fetchOne(db, sql: "SELECT min(number) FROM record").map { UInt64(clamping: $0) }
            let lost = first.map { $0 > number + 1 ? $0 - number - 1 : 0 } ?? (last - min(last, number))
            let end = min(max(last, number + lost), number + lost + Self.newsSpan)
            let statement = try db.cachedStatement(
                sql: RecordRow.select
                    + """
                    WHERE number > ? AND number <= ? AND \(JournalContent.isNewsCondition) ORDER BY number LIMIT ?
                    """)
            let rows = try Row.fetchCursor(
                statement, arguments: [Int64(clamping: number), Int64(clamping: end), Int64(limit)])
            var records: [JournalRecord] = []
            while let row = try rows.next() { records.append(RecordRow.record(row)) }
            return JournalNews(
                records: records, through: records.count < limit ? end : records.last?.number ?? end, lost: lost)
        }
    }

    /// The same, if they are in memory.
    public func recentNews(after number: UInt64, limit: Int) -> JournalNews? {
        state.withLock { state in
            state.isClosed ? nil : state.news.news(after: number, limit: max(1, limit), last: state.last)
        }
    }

    /// The notices behind `number` that were written since the journal was opened, in order; the newest 256 of them.
    public func recentNotices(after number: UInt64) -> [JournalRecord] {
        state.withLock { Array($0.news.notices.drop { $0.number <= number }) }
    }

    /// How many faults and notices are behind `number`. It is exact while those in memory reach back that far: 256, all of
    /// them written since the journal was opened. Else it is an upper bound, in which records before them count as one each,
    /// whatever they are. Records that were dropped do not count.
    public func newsCount(after number: UInt64) -> UInt64 {
        state.withLock { $0.news.count(after: max(number, $0.first - 1)) }
    }

    /// The number of the newest fault or notice since the journal was opened; 0 for none.
    public var newestNews: UInt64 { state.withLock { $0.news.newest } }

    /// Moves cursors, as `JournalCursor.advance` does, all in one transaction. Cursors that are gone are left out.
    public func advance(_ positions: [String: UInt64]) async throws(JournalError) {
        let changes = state.withLock { state in
            positions.compactMap { name, number -> CursorChange? in
                guard let cursor = state.cursors[name], number > cursor.position, number <= state.last else {
                    return nil
                }
                return .advance(name: name, to: number, isConfirmed: false)
            }
        }
        guard !changes.isEmpty else { return }
        _ = try await submit(CommitQueue.Request(cursors: changes) { _ in })
    }
}

extension LogRecord {
    /// The module of the lines that tell of notices.
    public static let noticeModule = "snmp-notice"

    /// Whether the line is a notice, which receivers of notifications are told of like a fault. None that was received is.
    public var isNotice: Bool { origin == nil && module == Self.noticeModule }
}

extension JournalContent {
    /// `isNews` as a condition of SQL on the record table.
    static let isNewsCondition = """
        (kind = \(Kind.fault.rawValue) OR (kind = \(Kind.log.rawValue) AND module = '\(LogRecord.noticeModule)' \
        AND facility IS NULL))
        """

    /// Whether receivers of notifications are told of it.
    var isNews: Bool {
        switch self {
        case .fault: true
        case .log(let log): log.isNotice
        case .retention, .unknown: false
        }
    }
}
