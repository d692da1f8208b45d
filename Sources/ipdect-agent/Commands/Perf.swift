import ArgumentParser
import Foundation
import Performance
import WebAPI

struct Perf: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what was measured over time.",
        discussion: """
            Without a graph: a table of all. Graphs are cpu, cpu-r, mem, calls, calls:RADIO, ping1, ping2, agent, disk and \
            the network interfaces, such as eth0. A window moves with --back: 'perf --back 1 cpu' is the day before.
            """)

    @Argument(help: "The graphs.")
    var graphs: [String] = []

    @Option(help: "The length of the window, such as 30m, 24h, 7d or 4w.")
    var last = "24h"

    @Option(help: "The end of the window instead of now: \(TimeArgument.help).")
    var end: TimeArgument?

    @Option(help: "Windows to go back.")
    var back = 0

    @Option(help: "Lines of a drawing.")
    var rows = 6

    @Flag(help: "Print commas and values.")
    var csv = false

    @Flag(help: "Print a picture (SVG) of the one graph named.")
    var svg = false

    @Flag(help: "Draw in ASCII only.")
    var ascii = false

    @Flag(help: "Show what was found about the capacity of the system.")
    var advice = false

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard seconds != nil else { throw ValidationError("--last takes such as 30m, 24h, 7d or 4w, not \(last)") }
        guard (0...10_000).contains(back) else { throw ValidationError("--back takes 0 to 10000, not \(back)") }
        guard (1...100).contains(rows) else { throw ValidationError("--rows takes 1 to 100, not \(rows)") }
        if svg || csv, graphs.count != 1 {
            throw ValidationError("--\(svg ? "svg" : "csv") takes one graph, not \(graphs.count)")
        }
    }

    func run() async throws {
        if advice { return try await showAdvice() }
        if graphs.isEmpty { return try await showTable() }
        if svg || csv {
            print(try await control.client.text(path(graphs[0]) + "&format=\(svg ? "svg" : "csv")"), terminator: "")
            return
        }
        var drawn: [Graph] = []
        for name in graphs {
            let width = output.json ? "" : "&points=\(columns)"
            drawn.append(try await control.client.get(path(name) + width, as: Graph.self))
        }
        if output.json { return try output.printJSON(drawn) }
        let drawing = TerminalGraph(columns: columns, rows: rows, isPlain: ascii)
        for (place, graph) in drawn.enumerated() {
            if place > 0 { print() }
            for (number, line) in drawing.lines(graph).enumerated() {
                let line = line.printable
                let style = number == 0 ? Style.bold : number == rows + 1 ? .dim : .green
                print(output.isColored ? style.applied(to: line) : line)
            }
        }
    }

    private func showTable() async throws {
        let graphs = try await control.client.get("perf?\(window)", as: [GraphSummaryView].self)
        if output.json { return try output.printJSON(graphs) }
        var table = TextTable(
            .text("Graph"), .number("Now"), .number("Mean"), .number("Largest"), .number("Possible"), .text("What"))
        for graph in graphs {
            func cell(_ value: Double?) -> Cell { Cell(value.map { GraphText.value($0, graph.unit) } ?? "-") }
            table.add(
                Cell(graph.name), cell(graph.current), cell(graph.mean), cell(graph.maximum), cell(graph.limit),
                Cell(graph.title))
        }
        output.print(table, orElse: "Nothing was measured yet.")
        let findings = try await control.client.get("findings", as: [FindingView].self)
        guard !findings.isEmpty else { return }
        print("\nFindings about capacity: \(findings.count). 'ipdect-agent perf --advice' shows them.")
    }

    private func showAdvice() async throws {
        let findings = try await control.client.get("findings", as: [FindingView].self)
        if output.json { return try output.printJSON(findings) }
        if findings.isEmpty { return print("Nothing was found that limits the system.") }
        for finding in findings {
            let title = "\(finding.subject), since \(finding.since.shortTime)".printable
            print(output.isColored ? Style.yellow.applied(to: title) : title)
            print("  " + finding.evidence.printable)
            print("  " + finding.advice.printable)
        }
    }

    private var seconds: Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        guard let unit = last.last.flatMap({ units[$0] }), let number = Int64(last.dropLast()), number > 0,
            number <= 731 * 86_400 / unit
        else { return nil }
        return number * unit
    }

    private func path(_ graph: String) -> String {
        let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~:"))
        return "perf/\(graph.addingPercentEncoding(withAllowedCharacters: allowed) ?? graph)?\(window)"
    }

    /// The window as the API takes it.
    private var window: String {
        guard let seconds, end != nil || back > 0 else { return "last=\(last)" }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let end = end.flatMap { try? style.parse($0.text) } ?? Date()
        let to = end.addingTimeInterval(-Double(seconds) * Double(back))
        return "from=\(to.addingTimeInterval(-Double(seconds)).formatted(style))&to=\(to.formatted(style))"
    }

    private var columns: Int {
        if let text = ProcessInfo.processInfo.environment["COLUMNS"], let number = Int(text), number > 20 {
            return number
        }
        var size = winsize()
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
    }
}
