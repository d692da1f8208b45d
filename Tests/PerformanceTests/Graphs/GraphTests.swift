import Foundation
import FoundationXML
import History
import Logging
import NetworkValues
import Testing

@testable import Performance

@Suite struct `Graphs` {
    private static let start = Timestamp(milliseconds: 1_790_208_000_000)

    /// A day of a history with what the agent records.
    private final class Day {
        let path = NSTemporaryDirectory() + "graphs-\(UUID().uuidString)"
        let history: History

        init(hours: Int = 2) throws {
            history = try History(
                folder: path, settings: HistorySettings(),
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            func add(_ name: String, _ kind: SeriesDescription.Kind, _ units: Int64 = 1) throws -> SeriesID {
                try history.series(SeriesDescription(name: name, kind: kind, unitsPerOne: units))
            }
            let cpu = try add("ipdect_cpu_utilization_ratio", .gauge, 10_000)
            let inward = try add("ipdect_calls{direction=\"in\"}", .gauge, 10)
            let outward = try add("ipdect_calls{direction=\"out\"}", .gauge, 10)
            let limit = try add("ipdect_calls_limit", .gauge)
            let received = try add("ipdect_network_receive_bytes_total{device=\"eth0\"}", .counter)
            let sum = try add("ipdect_ping_rtt_seconds_sum{probe=\"PING1\",target=\"a\"}", .counter, 1_000_000)
            let count = try add("ipdect_ping_rtt_seconds_count{probe=\"PING1\",target=\"a\"}", .counter)
            let replies = try add("ipdect_ping_replies_total{probe=\"PING1\",target=\"a\"}", .counter)
            let requests = try add("ipdect_ping_requests_total{probe=\"PING1\",target=\"a\"}", .counter)
            for step in 0..<(hours * 360) where !(100..<130).contains(step) {
                let number = Double(step)
                try history.record(
                    [
                        HistorySample(series: cpu, value: step == 50 ? 0.9 : 0.25),
                        HistorySample(series: inward, value: 3), HistorySample(series: outward, value: 1.5),
                        HistorySample(series: limit, value: 192),
                        HistorySample(series: received, value: number * 10_000),
                        HistorySample(series: sum, value: number * 0.008),
                        HistorySample(series: count, value: number * 4),
                        HistorySample(series: replies, value: number * 4),
                        HistorySample(series: requests, value: number * 5),
                    ], at: Graphs.start.adding(seconds: Int64(step * 10)))
            }
        }

        func graph(_ name: String, seconds: Int64 = 7200) throws -> Graph {
            try #require(
                try GraphMaker(history).graph(name, from: Graphs.start, to: Graphs.start.adding(seconds: seconds)))
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    @Test func `show what the history has, with what is possible at the top`() throws {
        let day = try Day()
        #expect(GraphMaker(day.history).names == ["cpu", "calls", "eth0", "ping1"])
        let cpu = try day.graph("cpu")
        #expect(cpu.top == 1 && cpu.largest == 0.9 && cpu.lines[0].points.count == 690)
        let calls = try day.graph("calls")
        #expect(calls.top == 192 && calls.lines[0].points.allSatisfy { $0.mean == 4.5 })
        let traffic = try day.graph("eth0")
        #expect(traffic.lines[0].points.allSatisfy { $0.mean == 1000 } && traffic.top == 1000)
        let ping = try day.graph("ping1")
        #expect(ping.lines[0].points.allSatisfy { abs($0.mean - 0.002) < 0.0005 })
        #expect(ping.lines[1].name == "loss" && ping.lines[1].points.allSatisfy { abs($0.mean - 0.2) < 1e-9 })
        for name in ["nothing", "calls:R9", "ping2", "eth0\"", ""] {
            #expect(try GraphMaker(day.history).graph(name, from: Self.start, to: Self.start) == nil)
        }
    }

    @Test func `keep their peaks when steps are merged`() throws {
        let graph = try Day().graph("cpu")
        for count in [1, 7, 60, 719, 5000] {
            let merged = graph.merged(into: count)
            #expect(merged.largest == 0.9)
            #expect(merged.lines[0].points.count <= max(count, 1) || count > 719)
            #expect(merged.lines[0].points.map(\.time) == merged.lines[0].points.map(\.time).sorted())
        }
    }

    @Test(arguments: [
        (0.0, 1.0), (0.003, 0.005), (1, 1), (1.01, 2), (4.9, 5), (51, 100), (1.2e9, 2e9), (-3, 1), (.infinity, 1),
    ])
    func `have a round number at the top when nothing limits them`(largest: Double, top: Double) {
        #expect(abs(Graph.roundedUp(largest) - top) < top * 1e-9)
    }

    @Test func `are drawn in characters`() {
        let points = (0..<40).map { place in
            Graph.Point(time: Int64(place) * 60_000, minimum: 0, maximum: Double(place) / 40, mean: Double(place) / 40)
        }.filter { !(600_000..<900_000).contains($0.time) }
        let graph = Graph(
            name: "cpu", title: "CPU", unit: .ratio, from: 0, to: 40 * 60_000, step: 60_000, limit: 1,
            lines: [Graph.Line(name: "in use", points: points)])
        let lines = TerminalGraph(columns: 46, rows: 2, isPlain: true).lines(graph)
        #expect(
            lines == [
                "CPU, in use 97.5 %, largest 97.5 %",
                "100 %                         .....:::::|||||#",
                "  0 % _   .....:     ||||#####################",
                "      00:00     00:10     00:20     00:30",
            ])
        let empty = TerminalGraph(columns: 1, rows: 0).lines(
            Graph(name: "x", title: "X", unit: .bytes, from: 0, to: 1, step: 1, lines: []))
        #expect(empty.count == 3 && empty[0] == "X · no values")
    }

    /// Well-formed for any names, and never larger than its steps allow.
    @Test(arguments: SVGGraph.Theme.allCases) func `are pictures that any reader of XML takes`(theme: SVGGraph.Theme)
        throws
    {
        var graph = try Day().graph("cpu")
        graph.title = "<b>&\"'\u{0}\u{1B}[31m ]]> é 漢"
        graph.lines[0].name = "</text><script>alert(1)</script>"
        let text = SVGGraph(theme: theme).text(graph)
        let parser = XMLParser(data: Data(text.utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(!text.contains("<script") && text.utf8.count < 200_000)
        // The gap in the middle parts the line.
        #expect(text.split(separator: "<polyline").count == 3)
        #expect(text.contains(">100 %</text>"))
        #expect((theme == .auto) == text.contains("prefers-color-scheme"))
    }

    /// Lines whose steps are not the same ones meet in the table and in a sum.
    @Test func `add up what has gaps`() throws {
        let day = try Day()
        let late = try day.history.series(
            SeriesDescription(name: "ipdect_calls{direction=\"late\"}", kind: .gauge, unitsPerOne: 10))
        let next = Self.start.adding(seconds: 7200)
        try day.history.record([HistorySample(series: late, value: 7)], at: next)
        let calls = try day.graph("calls", seconds: 7210).lines[0].points
        #expect(calls.count == 691 && calls.map(\.time) == calls.map(\.time).sorted())
        #expect(calls.first?.mean == 4.5 && calls.last?.mean == 7 && calls.last?.time == next.milliseconds)
    }

    @Test func `are tables with commas`() {
        let graph = Graph(
            name: "x", title: "X", unit: .calls, from: 0, to: 20_000, step: 10_000,
            lines: [
                Graph.Line(name: "a,\"b\"", points: [Graph.Point(time: 0, minimum: 1, maximum: 3, mean: 2)]),
                Graph.Line(name: "c", points: [Graph.Point(time: 10_000, minimum: 4.5, maximum: 6, mean: 5)]),
            ])
        #expect(
            GraphTable.csv(graph) == """
                time,"a,""b"" mean","a,""b"" minimum","a,""b"" maximum",c mean,c minimum,c maximum\r
                1970-01-01T00:00:00.000Z,2,1,3,,,\r
                1970-01-01T00:00:10.000Z,,,,5,4.5,6\r\n
                """)
    }

    @Test(arguments: [
        (0.4213, Graph.Unit.ratio, "42.1 %"), (1.9 * 1024 * 1024 * 1024, .bytes, "1.9 GiB"),
        (0.0123, .seconds, "12.3 ms"),
        (0.000_05, .seconds, "50 µs"), (1500, .bytesPerSecond, "1.5 kB/s"), (8, .calls, "8"), (.nan, .calls, "-"),
    ])
    func `write values as people read them`(value: Double, unit: Graph.Unit, text: String) {
        #expect(GraphText.value(value, unit) == text)
    }
}
