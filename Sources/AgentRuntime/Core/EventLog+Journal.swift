import Journal
import Snapshot

extension EventLog {
    /// Records of the journal that are looked through for faults at a start: some tenths of a second's worth.
    private static let span: UInt64 = 200_000

    /// The newest faults of the journal. A journal that cannot be read has said so; the log then begins empty.
    static func restored(from journal: Journal) async -> EventLog {
        let empty = EventLog()
        guard let records = try? await journal.newestFaults(limit: empty.capacity, within: span) else {
            return empty
        }
        let entries = records.reversed().compactMap { record -> EventLog.Entry? in
            guard case .fault(let fault) = record.content else { return nil }
            return EventLog.Entry(number: record.number, record: fault)
        }
        return EventLog(restoring: entries)
    }
}
