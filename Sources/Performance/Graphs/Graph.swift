/// A drawing of what some figures were over time: lines with one scale.
public struct Graph: Codable, Sendable, Hashable {
    /// What the figures are measured in.
    public enum Unit: String, CaseIterable, Codable, Sendable {
        /// Shares of one, shown as percent.
        case ratio
        /// Octets.
        case bytes
        /// Octets a second.
        case bytesPerSecond = "bytes/s"
        /// Calls.
        case calls
        /// Seconds.
        case seconds
    }

    /// A point of a line. A step of time without a value has none.
    public struct Point: Codable, Sendable, Hashable {
        /// When its step began, in milliseconds of Unix time.
        public var time: Int64
        /// The least value in the step.
        public var minimum: Double
        /// The largest value in the step.
        public var maximum: Double
        /// The mean value in the step.
        public var mean: Double

        /// Makes a point.
        public init(time: Int64, minimum: Double, maximum: Double, mean: Double) {
            self.time = time
            self.minimum = minimum
            self.maximum = maximum
            self.mean = mean
        }
    }

    /// A line of a graph.
    public struct Line: Codable, Sendable, Hashable {
        /// What it shows.
        public var name: String
        /// Its points, in order.
        public var points: [Point]

        /// Makes a line.
        public init(name: String, points: [Point]) {
            self.name = name
            self.points = points
        }
    }

    /// The name by which it is asked for, such as `cpu`.
    public var name: String
    /// What it shows, for people.
    public var title: String
    /// What it is measured in.
    public var unit: Unit
    /// The first moment, in milliseconds of Unix time.
    public var from: Int64
    /// The moment behind the last, in milliseconds of Unix time.
    public var to: Int64
    /// The length of a step in milliseconds.
    public var step: Int64
    /// The most that is possible, which stands at the top left (manual 4.23.5); `nil` when nothing limits the figures.
    public var limit: Double?
    /// The lines.
    public var lines: [Line]

    /// Makes a graph.
    public init(
        name: String, title: String, unit: Unit, from: Int64, to: Int64, step: Int64, limit: Double? = nil,
        lines: [Line]
    ) {
        self.name = name
        self.title = title
        self.unit = unit
        self.from = from
        self.to = to
        self.step = step
        self.limit = limit
        self.lines = lines
    }

    /// The largest value drawn on the graph's own scale; `nil` without one.
    public var largest: Double? { lines.filter { !isShare($0) }.flatMap(\.points).map(\.maximum).max() }

    /// Whether a line is a share of one beside figures of another unit, as the loss of pings is beside round trips.
    func isShare(_ line: Line) -> Bool { unit == .seconds && line.name == "loss" }

    /// The value at the top: what is possible, or a round number above the largest value.
    public var top: Double {
        if let limit, limit > 0, limit >= largest ?? 0 { return limit }
        return Self.roundedUp(largest ?? 0)
    }

    /// The next of 1, 2 and 5 and their multiples by ten.
    static func roundedUp(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return 1 }
        var step = 1.0
        while step * 10 <= value, step < 1e300 { step *= 10 }
        while step > value, step > 1e-300 { step /= 10 }
        return [1, 2, 5, 10].map { $0 * step }.first { $0 >= value * 0.999_999 } ?? value
    }

    /// The same with steps so long that no line has more than `count` of them. Peaks stay.
    public func merged(into count: Int) -> Graph {
        let steps = max(1, (to - from + step - 1) / max(1, step))
        let factor = (steps + Int64(max(1, count)) - 1) / Int64(max(1, count))
        guard factor > 1 else { return self }
        var graph = self
        graph.step = step * factor
        graph.lines = lines.map { line in
            var points: [Point] = []
            var number = 0.0
            for point in line.points {
                let time = from + (point.time - from) / graph.step * graph.step
                guard let last = points.last, last.time == time else {
                    number = 1
                    points.append(Point(time: time, minimum: point.minimum, maximum: point.maximum, mean: point.mean))
                    continue
                }
                number += 1
                points[points.count - 1] = Point(
                    time: time, minimum: min(last.minimum, point.minimum), maximum: max(last.maximum, point.maximum),
                    mean: last.mean + (point.mean - last.mean) / number)
            }
            return Line(name: line.name, points: points)
        }
        return graph
    }
}
