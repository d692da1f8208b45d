import IPDECTCore

/// The mean number of calls over ten seconds, of the site and of each radio, from a look each second (manual 4.23.5).
struct CallMeans {
    private var looks = 0
    private var incoming = 0
    private var outgoing = 0
    private var radios: [String: UInt64] = [:]

    /// Looks at the calls that go on.
    mutating func look(at site: SiteSnapshot) {
        looks += 1
        let incoming = site.calls.count { $0.direction == .incoming }
        self.incoming += incoming
        outgoing += site.calls.count - incoming
        for radio in site.radios where radio.callCount > 0 { radios[radio.name, default: 0] += UInt64(radio.callCount) }
    }

    /// The means since the last time, by the names that the metrics page has for them; then all begins anew.
    mutating func take(_ site: SiteSnapshot) -> [RecordedLine] {
        if looks == 0 { look(at: site) }
        let count = Double(looks)
        func line(_ family: MetricFamily, _ label: String, _ value: String, _ sum: Double) -> RecordedLine {
            let labels = String(decoding: MetricLabels.one((label, value)), as: UTF8.self)
            return RecordedLine(identity: "\(family.name)\(labels)", value: sum / count, isCounter: false)
        }
        var lines = [
            line(TrafficCollector.calls, "direction", "in", Double(incoming)),
            line(TrafficCollector.calls, "direction", "out", Double(outgoing)),
        ]
        lines += site.radios.map { line(RadioCollector.calls, "radio", $0.name, Double(radios[$0.name] ?? 0)) }
        self = CallMeans()
        return lines
    }

    /// Whether `take` gives what a line of the page shows.
    static func has(_ line: RecordedLine) -> Bool {
        let name = line.identity.prefix { $0 != "{" }
        return name == TrafficCollector.calls.name || name == RadioCollector.calls.name
    }
}
