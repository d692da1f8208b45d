import Exposition

/// Reads a page as strictly as the formats are written down, and says what is wrong with it.
///
/// Sources: the Prometheus text format 0.0.4 and OpenMetrics 1.0.0, sections on MetricFamily, Metric and text format.
struct StrictReader {
    private struct Family {
        var type: String?
        var help: String?
        var unit: String?
        var hasSamples = false
        var series: Set<String> = []
        /// The last bucket of a histogram: its labels without the bound, its bound and its count.
        var bucket: (labels: Substring, bound: Double, count: Double)?
    }

    private let format: ExpositionFormat
    private var families: [String: Family] = [:]
    private var current: String?
    /// What is wrong, with the line.
    private(set) var complaints: [String] = []
    /// The samples, by the name in their line.
    private(set) var sampleCounts: [String: Int] = [:]

    init(_ page: [UInt8], as format: ExpositionFormat) {
        self.format = format
        var lines = String(decoding: page, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        if lines.popLast() != "" { complaints.append("the last line has no end") }
        if format == .openMetrics, lines.popLast() != "# EOF" { complaints.append("the page does not end with EOF") }
        for line in lines {
            if line.hasPrefix("# ") { readDescriptor(line) } else { readSample(line) }
        }
    }

    private mutating func complain(_ text: String, _ line: Substring) { complaints.append("\(text): \(line)") }

    private mutating func readDescriptor(_ line: Substring) {
        let parts = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return complain("a descriptor in parts", line) }
        let name = String(parts[2])
        if current != name {
            if families[name] != nil { complain("a family in two groups", line) }
            current = name
            families[name] = Family()
        }
        if families[name]?.hasSamples ?? true { complain("a descriptor behind samples", line) }
        let value = String(parts[3])
        switch parts[1] {
        case "HELP":
            if families[name]?.help != nil || value.isEmpty { complain("HELP twice or empty", line) }
            families[name]?.help = value
        case "TYPE":
            let known =
                format == .openMetrics ? ["gauge", "counter", "histogram", "info"] : ["gauge", "counter", "histogram"]
            if families[name]?.type != nil || !known.contains(value) { complain("TYPE twice or unknown", line) }
            families[name]?.type = value
            if format == .openMetrics, name.hasSuffix("_total") || name.hasSuffix("_info") {
                complain("a suffix in the name of a family", line)
            }
        case "UNIT" where format == .openMetrics:
            if families[name]?.unit != nil || !name.hasSuffix("_" + value) { complain("UNIT twice or wrong", line) }
            families[name]?.unit = value
        default:
            complain("an unknown descriptor", line)
        }
    }

    private mutating func readSample(_ line: Substring) {
        let name = String(line.prefix { $0 != "{" && $0 != " " })
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }),
            let current, var family = families[current], let type = family.type, family.help != nil
        else { return complain("a sample without a family", line) }
        let suffixes =
            switch type {
            case "counter" where format == .openMetrics: ["_total"]
            case "info": ["_info"]
            case "histogram": ["_bucket", "_sum", "_count"]
            default: [""]
            }
        if !suffixes.contains(where: { name == current + $0 }) { complain("a sample of another family", line) }
        if type == "counter", !name.hasSuffix("_total") { complain("a counter without _total", line) }
        var rest = line.dropFirst(name.count)
        var labels: Substring = ""
        if rest.first == "{" {
            guard let end = readLabels(rest) else { return complain("bad labels", line) }
            labels = rest[..<end]
            rest = rest[end...]
        }
        if !family.series.insert(name + labels).inserted { complain("a series twice", line) }
        let text = rest.dropFirst()
        let number = text == "+Inf" ? .infinity : Double(text)
        guard rest.first == " ", let number else { return complain("no number", line) }
        if type == "counter", number < 0 || number.isNaN { complain("a counter below zero", line) }
        if type == "info" || name.hasSuffix("_info"), number != 1 { complain("an info that is not 1", line) }
        if type == "histogram" { readHistogram(line, name, labels, number, &family) }
        family.hasSamples = true
        families[current] = family
        sampleCounts[name, default: 0] += 1
    }

    /// Buckets come by rising bounds, are cumulative, and end with all that were counted.
    private mutating func readHistogram(
        _ line: Substring, _ name: String, _ labels: Substring, _ number: Double, _ family: inout Family
    ) {
        guard name.hasSuffix("_bucket") else {
            if name.hasSuffix("_count"), family.bucket?.count != number || family.bucket?.bound != .infinity {
                complain("a count that is not that of the last bucket", line)
            }
            return
        }
        guard let place = labels.firstRange(of: "le=\""), labels.hasSuffix("\"}") else {
            return complain("a bucket without a bound at its end", line)
        }
        let text = labels[place.upperBound...].dropLast(2)
        let bound = text == "+Inf" ? .infinity : Double(text) ?? .nan
        let others = labels[..<place.lowerBound]
        if let last = family.bucket, last.labels == others, last.bound != .infinity {
            if !(bound > last.bound && number >= last.count) { complain("a bucket out of order", line) }
        }
        family.bucket = (others, bound, number)
    }

    /// Where a label set ends; `nil` when it is not well formed.
    private func readLabels(_ text: Substring) -> Substring.Index? {
        var rest = text.dropFirst()
        var names: Set<Substring> = []
        while true {
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            rest = rest.dropFirst(name.count)
            guard !name.isEmpty, name.first?.isNumber == false, names.insert(name).inserted, rest.hasPrefix("=\"")
            else { return nil }
            rest = rest.dropFirst(2)
            var isEscaped = false
            while let character = rest.popFirst() {
                if isEscaped {
                    guard character == "\\" || character == "\"" || character == "n" else { return nil }
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    break
                }
            }
            switch rest.popFirst() {
            case ",": continue
            case "}": return rest.startIndex
            default: return nil
            }
        }
    }
}
