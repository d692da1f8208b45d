import NetworkValues

/// A graph in characters: eight heights in each, the maximum at the top left, the time below.
public struct TerminalGraph: Sendable {
    private static let blocks = Array(" ▁▂▃▄▅▆▇█")
    private static let plain = Array("  ..::||#")

    /// Columns of the whole drawing.
    public var columns: Int
    /// Rows of the drawing without its title and the time.
    public var rows: Int
    /// Whether only ASCII is used.
    public var isPlain: Bool

    /// Makes a way of drawing, of at least 20 columns and one row.
    public init(columns: Int, rows: Int = 6, isPlain: Bool = false) {
        self.columns = max(20, min(columns, 1000))
        self.rows = max(1, min(rows, 100))
        self.isPlain = isPlain
    }

    /// The lines of text for a graph: title, drawing, time. Only the first line of the graph is drawn; the others are told
    /// by their last value.
    public func lines(_ graph: Graph) -> [String] {
        let labels = [GraphText.value(graph.top, graph.unit), GraphText.value(0, graph.unit)]
        let margin = (labels.map(\.count).max() ?? 0) + 1
        let width = max(1, columns - margin)
        let merged = graph.merged(into: width)
        var heights: [(mean: Int, peak: Int)?] = Array(repeating: nil, count: width)
        for point in merged.lines.first?.points ?? [] {
            let place = Int((point.time - merged.from) / merged.step)
            guard heights.indices.contains(place) else { continue }
            heights[place] = (height(point.mean, graph.top), height(point.maximum, graph.top))
        }
        var text = [title(graph)]
        for row in (0..<rows).reversed() {
            let label = row == rows - 1 ? labels[0] : row == 0 ? labels[1] : ""
            let bar = String(heights.map { character($0, row: row) })
            text.append(trimmed(String(repeating: " ", count: margin - 1 - label.count) + label + " " + bar))
        }
        text.append(trimmed(times(merged, width: width, margin: margin)))
        return text
    }

    private func height(_ value: Double, _ top: Double) -> Int {
        guard top > 0, value.isFinite, value > 0 else { return 0 }
        return max(1, min(rows * 8, Int((value / top * Double(rows * 8)).rounded())))
    }

    private func character(_ height: (mean: Int, peak: Int)?, row: Int) -> Character {
        guard let height else { return " " }
        let filled = min(8, max(0, height.mean - row * 8))
        if filled > 0 { return (isPlain ? Self.plain : Self.blocks)[filled] }
        // The peak above the mean, as a dot.
        if height.peak > height.mean, (height.peak - 1) / 8 == row { return isPlain ? "'" : "·" }
        return row == 0 ? (isPlain ? "_" : "▁") : " "
    }

    private func title(_ graph: Graph) -> String {
        let values = graph.lines.compactMap { line in
            line.points.last.map { "\(line.name) \(GraphText.value($0.mean, unit(line, graph)))" }
        }
        let largest = graph.largest.map { "largest \(GraphText.value($0, graph.unit))" } ?? "no values"
        return ([graph.title] + values + [largest]).joined(separator: isPlain ? ", " : " · ")
    }

    private func unit(_ line: Graph.Line, _ graph: Graph) -> Graph.Unit { graph.isShare(line) ? .ratio : graph.unit }

    private func times(_ graph: Graph, width: Int, margin: Int) -> String {
        var line = Array(repeating: Character(" "), count: margin + width)
        for mark in GraphText.marks(from: graph.from, to: graph.to, count: max(1, width / 8)) {
            let text =
                graph.to - graph.from > 3 * 86_400_000
                ? String(Timestamp(milliseconds: mark).description.dropFirst(5).prefix(5)) : GraphText.clock(mark)
            let place = margin + Int((mark - graph.from) / graph.step)
            guard place + text.count <= line.count else { continue }
            for (offset, character) in text.enumerated() { line[place + offset] = character }
        }
        return String(line)
    }

    private func trimmed(_ text: String) -> String {
        var text = text
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}
