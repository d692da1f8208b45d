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
        // Octets instead of characters, here and below: thousands of lines are read every ten seconds.
        let name = identity.utf8.prefix { $0 != UInt8(ascii: "{") }
        func ends(in words: String...) -> Bool {
            words.contains { name.suffix($0.utf8.count).elementsEqual($0.utf8) }
        }
        let units: Int64 =
            if ends(in: "_ratio") {
                10_000
            } else if ends(in: "_timestamp_seconds", "_seconds_total") {
                1000
            } else if ends(in: "_seconds", "_seconds_sum") {
                1_000_000
            } else if ends(in: "_calls") {
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
        for octets in String(decoding: page, as: UTF8.self).utf8.split(separator: UInt8(ascii: "\n")) {
            let line = Substring(octets)
            guard octets.first != UInt8(ascii: "#") else {
                if octets.starts(with: "# TYPE ".utf8) {
                    isCounter = line.hasSuffix(" counter") || line.hasSuffix(" histogram")
                }
                continue
            }
            // A value has no space; a label may have.
            guard let space = octets.lastIndex(of: UInt8(ascii: " ")),
                let value = Double(line[octets.index(after: space)...]), value.isFinite
            else { continue }
            lines.append(RecordedLine(identity: line[..<space], value: value, isCounter: isCounter))
        }
        return lines
    }
}
