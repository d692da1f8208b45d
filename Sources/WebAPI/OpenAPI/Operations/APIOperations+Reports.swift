import HTTPTypes
import WebAccess

extension APIOperations {
    private static let number = APIParameter.path("id", "The report's number.", APIParameter.integer(0...Int.max))

    static let reports: [APIOperation] = [
        APIOperation(
            .get, "reports", "Lists the service reports, and how those of the schedule stand (manual 4.23.11).",
            right: .report, answer: .json(ReportListView.self), group: "Service reports"),
        APIOperation(
            .post, "reports", "Begins a service report; one that is being made like it is joined.", right: .report,
            body: .json(ReportStart.self), answer: .accepted(.json(ReportView.self)), refusals: [409, 422, 503],
            group: "Service reports"),
        APIOperation(
            .get, "reports/{id}", "How far a report is.", right: .report, [number], answer: .json(ReportView.self),
            group: "Service reports"),
        APIOperation(
            .delete, "reports/{id}", "Ends or deletes a report.", right: .report, [number], answer: .nothing,
            refusals: [409, 500], group: "Service reports"),
        APIOperation(
            .get, "reports/{id}/report.html", "The page of a report, which opens without a network.", right: .report,
            [number], answer: .content(.text("text/html")), refusals: [409], group: "Service reports"),
        APIOperation(
            .get, "reports/{id}/report.tar.gz", "The archive of a report.", right: .report, [number],
            answer: .content(.octets("application/gzip")), refusals: [409], group: "Service reports"),
    ]

    static let live: [APIOperation] = [
        APIOperation(
            .get, "live", "Server-sent events whenever the system changed, as long as somebody reads them.",
            answer: .content(.text("text/event-stream")), refusals: [503], group: "System")
    ]
}
