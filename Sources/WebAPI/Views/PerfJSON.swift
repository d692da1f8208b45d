import History
import NetworkValues
import Performance

/// Windows of the history and graphs as JSON, octet for octet by hand: an encoder took ten times as long for them.
enum PerfJSON {
    /// Octets that a point takes, more or less.
    private static let pointBytes = 96

    /// The same as an encoder makes of a `HistoryWindowView`.
    static func text(of window: HistoryWindow, name: String) -> FigureText {
        var out = FigureText(capacity: 256 + window.points.count * pointBytes)
        out.add("{\"name\":")
        out.add(quoted: name)
        out.add(",\"points\":[")
        for (place, point) in window.points.enumerated() {
            if place > 0 { out.add(",") }
            out.add("{\"count\":")
            out.add(Int64(point.count))
            add(point.minimum, point.maximum, point.mean, to: &out)
            out.add(",\"time\":\"")
            out.add(time: point.time.milliseconds)
            out.add("\"}")
        }
        out.add("],\"stepSeconds\":")
        out.add(window.stepMilliseconds / 1000)
        out.add("}")
        return out
    }

    /// The same as an encoder makes of a graph.
    static func text(of graph: Graph) -> FigureText {
        var out = FigureText(capacity: 512 + graph.lines.reduce(0) { $0 + $1.points.count } * pointBytes)
        out.add("{\"from\":")
        out.add(graph.from)
        if let limit = graph.limit {
            out.add(",\"limit\":")
            out.add(limit)
        }
        out.add(",\"lines\":[")
        for (place, line) in graph.lines.enumerated() {
            out.add(place > 0 ? ",{\"name\":" : "{\"name\":")
            out.add(quoted: line.name)
            out.add(",\"points\":[")
            for (place, point) in line.points.enumerated() {
                out.add(place > 0 ? ",{" : "{")
                add(point.minimum, point.maximum, point.mean, to: &out, isFirst: true)
                out.add(",\"time\":")
                out.add(point.time)
                out.add("}")
            }
            out.add("]}")
        }
        out.add("],\"name\":")
        out.add(quoted: graph.name)
        out.add(",\"step\":")
        out.add(graph.step)
        out.add(",\"title\":")
        out.add(quoted: graph.title)
        out.add(",\"to\":")
        out.add(graph.to)
        out.add(",\"unit\":")
        out.add(quoted: graph.unit.rawValue)
        out.add("}")
        return out
    }

    private static func add(
        _ minimum: Double, _ maximum: Double, _ mean: Double, to out: inout FigureText, isFirst: Bool = false
    ) {
        out.add(isFirst ? "\"maximum\":" : ",\"maximum\":")
        out.add(maximum)
        out.add(",\"mean\":")
        out.add(mean)
        out.add(",\"minimum\":")
        out.add(minimum)
    }
}
