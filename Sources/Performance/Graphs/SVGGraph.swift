import NetworkValues

/// A graph as a picture that needs nothing else: no script, no font, light or dark as its reader likes.
public struct SVGGraph: Sendable {
    /// The colours.
    public enum Theme: String, Sendable, CaseIterable {
        /// As the reader's settings say.
        case auto
        /// Dark on light.
        case light
        /// Light on dark.
        case dark
    }

    /// Steps that are drawn at most.
    static let stepLimit = 1000
    private static let left = 12.0
    private static let right = 12.0
    private static let above = 46.0
    private static let below = 26.0

    private static let light = (
        paper: "#ffffff", ink: "#1f2933", faint: "#8a94a0", grid: "#e4e8ec", lines: ["#0b6bcb", "#c2410c", "#15803d"]
    )
    private static let dark = (
        paper: "#12181f", ink: "#e6eaee", faint: "#8b97a4", grid: "#28323d", lines: ["#58a6ff", "#fb923c", "#4ade80"]
    )

    /// The width in pixels.
    public var width: Int
    /// The height in pixels.
    public var height: Int
    /// The colours.
    public var theme: Theme

    /// Makes a way of drawing.
    public init(width: Int = 860, height: Int = 240, theme: Theme = .auto) {
        self.width = max(200, min(width, 4000))
        self.height = max(120, min(height, 2000))
        self.theme = theme
    }

    /// The picture of a graph as a string.
    public func text(_ graph: Graph) -> String { figures(graph).text }

    /// The picture of a graph.
    public func figures(_ graph: Graph) -> FigureText {
        let merged = graph.merged(into: min(Self.stepLimit, width - Int(Self.left + Self.right)))
        let head = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
            role="img" font-family="system-ui, sans-serif" font-size="12">
            <title>\(escaped(graph.title))</title>
            <desc>\(escaped(description(graph)))</desc>
            <style>\(style)</style>
            <rect class="paper" width="\(width)" height="\(height)" rx="6"/>

            """
        var out = FigureText(capacity: 8192 + merged.lines.reduce(0) { $0 + $1.points.count } * 36)
        for part in [head, heading(graph), grid(merged)] { out.add(text: part) }
        for (place, line) in merged.lines.enumerated() { draw(line, place, merged, to: &out) }
        out.add("</svg>\n")
        return out
    }

    private var style: String {
        func rules(_ colors: (paper: String, ink: String, faint: String, grid: String, lines: [String])) -> String {
            var text = ".paper{fill:\(colors.paper)}.ink{fill:\(colors.ink)}.faint{fill:\(colors.faint)}"
            text += ".grid{stroke:\(colors.grid);stroke-width:1}"
            for (place, color) in colors.lines.enumerated() {
                text += ".line\(place){stroke:\(color);fill:none;stroke-width:1.6;stroke-linejoin:round}"
                text += ".band\(place){fill:\(color);fill-opacity:.18}.dot\(place){fill:\(color)}"
            }
            return text
        }
        return switch theme {
        case .light: rules(Self.light)
        case .dark: rules(Self.dark)
        case .auto: rules(Self.light) + "@media (prefers-color-scheme:dark){\(rules(Self.dark))}"
        }
    }

    private func description(_ graph: Graph) -> String {
        let largest = graph.largest.map { GraphText.value($0, graph.unit) } ?? "none"
        return
            "From \(Timestamp(milliseconds: graph.from)) to \(Timestamp(milliseconds: graph.to)). Largest value: \(largest)."
    }

    private func heading(_ graph: Graph) -> String {
        var out =
            #"<text class="ink" x="\#(Self.left)" y="18" font-weight="600">\#(escaped(graph.title))</text>"# + "\n"
        // The most that is possible stands at the top left (manual 4.23.5).
        out += #"<text class="faint" x="\#(Self.left)" y="38">\#(GraphText.value(graph.top, graph.unit))</text>"# + "\n"
        var x = Double(width) - Self.right
        for (place, line) in graph.lines.enumerated().reversed() {
            let share = graph.isShare(line)
            let value = line.points.last.map { " " + GraphText.value($0.mean, share ? .ratio : graph.unit) } ?? ""
            let text = line.name + value
            out += #"<text class="ink" x="\#(number(x))" y="18" text-anchor="end">\#(escaped(text))</text>"#
            x -= Double(text.count) * 6.6 + 12
            out += #"<circle class="dot\#(place % 3)" cx="\#(number(x))" cy="14" r="4"/>"# + "\n"
            x -= 16
        }
        return out
    }

    private func grid(_ graph: Graph) -> String {
        var out = ""
        for part in 0...4 {
            let y = number(Self.above + (Double(height) - Self.above - Self.below) * Double(part) / 4)
            out += #"<line class="grid" x1="\#(Self.left)" x2="\#(Double(width) - Self.right)" y1="\#(y)" y2="\#(y)"/>"#
        }
        out += "\n"
        let isLong = graph.to - graph.from > 3 * 86_400_000
        for mark in GraphText.marks(from: graph.from, to: graph.to, count: width / 90) {
            let x = number(self.x(mark, graph))
            let text =
                isLong
                ? String(Timestamp(milliseconds: mark).description.dropFirst(5).prefix(5)) : GraphText.clock(mark)
            let bottom = number(Double(height) - Self.below)
            out += #"<line class="grid" x1="\#(x)" x2="\#(x)" y1="\#(Self.above)" y2="\#(bottom)"/>"#
            out += #"<text class="faint" x="\#(x)" y="\#(height - 9)" text-anchor="middle">\#(text)</text>"# + "\n"
        }
        return out
    }

    private func x(_ time: Int64, _ graph: Graph) -> Double {
        let span = Double(max(1, graph.to - graph.from))
        return Self.left + (Double(width) - Self.left - Self.right) * Double(time - graph.from) / span
    }

    private func y(_ value: Double, _ top: Double) -> Double {
        let height = Double(height) - Self.above - Self.below
        return Self.above + height * (1 - min(1, max(0, value / top)))
    }

    /// Draws a line and, where a step has more than one value, the band between least and largest. Gaps stay open.
    private func draw(_ line: Graph.Line, _ place: Int, _ graph: Graph, to out: inout FigureText) {
        let top = graph.isShare(line) ? 1 : graph.top
        func add(_ time: Int64, _ value: Double) {
            out.add(tenths: x(time, graph))
            out.add(",")
            out.add(tenths: y(value, top))
            out.add(" ")
        }
        let points = line.points
        var start = 0
        for end in stride(from: 1, through: points.count, by: 1) {
            let isLast = end == points.count
            guard isLast || points[end].time - points[end - 1].time > graph.step * 3 / 2 else { continue }
            let run = points[start..<end]
            start = end
            if run.contains(where: { $0.maximum > $0.minimum }) {
                out.add(text: #"<polygon class="band\#(place % 3)" points=""#)
                for point in run { add(point.time, point.maximum) }
                for point in run.reversed() { add(point.time, point.minimum) }
                out.add("\"/>\n")
            }
            out.add(text: #"<polyline class="line\#(place % 3)" points=""#)
            for point in run { add(point.time, point.mean) }
            if run.count == 1, let only = run.first { add(only.time + graph.step, only.mean) }
            out.add("\"/>\n")
        }
    }

    private func number(_ value: Double) -> String {
        let rounded = (value * 10).rounded() / 10
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }

    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { out, character in
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default:
                let isText = character.unicodeScalars.allSatisfy {
                    $0.value >= 32 && $0.value != 0xFFFE && $0.value != 0xFFFF
                }
                out.append(isText ? character : "\u{FFFD}")
            }
        }
    }
}
