import Journal
import NetworkValues
import Snapshot

/// The newest lines of the last day's log.
struct HTMLLog {
    let page: HTMLPage
    let journal: Journal?

    /// Lines that stand in the page.
    static let lineLimit = 1000

    func write() async throws(ReportError) {
        guard let journal else { return try page.paragraph("There is no journal.", kind: "none") }
        let day = try await JournalDay(journal, until: page.matter.time)
        let names = LogRows.Names(page.matter)
        let records = try await day.newest(Self.lineLimit)
        if day.count > UInt64(records.count) {
            try page.paragraph(
                "The newest \(records.count) of \(day.count) records of the last day; \(day.count - UInt64(records.count)) are "
                    + "left out here. The archive has more.", kind: "more")
        }
        for record in records { LogRows.know(record, page.redactor) }
        let table = ReportTable("log", "Log of the last day, the newest first", LogRows.columns, of: records) {
            LogRows.cells($0, names)
        }
        try page.markup("<div class=\"log\">\n")
        try page.table(
            table, showing: ["time", "severity", "topic", "device", "module", "text"], limit: Self.lineLimit)
        try page.markup("</div>\n")
    }
}
