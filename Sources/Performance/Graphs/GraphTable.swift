import NetworkValues

/// The figures of a graph as text with commas (RFC 4180), a row for each step.
public enum GraphTable {
    /// The rows, with a heading; times are RFC 3339. A step without a value has an empty field.
    public static func csv(_ graph: Graph) -> String {
        var times: Set<Int64> = []
        var values: [[Int64: Graph.Point]] = []
        for line in graph.lines {
            times.formUnion(line.points.map(\.time))
            values.append(Dictionary(line.points.map { ($0.time, $0) }, uniquingKeysWith: { first, _ in first }))
        }
        var out = "time"
        for line in graph.lines {
            for part in ["mean", "minimum", "maximum"] { out += "," + field("\(line.name) \(part)") }
        }
        out += "\r\n"
        for time in times.sorted() {
            out += Timestamp(milliseconds: time).description
            for line in values {
                guard let point = line[time] else {
                    out += ",,,"
                    continue
                }
                out += ",\(point.mean),\(point.minimum),\(point.maximum)"
            }
            out += "\r\n"
        }
        return out
    }

    private static func field(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
