import Faults
import Journal

/// How far to go back behind a connection that broke.
///
/// A kernel acknowledges what it has put into its own buffer; a program that was stopped, or killed, may never have read
/// it. What was acknowledged last and is not beyond doubt, up to a limit, is therefore sent once more.
struct ReplayWindow {
    private let limitBytes: Int
    private let filter: LogFilter
    private let headerBytes: Int

    /// The window for a server; `chain` is the first of its chain, which says what is sent.
    init(server: LogServer, chain: LogServer) {
        limitBytes = server.replayBytes
        filter = LogFilter(chain)
        headerBytes = server.form == .rfc5424 ? 160 : 40
    }

    /// The record behind which sending begins again.
    func start(of cursor: JournalCursor, in journal: Journal) async throws(JournalError) -> UInt64 {
        try await start(before: cursor.position, downTo: cursor.confirmed, in: journal)
    }

    /// The same where the peer's kernel has all records up to `position`, and the peer those up to `confirmed`.
    func start(
        before position: UInt64, downTo confirmed: UInt64 = 0, in journal: Journal
    ) async throws(JournalError) -> UInt64 {
        var start = position
        var octets = 0
        while start > confirmed, octets < limitBytes {
            let records = try await journal.search(JournalQuery(before: start + 1, limit: 1000))
            guard !records.isEmpty else { break }
            for record in records {
                guard start > confirmed, octets < limitBytes else { break }
                if filter.passes(record.content) { octets += size(of: record.content) }
                start = record.number - 1
            }
        }
        return start
    }

    /// About as many octets as a record's line has.
    private func size(of content: JournalContent) -> Int {
        switch content {
        case .log(let log): log.text.utf8.count + headerBytes
        case .fault(let fault): fault.text.utf8.count + fault.source.utf8.count + 64 + headerBytes
        case .retention, .unknown: 80 + headerBytes
        }
    }
}
