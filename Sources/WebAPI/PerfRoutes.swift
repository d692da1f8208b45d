import Foundation
import HTTPTypes
public import History
public import Hummingbird
import NIOCore
import NetworkValues
import Performance
public import Snapshot
public import WebServer

/// Graphs of what is measured over time, the series behind them, and what was found about capacity.
///
/// A graph takes `last` (such as `24h`) or `from`, and `to`; `points`, the steps wanted at most; `format` json, csv or svg;
/// and for svg `theme`, `width` and `height`. A series takes the times, too, and `points`, the steps wanted at least: the
/// coarsest tier that has so many is answered, and the finest without it.
public struct PerfRoutes: WebRoute {
    /// The longest window in seconds: what the coarsest tier keeps.
    static let longestSeconds: Int64 = 731 * 86_400

    private let history: History
    private let store: SnapshotStore

    /// Makes the routes over the history and the snapshot.
    public init(_ history: History, _ store: SnapshotStore) {
        self.history = history
        self.store = store
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        let (history, store) = (history, store)
        router.get("api/v1/perf") { request, _ in
            let (from, to) = try Self.window(request, history, store)
            let maker = GraphMaker(history)
            let graphs = try maker.names.compactMap { name in
                try maker.graph(name, from: from, to: to).map { GraphSummaryView($0) }
            }
            return try JSON.response(graphs)
        }
        router.get("api/v1/perf/{graph}") { request, context in
            let name = try context.text("graph")
            let (from, to) = try Self.window(request, history, store)
            guard var graph = try GraphMaker(history).graph(name, from: from, to: to) else {
                let names = GraphMaker(history).names.joined(separator: ", ")
                throw Problem.notFound("there are no figures for a graph \(name); there are \(names), and calls:RADIO")
            }
            let points = try request.integer("points", in: 1...100_000, default: 100_000)
            graph = graph.merged(into: points)
            return try Self.response(graph, request)
        }
        router.get("api/v1/history/series") { _, _ in
            try JSON.response(
                history.all.map { id, description in
                    HistorySeriesView(
                        id: id.rawValue, name: description.name,
                        kind: description.kind == .counter ? "counter" : "gauge")
                })
        }
        router.get("api/v1/history") { request, _ in
            let (from, to) = try Self.window(request, history, store)
            guard let name = request.uri.queryParameters["series"].map(String.init) else {
                throw Problem.malformed("expected series with the name of a series, got none")
            }
            guard let id = history.id(of: name) else { throw Problem.notFound("the history has no series \(name)") }
            let points = try request.integer("points", in: 1...100_000, default: 100_000)
            let tier = history.tier(from: from, to: to, steps: points)
            let window = try history.window(id, from: from, to: to, tier: tier)
            return Self.response(PerfJSON.text(of: window, name: name), "application/json")
        }
        router.get("api/v1/history/status") { _, _ in try JSON.response(HistoryStatusView(history.status)) }
        router.get("api/v1/findings") { _, _ in
            try JSON.response(store.current.findings.map { FindingView($0) })
        }
    }

    private static func response(_ graph: Graph, _ request: Request) throws -> Response {
        switch request.uri.queryParameters["format"].map(String.init) ?? "json" {
        case "json": return response(PerfJSON.text(of: graph), "application/json")
        case "csv": return response(GraphTable.figures(graph), "text/csv; charset=utf-8")
        case "svg":
            let wanted = request.uri.queryParameters["theme"].map(String.init) ?? "auto"
            guard let theme = SVGGraph.Theme(rawValue: wanted) else {
                throw Problem.malformed("expected theme to be auto, light or dark, got \(wanted)")
            }
            let picture = SVGGraph(
                width: try request.integer("width", in: 200...4000, default: 860),
                height: try request.integer("height", in: 120...2000, default: 240), theme: theme)
            return response(picture.figures(graph), "image/svg+xml")
        case let other: throw Problem.malformed("expected format to be json, csv or svg, got \(other)")
        }
    }

    private static func response(_ text: borrowing FigureText, _ type: String) -> Response {
        let buffer = text.read { ByteBuffer(bytes: $0) }
        return Response(status: .ok, headers: [.contentType: type], body: .init(byteBuffer: buffer))
    }

    /// The window that a request asks for; without anything the last 24 hours.
    private static func window(
        _ request: Request, _ history: History, _ store: SnapshotStore
    ) throws -> (from: Timestamp, to: Timestamp) {
        let now = max(store.current.time, history.lastRow?.adding(seconds: 10) ?? store.current.time)
        let to = try request.time("to") ?? now
        if let from = try request.time("from") {
            guard from < to, to.milliseconds(since: from) <= longestSeconds * 1000 else {
                throw Problem.malformed("expected from before to, and at most two years before, got \(from) and \(to)")
            }
            return (from, to)
        }
        let text = request.uri.queryParameters["last"].map(String.init) ?? "24h"
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()), number > 0,
            number <= longestSeconds / unit
        else {
            throw Problem.malformed("expected last to be such as 30m, 24h, 7d or 4w, at most two years, got \(text)")
        }
        return (to.adding(seconds: -number * unit), to)
    }
}
