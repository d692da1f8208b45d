import Journal
import Snapshot

extension EventLog {
    /// Records of the journal that are looked through for faults and notices at a start: some tenths of a second's worth.
    private static let span: UInt64 = 200_000

    /// The newest faults and notices of the journal. A journal that cannot be read has said so; the log then begins empty.
    static func restored(from journal: Journal) async -> EventLog {
        let empty = EventLog()
        guard let records = try? await journal.lastNews(limit: empty.capacity, within: span) else {
            return empty
        }
        return EventLog(restoring: records.reversed().compactMap(Entry.init))
    }

    /// Takes in the notices of the journal behind `number`, which others write. Returns the number of the newest, behind which
    /// to go on.
    mutating func takeNotices(of journal: Journal, after number: UInt64) -> UInt64 {
        let notices = journal.recentNotices(after: number)
        for entry in notices.compactMap(Entry.init) { append(entry) }
        return notices.last?.number ?? number
    }
}

extension EventLog.Entry {
    /// The entry of a record; `nil` for one that no receiver is told of.
    fileprivate init?(_ record: JournalRecord) {
        switch record.content {
        case .fault(let fault): self.init(number: record.number, record: fault)
        case .log(let line) where line.isNotice:
            self.init(number: record.number, content: .notice(line.text, at: line.time))
        case .log, .retention, .unknown: return nil
        }
    }
}
