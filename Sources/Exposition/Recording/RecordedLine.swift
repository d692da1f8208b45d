import History

/// What the history keeps of one line of the metrics page.
struct RecordedLine {
    /// The series, as the line names it: the name and, in braces, the labels.
    var identity: Substring
    /// The value.
    var value: Double
    /// Whether the value only grows.
    var isCounter: Bool

    /// How the history keeps the series. Its values are whole multiples of a fraction that is fine enough for their unit.
    var description: SeriesDescription {
        let name = identity.prefix { $0 != "{" }
        let units: Int64 =
            if name.hasSuffix("_ratio") {
                10_000
            } else if name.hasSuffix("_timestamp_seconds") || name.hasSuffix("_seconds_total") {
                1000
            } else if name.hasSuffix("_seconds") || name.hasSuffix("_seconds_sum") {
                1_000_000
            } else if name.hasSuffix("_calls") {
                10
            } else {
                1
            }
        return SeriesDescription(
            name: String(identity), kind: isCounter ? .counter : .gauge, unitsPerOne: units)
    }

    /// The lines of a page in the Prometheus text format. A line that is none is passed over.
    static func lines(of page: [UInt8]) -> [RecordedLine] {
        var lines: [RecordedLine] = []
        var isCounter = false
        for line in String(decoding: page, as: UTF8.self).split(separator: "\n") {
            guard !line.hasPrefix("#") else {
                if line.hasPrefix("# TYPE ") { isCounter = line.hasSuffix(" counter") || line.hasSuffix(" histogram") }
                continue
            }
            // A value has no space; a label may have.
            guard let space = line.lastIndex(of: " "), let value = Double(line[line.index(after: space)...]),
                value.isFinite
            else { continue }
            lines.append(RecordedLine(identity: line[..<space], value: value, isCounter: isCounter))
        }
        return lines
    }
}
