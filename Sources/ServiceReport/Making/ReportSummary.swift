public import NetworkValues

/// A report: one that is being made, one that is there, or one that failed.
public struct ReportSummary: Hashable, Sendable, Identifiable {
    /// What became of it.
    public enum State: String, Codable, Hashable, Sendable {
        /// It is being made.
        case making
        /// It is there.
        case finished
        /// It could not be made; `error` says why.
        case failed
        /// Somebody ended it.
        case cancelled
    }

    /// Its number, from 1; it is not used again.
    public var id: Int
    /// What became of it.
    public var state: State
    /// What was asked for.
    public var request: ReportRequest
    /// When it was begun.
    public var startedAt: Timestamp
    /// When it was finished, or failed; `nil` while it is being made.
    public var finishedAt: Timestamp?
    /// How far it has come.
    public var progress: ReportProgress
    /// Octets of the page; 0 until it is finished.
    public var pageOctets: UInt64
    /// Octets of the archive; 0 until it is finished.
    public var archiveOctets: UInt64
    /// Why it failed, in a sentence; empty when it did not.
    public var error: String

    /// Makes the summary of a report that is begun.
    public init(id: Int, request: ReportRequest, startedAt: Timestamp) {
        self.id = id
        self.request = request
        self.startedAt = startedAt
        state = .making
        progress = .beginning
        pageOctets = 0
        archiveOctets = 0
        error = ""
    }

    /// The name under which a file of it is saved elsewhere, such as `ipdect-report-20261128T080000Z.html`.
    public func fileName(_ part: ReportPart) -> String {
        "ipdect-report-\(ReportMaker.stamp(startedAt)).\(part == .page ? "html" : "tar.gz")"
    }
}

/// The two files of a report.
public enum ReportPart: String, Sendable, CaseIterable {
    /// The page.
    case page = "report.html"
    /// The archive.
    case archive = "report.tar.gz"

    /// The media type.
    public var mediaType: String {
        switch self {
        case .page: "text/html; charset=utf-8"
        case .archive: "application/gzip"
        }
    }
}

/// What is kept of a finished report beside its files.
struct ReportRecord: Codable {
    var request: ReportRequest
    var startedAt: Int64
    var finishedAt: Int64
    var pageOctets: UInt64
    var archiveOctets: UInt64

    init(_ summary: ReportSummary) {
        request = summary.request
        startedAt = summary.startedAt.milliseconds
        finishedAt = (summary.finishedAt ?? summary.startedAt).milliseconds
        pageOctets = summary.pageOctets
        archiveOctets = summary.archiveOctets
    }

    func summary(_ id: Int) -> ReportSummary {
        var summary = ReportSummary(id: id, request: request, startedAt: Timestamp(milliseconds: startedAt))
        summary.state = .finished
        summary.finishedAt = Timestamp(milliseconds: finishedAt)
        summary.progress = ReportProgress(phase: .packing, share: 1)
        summary.pageOctets = pageOctets
        summary.archiveOctets = archiveOctets
        return summary
    }
}
