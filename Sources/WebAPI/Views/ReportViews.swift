import ServiceReport

/// Which report is wanted.
public struct ReportStart: Codable, Sendable, Equatable {
    /// What is hidden: `none`, `addresses` or `names`.
    public var redaction: String

    /// Makes a wish.
    public init(redaction: String) { self.redaction = redaction }
}

/// A service report: one that is being made, one that is there, or one that failed.
public struct ReportView: Codable, Sendable, Equatable {
    /// Its number.
    public var id: Int
    /// `making`, `finished`, `failed` or `cancelled`.
    public var state: String
    /// What is hidden: `none`, `addresses` or `names`.
    public var redaction: String
    /// Who wanted it.
    public var author: String
    /// When it was begun, RFC 3339.
    public var startedAt: String
    /// When it was over, RFC 3339; absent while it is being made.
    public var finishedAt: String?
    /// What is being done: `gathering`, `page`, `tables`, `journal` or `packing`.
    public var phase: String
    /// The share that is done, 0 to 1.
    public var progress: Double
    /// Octets of the page.
    public var pageOctets: UInt64
    /// Octets of the archive.
    public var archiveOctets: UInt64
    /// The name under which the page is saved.
    public var pageName: String
    /// The name under which the archive is saved.
    public var archiveName: String
    /// Why it failed; empty when it did not.
    public var error: String

    init(_ report: ReportSummary) {
        id = report.id
        state = report.state.rawValue
        redaction = report.request.redaction.rawValue
        author = report.request.author
        startedAt = "\(report.startedAt)"
        finishedAt = report.finishedAt.map { "\($0)" }
        phase = report.progress.phase.rawValue
        progress = report.progress.share
        pageOctets = report.pageOctets
        archiveOctets = report.archiveOctets
        pageName = report.fileName(.page)
        archiveName = report.fileName(.archive)
        error = report.error
    }
}

/// The reports of the schedule.
public struct ReportScheduleView: Codable, Sendable, Equatable {
    /// When they are made, such as `sunday 03:15`; `off` for never.
    public var schedule: String
    /// When the next one is due, RFC 3339; absent without a schedule.
    public var nextDue: String?
    /// When the last one was made, RFC 3339; absent for never.
    public var lastMade: String?
    /// The WebDAV directory that they are put into; empty for none.
    public var url: String
    /// The numbers of reports that wait for the server.
    public var waiting: [Int]
    /// When the server last took one, RFC 3339; absent for never.
    public var lastUploaded: String?
    /// Why the last attempt failed; empty when it did not.
    public var lastError: String
    /// When it failed, RFC 3339.
    public var lastErrorAt: String?
    /// Attempts that failed since the agent started.
    public var failures: UInt64

    init(_ status: ServiceReportStatus) {
        schedule = status.schedule
        nextDue = status.nextDue.map { "\($0)" }
        lastMade = status.lastMade.map { "\($0)" }
        url = status.url
        waiting = status.waiting
        lastUploaded = status.lastUploaded.map { "\($0)" }
        lastError = status.lastError
        lastErrorAt = status.lastErrorAt.map { "\($0)" }
        failures = status.failures
    }
}

/// The reports, the newest first, and the schedule.
public struct ReportListView: Codable, Sendable, Equatable {
    /// The reports.
    public var reports: [ReportView]
    /// The schedule.
    public var schedule: ReportScheduleView
}
