import Faults
import Journal

/// How far to go back behind a connection that broke.
///
/// A kernel acknowledges what it has put into its own buffer; a program that was stopped, or killed, may never have read
/// it. What was acknowledged last, up to a limit, is therefore sent once more.
struct ReplayWindow {
    private let limitBytes: Int
    private let filter: LogFilter
    private let headerBytes: Int

    init(server: LogServer) {
        limitBytes = server.replayBytes
        filter = LogFilter(server)
        headerBytes = server.form == .rfc5424 ? 160 : 40
    }

    /// The record behind which sending begins again, when the peer's kernel has all up to `position`.
    func start(before position: UInt64, in journal: Journal) async throws(JournalError) -> UInt64 {
        var start = position
        var octets = 0
        while start > 0, octets < limitBytes {
            let records = try await journal.search(JournalQuery(before: start + 1, limit: 1000))
            guard !records.isEmpty else { break }
            for record in records {
                guard octets < limitBytes else { break }
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
