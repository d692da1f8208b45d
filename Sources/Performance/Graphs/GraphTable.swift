import NetworkValues

/// The figures of a graph as text with commas (RFC 4180), a row for each step.
public enum GraphTable {
    /// The rows as a string.
    public static func csv(_ graph: Graph) -> String { figures(graph).text }

    /// The rows, with a heading; times are RFC 3339. A step without a value has an empty field.
    public static func figures(_ graph: Graph) -> FigureText {
        var out = FigureText(capacity: 64 * (1 + graph.lines.reduce(0) { max($0, $1.points.count) }))
        out.add("time")
        for line in graph.lines {
            for part in ["mean", "minimum", "maximum"] { out.add(text: "," + field("\(line.name) \(part)")) }
        }
        out.add("\r\n")
        var places = Array(repeating: 0, count: graph.lines.count)
        func next(_ line: Int) -> Graph.Point? {
            let points = graph.lines[line].points
            return places[line] < points.count ? points[places[line]] : nil
        }
        while let time = places.indices.compactMap({ next($0)?.time }).min() {
            out.add(time: time)
            for line in places.indices {
                guard let point = next(line), point.time == time else {
                    out.add(",,,")
                    continue
                }
                for value in [point.mean, point.minimum, point.maximum] {
                    out.add(",")
                    out.add(value)
                }
                places[line] += 1
            }
            out.add("\r\n")
        }
        return out
    }

    private static func field(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
