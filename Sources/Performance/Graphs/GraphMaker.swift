public import History
public import NetworkValues

/// Makes graphs of what the history has.
///
/// The names: `cpu`, `cpu-r`, `mem`, `calls`, `calls:RADIO`, `ping1`, `ping2`, `agent`, `disk`, and those of the network
/// interfaces, such as `eth0`.
public struct GraphMaker: Sendable {
    private let history: History

    /// Makes graphs of `history`.
    public init(_ history: History) { self.history = history }

    /// The names of all graphs that there are figures for; those of single radios left out.
    public var names: [String] {
        let series = history.all.map(\.description.name)
        var names = ["cpu", "cpu-r", "mem", "calls"].filter {
            !matching(Self.definition($0)?.series ?? [], series).isEmpty
        }
        names += series.compactMap { Self.label($0, of: "ipdect_network_receive_bytes_total{device=\"") }.sorted()
        names += ["ping1", "ping2", "agent", "disk"].filter {
            !matching(Self.definition($0)?.series ?? [], series).isEmpty
        }
        return names
    }

    /// The graph with a name from `from` until before `to`; `nil` when there is none of that name. Without a tier it is of
    /// the finest one that there is.
    public func graph(
        _ name: String, from: Timestamp, to: Timestamp, tier: HistoryTier? = nil
    ) throws(HistoryError) -> Graph? {
        let series = history.all
        guard let definition = Self.definition(name) else { return nil }
        var lines: [Graph.Line] = []
        var step: Int64 = HistoryTier.tenSeconds.stepMilliseconds
        var isKnown = false
        for line in definition.lines {
            var parts: [[HistoryPoint]] = []
            for prefix in line.series {
                var points: [[HistoryPoint]] = []
                for (id, description) in series where Self.isNamed(description.name, prefix) {
                    let window = try history.window(id, from: from, to: to, tier: tier)
                    step = window.stepMilliseconds
                    isKnown = true
                    points.append(window.points)
                }
                parts.append(Self.combined(points, by: line.combination))
            }
            lines.append(Graph.Line(name: line.name, points: line.result(parts)))
        }
        guard isKnown else { return nil }
        var limit = definition.limit
        for prefix in definition.limits {
            var values: [Double] = []
            for (id, description) in series where Self.isNamed(description.name, prefix) {
                values += try history.window(id, from: from, to: to, tier: tier).points.map(\.maximum)
            }
            limit = values.max() ?? limit
        }
        return Graph(
            name: name, title: definition.title, unit: definition.unit, from: from.milliseconds, to: to.milliseconds,
            step: step, limit: limit, lines: lines)
    }

    private func matching(_ prefixes: [String], _ series: [String]) -> [String] {
        series.filter { name in prefixes.contains { Self.isNamed(name, $0) } }
    }

    /// Whether a series is the one named, or one of its labels when only the name is given.
    private static func isNamed(_ name: String, _ wanted: String) -> Bool {
        name == wanted || (!wanted.hasSuffix("}") && name.hasPrefix(wanted.hasSuffix("\"") ? wanted : wanted + "{"))
    }

    /// The value of the label with which a name goes on behind `start`.
    private static func label(_ name: String, of start: String) -> String? {
        guard name.hasPrefix(start) else { return nil }
        return String(name.dropFirst(start.count).prefix { $0 != "\"" })
    }

    /// Several series as one: at each time the sum or the largest.
    private static func combined(_ series: [[HistoryPoint]], by combination: Combination) -> [HistoryPoint] {
        guard combination != .none else { return series.first ?? [] }
        return series.dropFirst().reduce(series.first ?? []) { combined($0, $1, by: combination) }
    }

    /// Two series as one, both in order.
    private static func combined(
        _ left: [HistoryPoint], _ right: [HistoryPoint], by combination: Combination
    ) -> [HistoryPoint] {
        var all: [HistoryPoint] = []
        all.reserveCapacity(max(left.count, right.count))
        var other = 0
        for var point in left {
            while other < right.count, right[other].time < point.time {
                all.append(right[other])
                other += 1
            }
            if other < right.count, right[other].time == point.time {
                point.take(right[other], by: combination)
                other += 1
            }
            all.append(point)
        }
        return all + right[other...]
    }
}

extension HistoryPoint {
    /// Adds what another series was at the same time.
    fileprivate mutating func take(_ other: HistoryPoint, by combination: GraphMaker.Combination) {
        switch combination {
        case .largest:
            minimum = max(minimum, other.minimum)
            maximum = max(maximum, other.maximum)
            mean = max(mean, other.mean)
        case .sum, .none:
            minimum += other.minimum
            maximum += other.maximum
            mean += other.mean
        }
    }
}
