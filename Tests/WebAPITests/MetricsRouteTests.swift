import Exposition
import HTTPTypes
import Snapshot
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// What is served over TCP: the metrics, the health and a page that names them.
struct MetricsRouteTests {
    private static let text = "text/plain; version=0.0.4; charset=utf-8"
    private static let openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8"
    private let client = RouterClient(
        WebSite([
            MetricsRoute(MetricsPage(), of: SnapshotStore(SampleSite.snapshot)),
            HealthRoute(SnapshotStore(SampleSite.snapshot)),
        ]))

    @Test func `who says nothing gets the Prometheus text format`() async throws {
        let answer = try await client.get("/metrics")
        #expect(answer.status == 200 && answer.contentType == Self.text)
        #expect(answer.text.contains("\nipdect_radio_up{") && answer.text.hasSuffix("\n"))
        #expect(!answer.text.contains("# EOF"))
        #expect(answer.headers[.contentLength] == "\(answer.body.count)")
        #expect(answer.headers[.vary] == "Accept, Accept-Encoding")
    }

    @Test(arguments: [
        ("application/openmetrics-text", openMetrics),
        ("application/openmetrics-text; version=1.0.0", openMetrics),
        ("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1", openMetrics),
        ("text/plain;q=0.2, application/openmetrics-text;q=0.9", openMetrics),
        ("text/plain;q=0.9, application/openmetrics-text;q=0.2", text),
        ("application/openmetrics-text;q=0, */*", text),
        ("application/openmetrics-text; version=2.0.0", text),
        ("text/plain; version=0.0.4", text),
        ("text/*", text), ("*/*", text), ("image/png", text), ("", text), (";;,,q=", text),
    ])
    func `the format is negotiated`(accept: String, type: String) async throws {
        let answer = try await client.get("/metrics", headers: ["Accept": accept])
        #expect(answer.status == 200 && answer.contentType == type)
        #expect(answer.text.hasSuffix("# EOF\n") == (type == Self.openMetrics))
    }

    @Test(arguments: [
        ("gzip", true), ("gzip, deflate, br", true), ("GZIP;q=0.1", true), ("*", true), ("gzip;q=0, *", false),
        ("identity", false), ("deflate", false), ("", false), ("gzip;q=0", false),
    ])
    func `a page is compressed for who takes it`(accepted: String, isCompressed: Bool) async throws {
        let answer = try await client.get("/metrics", headers: ["Accept-Encoding": accepted])
        #expect((answer.headers[.contentEncoding] == "gzip") == isCompressed)
        #expect(answer.body.starts(with: [0x1f, 0x8b, 0x08]) == isCompressed)
        #expect(answer.contentType == Self.text && answer.headers[.vary] == "Accept, Accept-Encoding")
        if isCompressed {
            let plain = try await client.get("/metrics")
            #expect(answer.body.count < plain.body.count / 2)
        }
    }

    @Test func `HEAD tells of the page without it`() async throws {
        for path in ["/metrics", "/health"] {
            let head = try await client.send(.head, path)
            let whole = try await client.get(path)
            #expect(head.status == 200 && head.body.isEmpty && head.contentType == whole.contentType)
            let announced = try #require(head.headers[.contentLength].flatMap { Int($0) })
            // The page of metrics says how long it took, with more digits or fewer.
            #expect(path == "/metrics" ? abs(announced - whole.body.count) < 20 : announced == whole.body.count)
        }
    }

    @Test func `the health is up and says how old it is`() async throws {
        let health = try await client.get("/health").value([String: String].self)
        #expect(health == ["status": "up", "snapshot": "41", "time": "2027-01-15T08:15:00.000Z"])
    }

    @Test(arguments: ["/metrics", "/health", "/nothing"])
    func `every answer tells browsers to be careful`(path: String) async throws {
        let headers = try await client.get(path).headers
        #expect(headers[.xContentTypeOptions] == "nosniff")
        #expect(headers[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'none'")
        #expect(headers[.cacheControl] == "no-store")
        let policy = try #require(HTTPField.Name("Referrer-Policy"))
        #expect(headers[policy] == "no-referrer")
    }

    @Test(arguments: ["/api/v1/status", "/api/v1/config", "/metrics/x", "/favicon.ico"])
    func `nothing else is served over TCP`(path: String) async throws {
        let problem = try await client.get(path).problem(404)
        #expect(problem.detail == "nothing is served at GET \(path)")
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .patch, .delete])
    func `nothing can be changed over TCP`(method: HTTPRequest.Method) async throws {
        for path in ["/metrics", "/health"] {
            let answer = try await client.send(method, path, text: "x")
            _ = try answer.problem(405)
            #expect(answer.headers[.allow] == "GET, HEAD")
        }
    }

    @Test func `a page is made from the newest snapshot`() async throws {
        let store = SnapshotStore(SampleSite.snapshot)
        let client = RouterClient(WebSite([MetricsRoute(MetricsPage(), of: store), HealthRoute(store)]))
        let before = try await client.get("/health").value([String: String].self)
        store.publish(SampleSite.snapshot)
        let after = try await client.get("/health").value([String: String].self)
        #expect(before["snapshot"] == "41" && after["snapshot"] == "42")
    }
}
