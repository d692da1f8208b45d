import History
import NetworkValues

extension GraphMaker {
    /// How several series become one line.
    enum Combination: Sendable {
        /// There is only one.
        case none
        /// At each time their sum.
        case sum
        /// At each time the largest.
        case largest
    }

    /// A line: the series that it is made of, by their names without labels, with all, or up to the last quote.
    struct LineDefinition: Sendable {
        var name: String
        var series: [String]
        var combination = Combination.none
        /// What is drawn of the series, in their order.
        var result: @Sendable ([[HistoryPoint]]) -> [Graph.Point] = { parts in
            (parts.first ?? []).map {
                Graph.Point(time: $0.time.milliseconds, minimum: $0.minimum, maximum: $0.maximum, mean: $0.mean)
            }
        }
    }

    /// A graph: its lines and its scale.
    struct Definition: Sendable {
        var title: String
        var unit: Graph.Unit
        var lines: [LineDefinition]
        var limit: Double?
        /// Series whose largest value is the limit.
        var limits: [String] = []

        var series: [String] { lines.flatMap(\.series) }
    }

    /// The graph with a name, whether or not there are figures for it.
    static func definition(_ name: String) -> Definition? {
        switch name {
        case "cpu":
            Definition(
                title: "CPU: processors in use", unit: .ratio,
                lines: [LineDefinition(name: "in use", series: ["ipdect_cpu_utilization_ratio"])], limit: 1)
        case "cpu-r":
            Definition(
                title: "CPU-R: resources of the busiest device", unit: .ratio,
                lines: [
                    LineDefinition(
                        name: "busiest device", series: ["ipdect_cpu_r_utilization_ratio"], combination: .largest)
                ], limit: 1)
        case "mem":
            Definition(
                title: "MEM: memory in use", unit: .bytes,
                lines: [
                    LineDefinition(name: "in use", series: ["ipdect_memory_used_bytes"]),
                    LineDefinition(name: "most so far", series: ["ipdect_memory_high_water_bytes"]),
                ], limits: ["ipdect_memory_size_bytes"])
        case "calls":
            Definition(
                title: "Concurrent calls", unit: .calls,
                lines: [LineDefinition(name: "calls", series: ["ipdect_calls"], combination: .sum)],
                limits: ["ipdect_calls_limit"])
        case "agent":
            Definition(
                title: "Memory of the agent", unit: .bytes,
                lines: [LineDefinition(name: "resident", series: ["process_resident_memory_bytes"])])
        case "disk":
            Definition(
                title: "Disk of the agent's state", unit: .bytes,
                lines: [LineDefinition(name: "state", series: ["ipdect_state_disk_used_bytes"])])
        case "ping1", "ping2": ping(name.uppercased())
        default:
            if name.hasPrefix("calls:") {
                radio(String(name.dropFirst("calls:".count)))
            } else {
                interface(name)
            }
        }
    }

    private static func radio(_ name: String) -> Definition? {
        guard isPlain(name) else { return nil }
        return Definition(
            title: "Concurrent calls of \(name)", unit: .calls,
            lines: [LineDefinition(name: "calls", series: ["ipdect_radio_calls{radio=\"\(name)\"}"])], limit: 8,
            limits: ["ipdect_radio_calls_limit{radio=\"\(name)\"}"])
    }

    private static func interface(_ name: String) -> Definition? {
        guard isPlain(name) else { return nil }
        return Definition(
            title: "\(name.uppercased()): traffic", unit: .bytesPerSecond,
            lines: [
                LineDefinition(name: "received", series: ["ipdect_network_receive_bytes_total{device=\"\(name)\"}"]),
                LineDefinition(name: "sent", series: ["ipdect_network_transmit_bytes_total{device=\"\(name)\"}"]),
            ])
    }

    private static func ping(_ name: String) -> Definition {
        let probe = "{probe=\"\(name)\""
        return Definition(
            title: "\(name): round trip", unit: .seconds,
            lines: [
                LineDefinition(
                    name: "round trip",
                    series: ["ipdect_ping_rtt_seconds_sum\(probe)", "ipdect_ping_rtt_seconds_count\(probe)"],
                    result: { quotient($0) { $0 / $1 } }),
                LineDefinition(
                    name: "loss",
                    series: ["ipdect_ping_replies_total\(probe)", "ipdect_ping_requests_total\(probe)"],
                    result: { quotient($0) { max(0, 1 - $0 / $1) } }),
            ])
    }

    /// Of two series, what `body` makes of their means at each time at which the second is not zero.
    private static func quotient(
        _ parts: [[HistoryPoint]], _ body: (Double, Double) -> Double
    ) -> [Graph.Point] {
        guard parts.count == 2 else { return [] }
        var rest = parts[0][...]
        return parts[1].compactMap { below in
            while let first = rest.first, first.time < below.time { rest = rest.dropFirst() }
            guard below.mean > 0, let above = rest.first, above.time == below.time else { return nil }
            let value = body(above.mean, below.mean)
            return Graph.Point(time: below.time.milliseconds, minimum: value, maximum: value, mean: value)
        }
    }

    /// Whether a name can stand in a label as it is.
    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && !name.contains { $0 == "\"" || $0 == "\\" || $0.isNewline || $0 == "{" || $0 == "}" }
    }
}
