import Faults
import Journal
import NetworkValues

/// The records of the last day: their numbers, and a way to read them a few at a time.
struct JournalDay {
    private let journal: Journal
    /// The numbers of the records; empty when `first` is above `last`.
    let first: UInt64
    let last: UInt64

    /// Records that are read at once.
    private static let pageSize = 512

    /// How many records there are.
    var count: UInt64 { last >= first ? last - first + 1 : 0 }

    /// Finds the day before `time`. Numbers follow time nearly always; a line that was received late may stand a few places
    /// from where it belongs.
    init(_ journal: Journal, until time: Timestamp) async throws(ReportError) {
        self.journal = journal
        let start = time.adding(seconds: -86_400)
        last = journal.lastNumber
        var (low, high) = (journal.firstNumber, last + 1)
        while low < high {
            let middle = low + (high - low) / 2
            let record = try await Self.read(journal, after: middle - 1, limit: 1).first
            guard let record else {
                high = middle
                continue
            }
            if record.time < start { low = record.number + 1 } else { high = middle }
        }
        first = low
    }

    /// The newest records, at most `limit`, the newest first.
    func newest(_ limit: Int) async throws(ReportError) -> [JournalRecord] {
        guard count > 0 else { return [] }
        let after = max(first - 1, last - min(last, UInt64(limit)))
        return try await Self.read(journal, after: after, limit: limit).filter { $0.number <= last }.reversed()
    }

    /// The number from which on the records take not more than `octets` as they are written, more or less; not below `number`.
    func start(from number: UInt64, within octets: UInt64) async throws(ReportError) -> UInt64 {
        var (position, sum) = (last, UInt64(0))
        while position >= max(number, first), position > 0 {
            let after = max(max(number, first) - 1, position - min(position, UInt64(Self.pageSize)))
            let records = try await Self.read(journal, after: after, limit: Int(position - after))
            for record in records.reversed() {
                sum += UInt64(record.size)
                if sum > octets { return record.number + 1 }
            }
            position = after
        }
        return max(number, first)
    }

    /// Gives all records from `number` on to `body`, the oldest first.
    func each(
        from number: UInt64, _ body: (JournalRecord) throws(ReportError) -> Void
    ) async throws(ReportError) {
        var position = max(number, first) - 1
        while position < last {
            let records = try await Self.read(journal, after: position, limit: Self.pageSize)
            guard !records.isEmpty else { return }
            for record in records where record.number <= last { try body(record) }
            position = records.last?.number ?? last
        }
    }

    private static func read(
        _ journal: Journal, after number: UInt64, limit: Int
    ) async throws(ReportError) -> [JournalRecord] {
        do throws(JournalError) {
            return try await journal.records(after: number, limit: limit)
        } catch {
            throw ReportError(.source, "the journal cannot be read: \(error)")
        }
    }
}

extension JournalRecord {
    /// The octets that it takes as a line of JSON, more or less.
    fileprivate var size: Int {
        switch content {
        case .log(let log): 160 + log.text.utf8.count + log.module.utf8.count
        case .fault(let fault): 240 + fault.text.utf8.count
        case .retention, .unknown: 240
        }
    }
}
