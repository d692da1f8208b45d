import Foundation
import History
import Logging
import NetworkValues
import Performance
import Snapshot
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// What is measured over time, as the API answers it.
struct PerfRouteTests {
    private static let end = Timestamp(seconds: 1_800_000_000)

    /// A history with three hours of a gauge with fractions, of a counter, and of calls in two directions.
    private final class Desk: Sendable {
        let path = NSTemporaryDirectory() + "perf-routes-\(UUID().uuidString)"
        let history: History
        let client: RouterClient

        init() throws {
            history = try History(
                folder: path, settings: HistorySettings(),
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            var ids: [SeriesID] = []
            for (name, kind, units) in [
                ("ipdect_cpu_utilization_ratio", SeriesDescription.Kind.gauge, 10_000),
                ("ipdect_network_receive_bytes_total{device=\"eth0\"}", .counter, 1),
                ("ipdect_calls{direction=\"in\"}", .gauge, 10), ("ipdect_calls{direction=\"out\"}", .gauge, 10),
                ("ipdect_calls_limit", .gauge, 1),
            ] {
                ids.append(
                    try history.series(SeriesDescription(name: name, kind: kind, unitsPerOne: Int64(units))))
            }
            for row in 0..<1080 where !(200..<210).contains(row) {
                let values = [Double(row % 97) / 97, Double(row * row), Double(row % 13), Double(row % 7) / 10, 192]
                try history.record(
                    zip(ids, values).map { HistorySample(series: $0, value: $1) },
                    at: end.adding(seconds: Int64(row - 1080) * 10))
            }
            let now = Snapshot(time: end, agent: AgentStatus(version: "1", startedAt: end))
            client = RouterClient(WebSite([APIRoutes(FakeControl()), PerfRoutes(history, SnapshotStore(now))]))
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private let desk: Desk

    init() throws { desk = try Desk() }

    private func encoded(_ value: some Encodable) throws -> NSObject? {
        try JSONSerialization.jsonObject(with: JSONEncoder().encode(value)) as? NSObject
    }

    @Test(arguments: ["ipdect_cpu_utilization_ratio", "ipdect_network_receive_bytes_total{device=\"eth0\"}"])
    func `a series is what an encoder makes of it`(name: String) async throws {
        let query = try #require(name.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let id = try #require(desk.history.id(of: name))
        for (parameters, tier) in [("", HistoryTier.tenSeconds), ("&points=180", .minute), ("&points=3", .hour)] {
            let answer = try await desk.client.get("/api/v1/history?last=3h&series=\(query)\(parameters)")
            let window = try desk.history.window(id, from: Self.end.adding(seconds: -10_800), to: Self.end, tier: tier)
            let view = try answer.value(HistoryWindowView.self)
            #expect(view.stepSeconds == tier.stepMilliseconds / 1000 && view.points.count == window.points.count)
            #expect(!view.points.isEmpty)
            let object = try JSONSerialization.jsonObject(with: Data(answer.body)) as? NSObject
            #expect(try object == encoded(HistoryWindowView(name: name, window)))
        }
    }

    @Test(arguments: ["cpu", "calls", "eth0"], ["", "&points=50"])
    func `a graph is what an encoder makes of it`(name: String, points: String) async throws {
        let answer = try await desk.client.get("/api/v1/perf/\(name)?last=3h\(points)")
        var graph = try #require(
            try GraphMaker(desk.history).graph(name, from: Self.end.adding(seconds: -10_800), to: Self.end))
        if !points.isEmpty { graph = graph.merged(into: 50) }
        #expect(try answer.value(Graph.self) == graph)
        #expect(try JSONSerialization.jsonObject(with: Data(answer.body)) as? NSObject == encoded(graph))
    }

    @Test func `tables and pictures are whole`() async throws {
        let table = try await desk.client.get("/api/v1/perf/calls?last=3h&format=csv")
        #expect(table.contentType == "text/csv; charset=utf-8")
        #expect(table.text.split(separator: "\r\n").count == 1071)
        let picture = try await desk.client.get("/api/v1/perf/calls?last=3h&format=svg")
        #expect(picture.contentType == "image/svg+xml" && picture.text.hasSuffix("</svg>\n"))
    }

    @Test(arguments: [
        "perf/cpu?points=0", "perf/cpu?format=png", "perf/cpu?last=3y", "history", "history?series=x&points=no",
        "history?series=ipdect_calls_limit&from=then",
    ])
    func `what cannot be answered is refused in words`(path: String) async throws {
        let answer = try await desk.client.get("/api/v1/\(path)")
        _ = try answer.problem(path.contains("series=x") ? 404 : 400)
    }
}
