import Foundation
import NetworkValues

/// Makes one report: reads everything once, and writes page and archive part by part.
struct ReportMaker: Sendable {
    /// The name of the page within a report's folder.
    static let pageFile = "report.html"
    /// The name of the archive within a report's folder.
    static let archiveFile = "report.tar.gz"

    let sources: ReportSources
    let request: ReportRequest
    /// The folder of the report; it is there and empty. Beside the two files nothing is left in it.
    let folder: String
    var limits = ReportArchive.Limits()
    let onProgress: @Sendable (ReportProgress) -> Void

    /// Makes it. Returns the octets of the page and of the archive.
    func make() async throws(ReportError) -> (page: UInt64, archive: UInt64) {
        onProgress(ReportProgress(.gathering, done: 0))
        let matter = ReportMatter(sources)
        let redactor = Redactor(request.redaction)
        redactor.know(matter)
        let out = try OutputFile("\(folder)/\(Self.pageFile)", name: Self.pageFile)
        let page = HTMLPage(out: out, redactor: redactor, matter: matter)
        try await HTMLReport(page: page, sources: sources, request: request).write {
            onProgress(ReportProgress(.page, done: $0))
        }
        let written = try out.finish()
        let name = "ipdect-report-\(Self.stamp(matter.time))"
        let staging = "\(folder)/\(name)"
        guard mkdir(staging, 0o700) == 0 else { throw .system("cannot make the folder of the archive") }
        var archive = ReportArchive(folder: staging, matter: matter, sources: sources, redactor: redactor)
        archive.limits = limits
        var files = try archive.writeTables { onProgress(ReportProgress(.tables, done: $0)) }
        let journal = try await archive.writeJournal { onProgress(ReportProgress(.journal, done: $0)) }
        files += journal.written
        files += try archive.writeTrace()
        try archive.writeManifest(files, journalLeftOut: journal.leftOut)
        onProgress(ReportProgress(.packing, done: 0))
        try await Packing.pack(name, in: folder, into: "\(folder)/\(Self.archiveFile)")
        ReportFiles.remove(staging)
        var status = stat()
        guard stat("\(folder)/\(Self.archiveFile)", &status) == 0 else { throw .system("the archive is missing") }
        onProgress(ReportProgress(.packing, done: 1))
        return (written.octets, UInt64(max(0, status.st_size)))
    }

    /// A time in the name of a file, such as `20261128T080000Z`.
    static func stamp(_ time: Timestamp) -> String {
        String(time.description.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
    }
}
