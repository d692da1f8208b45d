import Foundation
import HTTPTypes
import Logging
import NetworkValues
import ReportSupport
import ServiceReport
import Snapshot
import Synchronization
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// Service reports under `/api/v1/reports`.
@Suite struct ReportRouteTests {
    private let folder = NSTemporaryDirectory() + "report-routes-\(UUID().uuidString.prefix(8))"
    private let library: ReportLibrary
    private let client: RouterClient
    private let told = Sentences()

    private final class Sentences: Sendable {
        let all = Mutex<[String]>([])
    }

    init() throws {
        let snapshot = ReportSite().snapshot
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        library = try ReportLibrary(
            folder: folder, ReportSources(snapshot: { snapshot }), now: { snapshot.time }, logger: logger)
        let told = told
        client = RouterClient(
            WebSite([
                ReportRoutes(library, schedule: { ServiceReportStatus() }) { change in
                    told.all.withLock { $0.append(change.text) }
                }
            ]))
    }

    private func make(_ redaction: String) async throws -> Answer {
        try await client.send(.post, "/api/v1/reports", text: "{\"redaction\": \"\(redaction)\"}")
    }

    @Test func `a report is made, shown, fetched and deleted`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let begun = try await make("names")
        #expect(begun.status == 202 && begun.headers[.location] == "/api/v1/reports/1")
        let view = try JSONDecoder().decode(ReportView.self, from: Data(begun.body))
        #expect(view.id == 1 && view.redaction == "names" && view.state == "making")
        _ = await library.wait(for: 1)
        let finished = try await client.get("/api/v1/reports/1").value(ReportView.self)
        #expect(finished.state == "finished" && finished.progress == 1 && finished.error.isEmpty)
        let page = try await client.get("/api/v1/reports/1/report.html")
        #expect(page.status == 200 && page.contentType == "text/html; charset=utf-8")
        #expect(page.body.count == Int(finished.pageOctets) && page.text.hasPrefix("<!DOCTYPE html>"))
        #expect(page.headers[.contentDisposition] == "attachment; filename=\"\(finished.pageName)\"")
        #expect(page.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
        let archive = try await client.get("/api/v1/reports/1/report.tar.gz")
        #expect(archive.contentType == "application/gzip" && archive.body.prefix(2) == [0x1f, 0x8b])
        #expect(archive.body.count == Int(finished.archiveOctets))
        let list = try await client.get("/api/v1/reports").value(ReportListView.self)
        #expect(list.reports == [finished] && list.schedule.schedule == "off")
        #expect(try await client.send(.delete, "/api/v1/reports/1").status == 204)
        _ = try await client.get("/api/v1/reports/1").problem(404)
        #expect(
            told.all.withLock { $0 } == [
                "report 1 is made (redaction names)", "report.html of report 1 was fetched",
                "report.tar.gz of report 1 was fetched", "report 1 was deleted",
            ])
    }

    @Test func `what cannot be is refused`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let problem = try await make("some").problem(422)
        #expect(problem.field == "redaction")
        _ = try await client.send(.post, "/api/v1/reports", text: "{}").problem(400)
        for path in ["0", "x", "1", "1/report.html", "9999999999999999999999/report.html"] {
            _ = try await client.get("/api/v1/reports/\(path)").problem(404)
        }
        _ = try await client.get("/api/v1/reports/1/../../etc/passwd").problem(404)
        _ = try await client.send(.delete, "/api/v1/reports/1").problem(404)
    }
}
