import Glibc
import Journal
import NetworkValues
import PacketCapture
import Performance
import Snapshot

/// The archive beside the page: every table, the graphs' figures, the settings, the journal's last day and the trace before
/// a crash as files in a folder, which becomes one packed file.
struct ReportArchive {
    /// What the journal's part may be at most: records, and octets of the file that is packed.
    struct Limits: Sendable {
        var records: UInt64 = 200_000
        var journalOctets: UInt64 = 96 << 20
        var traceOctets: UInt64 = 20 << 20
    }

    /// The folder that is filled; it is there and empty.
    let folder: String
    let matter: ReportMatter
    let sources: ReportSources
    let redactor: Redactor
    var limits = Limits()

    /// Writes the tables, the settings and the graphs' figures.
    func writeTables(_ progress: (Double) -> Void) throws(ReportError) -> [OutputFile.Written] {
        var written: [OutputFile.Written] = []
        let files = TableFiles(folder: folder, redactor: redactor)
        let tables = ReportTables.all(matter)
        for (number, table) in tables.enumerated() {
            if Task.isCancelled { throw ReportError(.cancelled, "the report was cancelled") }
            written += try files.write(table)
            progress(Double(number + 1) / Double(tables.count + 1))
        }
        let settings = try file("settings.txt")
        try settings.write(redactor.shownSettings(matter.settings))
        written.append(try settings.finish())
        return written + (try writeGraphs())
    }

    private func writeGraphs() throws(ReportError) -> [OutputFile.Written] {
        guard let history = sources.history else { return [] }
        let graphs = ReportGraphs(history, at: matter.time)
        var written: [OutputFile.Written] = []
        for name in graphs.names {
            guard let graph = try graphs.day(name) else { continue }
            // The names of interfaces are the kernel's: a slash or the like cannot be in them.
            let file = try file("performance-\(name).csv")
            let text = GraphTable.figures(graph)
            if let failure = text.read({ octets in Self.attempt { () throws(ReportError) in try file.write(octets) } })
            {
                throw failure
            }
            written.append(try file.finish())
        }
        return written
    }

    /// Writes the journal's last day as JSON lines, the newest records when there are too many. `progress` hears which
    /// share is done. Returns the file, and how many records were left out.
    func writeJournal(
        _ progress: (Double) -> Void
    ) async throws(ReportError) -> (written: [OutputFile.Written], leftOut: UInt64) {
        guard let journal = sources.journal else { return ([], 0) }
        let day = try await JournalDay(journal, until: matter.time)
        let start = day.last - min(day.last, limits.records) + 1
        let begin = try await day.start(from: max(day.first, start), within: limits.journalOctets)
        let file = try file("journal.jsonl")
        let names = LogRows.Names(matter)
        try await day.each(from: begin) { record throws(ReportError) in
            LogRows.know(record, redactor)
            try write(LogRows.cells(record, names), to: file)
            if record.number % 4096 == 0 {
                progress(Double(record.number - begin) / Double(max(1, day.last - begin)))
            }
        }
        return ([try file.finish()], begin - min(begin, day.first))
    }

    private func write(_ cells: [ReportCell], to file: OutputFile) throws(ReportError) {
        try file.append { out in
            out.append(UInt8(ascii: "{"))
            var isFirst = true
            for (cell, column) in zip(cells, LogRows.columns) where cell != .none {
                if !isFirst { out.append(UInt8(ascii: ",")) }
                isFirst = false
                JSONText.add(column.key, to: &out)
                out.append(UInt8(ascii: ":"))
                JSONText.add(cell, text: redactor.text(of: cell, column.field), to: &out)
            }
            out.append(contentsOf: "}\n".utf8)
        }
    }

    /// Copies the newest trace before a crash, if there is one. What is captured cannot be redacted: then it stays away.
    func writeTrace() throws(ReportError) -> [OutputFile.Written] {
        guard redactor.redaction == .none, !sources.captureFolder.isEmpty,
            let name = matter.webdav?.spool.crashFiles.max()
        else { return [] }
        let descriptor = open("\(sources.captureFolder)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        // It may have given way to newer captures meanwhile.
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let file = try file("crash-\(name)")
        let part = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { part.deallocate() }
        while file.octets < limits.traceOctets {
            let count = read(descriptor, part.baseAddress, part.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            try file.write(UnsafeRawBufferPointer(rebasing: part[..<count]))
        }
        return [try file.finish()]
    }

    /// Writes the list of all files, with what they are made of.
    func writeManifest(_ files: [OutputFile.Written], journalLeftOut: UInt64) throws(ReportError) {
        let out = try file("MANIFEST.json")
        try out.append { out in
            out.append(UInt8(ascii: "{"))
            func member(_ key: String, _ value: ReportCell, isFirst: Bool = false) {
                out.append(contentsOf: (isFirst ? "\n " : ",\n ").utf8)
                JSONText.add(key, to: &out)
                out.append(contentsOf: ": ".utf8)
                if case .text(let text) = value {
                    JSONText.add(text, to: &out)
                } else {
                    JSONText.add(value, text: "", to: &out)
                }
            }
            member("format", .number(1), isFirst: true)
            member("agent", .text(matter.snapshot.agent.version))
            member("time", .time(matter.time))
            member("redaction", .text(redactor.redaction.rawValue))
            member("simulated", .flag(matter.isSimulated))
            member("journalRecordsLeftOut", .init(journalLeftOut))
            out.append(contentsOf: ",\n \"files\": [\n".utf8)
            for (place, file) in files.enumerated() {
                if place > 0 { out.append(contentsOf: ",\n".utf8) }
                out.append(contentsOf: "  ".utf8)
                JSONText.add(
                    [("name", .text(file.name)), ("octets", .init(file.octets)), ("sha256", .text(file.sha256))],
                    to: &out)
            }
            out.append(contentsOf: "\n ]\n}\n".utf8)
        }
        _ = try out.finish()
    }

    private func file(_ name: String) throws(ReportError) -> OutputFile {
        try OutputFile("\(folder)/\(name)", name: name)
    }

    private static func attempt(_ body: () throws(ReportError) -> Void) -> ReportError? {
        do throws(ReportError) {
            try body()
            return nil
        } catch {
            return error
        }
    }
}
