import Journal
import Snapshot

extension EventLog {
    /// The newest faults of the journal. A journal that cannot be read has said so; the log then begins empty.
    static func restored(from journal: Journal) async -> EventLog {
        let empty = EventLog()
        guard let records = try? await journal.search(JournalQuery(kinds: [.fault], limit: empty.capacity)) else {
            return empty
        }
        let entries = records.reversed().compactMap { record -> EventLog.Entry? in
            guard case .fault(let fault) = record.content else { return nil }
            return EventLog.Entry(number: record.number, record: fault)
        }
        return EventLog(restoring: entries)
    }
}
