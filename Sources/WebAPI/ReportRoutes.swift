import HTTPTypes
public import Hummingbird
import NetworkValues
public import ServiceReport
public import WebServer

/// Service reports (manual 4.23.11): makes them, says how far they are, and hands out their files.
public struct ReportRoutes: WebRoute {
    private let library: ReportLibrary
    private let schedule: @Sendable () -> ServiceReportStatus
    private let changed: @Sendable (ConsoleChange) -> Void

    /// Makes the routes. `schedule` says how the reports of the schedule stand, `changed` hears of reports that somebody
    /// makes, fetches or deletes.
    public init(
        _ library: ReportLibrary, schedule: @escaping @Sendable () -> ServiceReportStatus,
        changed: @escaping @Sendable (ConsoleChange) -> Void
    ) {
        self.library = library
        self.schedule = schedule
        self.changed = changed
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        let (library, schedule, changed) = (library, schedule, changed)
        router.get("api/v1/reports") { _, _ in
            try JSON.response(
                ReportListView(
                    reports: library.reports.map { ReportView($0) }, schedule: ReportScheduleView(schedule())))
        }
        router.post("api/v1/reports") { request, context in
            let wanted = try await request.decoded(ReportStart.self, context)
            guard let redaction = ReportRedaction(rawValue: wanted.redaction) else {
                let words = ReportRedaction.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem.refused([
                    .init(field: "redaction", detail: "expected one of \(words), got \(wanted.redaction)")
                ])
            }
            let begun: ReportSummary
            do throws(ReportError) {
                let author = "\(ConsoleUser.current)"
                begun = try library.start(ReportRequest(redaction: redaction, author: author))
            } catch {
                throw Problem(error)
            }
            changed(ConsoleChange("report", "report \(begun.id) is made (redaction \(redaction.rawValue))"))
            var response = try JSON.response(ReportView(begun), status: .accepted)
            response.headers[.location] = "/api/v1/reports/\(begun.id)"
            return response
        }
        router.get("api/v1/reports/{id}") { _, context in
            try JSON.response(ReportView(try Self.report(library, context)))
        }
        router.delete("api/v1/reports/{id}") { _, context in
            let report = try Self.report(library, context)
            do throws(ReportError) {
                try library.remove(report.id)
            } catch {
                throw Problem(error)
            }
            let what = report.state == .making ? "cancelled" : "deleted"
            changed(ConsoleChange("report", "report \(report.id) was \(what)"))
            return Response(status: .noContent)
        }
        for part in ReportPart.allCases {
            router.get("api/v1/reports/{id}/\(part.rawValue)") { _, context in
                let report = try Self.report(library, context)
                guard let path = library.path(report.id, part) else {
                    throw Problem(
                        status: 409, title: "Not finished",
                        detail: "report \(report.id) is not finished: its state is \(report.state.rawValue)")
                }
                let body = try await FileIO().loadFile(path: path, context: context)
                changed(ConsoleChange("report", "\(part.rawValue) of report \(report.id) was fetched"))
                return Response(status: .ok, headers: Self.headers(part, report), body: body)
            }
        }
    }

    /// What stands before a file. A browser saves it; if it shows the page all the same, nothing in it acts.
    private static func headers(_ part: ReportPart, _ report: ReportSummary) -> HTTPFields {
        [
            .contentType: part.mediaType,
            .contentDisposition: "attachment; filename=\"\(report.fileName(part))\"",
            .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
        ]
    }

    private static func report(_ library: ReportLibrary, _ context: WebContext) throws -> ReportSummary {
        let text = try context.text("id")
        guard let id = Int(text), let report = library.report(id) else {
            throw Problem.notFound("there is no report \(text)")
        }
        return report
    }
}

extension Problem {
    init(_ error: ReportError) {
        switch error.code {
        case .busy: self.init(status: 409, title: "Busy", detail: error.message)
        case .unknown: self = .notFound(error.message)
        case .cancelled, .timedOut: self.init(status: 503, title: "Ending", detail: error.message)
        case .diskFull: self.init(status: 507, title: "Disk full", detail: error.message)
        case .file, .program, .source: self.init(status: 500, title: "No report", detail: error.message)
        }
    }
}
