import History
import IPDECTCore

/// The mean number of calls over ten seconds, of the site and of each radio, from a look each second (manual 4.23.5).
struct CallMeans {
    /// A mean of one series.
    struct Mean {
        var series: SeriesDescription
        var value: Double
    }

    private var looks = 0
    private var incoming = 0
    private var outgoing = 0
    private var radios: [String: UInt64] = [:]
    /// The series of each radio, in the order of the radios: their names change seldom.
    private var series: [(radio: String, description: SeriesDescription)] = []

    /// Looks at the calls that go on.
    mutating func look(at site: SiteSnapshot) {
        looks += 1
        let incoming = site.calls.count { $0.direction == .incoming }
        self.incoming += incoming
        outgoing += site.calls.count - incoming
        // By their places: a radio is large, and thousands would be copied.
        for place in site.radios.indices where site.radios[place].callCount > 0 {
            radios[site.radios[place].name, default: 0] += UInt64(site.radios[place].callCount)
        }
    }

    /// The means since the last time, by the names that the metrics page has for them; then all begins anew.
    mutating func take(_ site: SiteSnapshot) -> [Mean] {
        if looks == 0 { look(at: site) }
        let count = Double(looks)
        var means: [Mean] = []
        means.reserveCapacity(site.radios.count + 2)
        for (direction, sum) in [("in", incoming), ("out", outgoing)] {
            let description = Self.series(TrafficCollector.calls, "direction", direction)
            means.append(Mean(series: description, value: Double(sum) / count))
        }
        nameSeries(of: site.radios)
        for (radio, description) in series {
            means.append(Mean(series: description, value: Double(radios[radio] ?? 0) / count))
        }
        (looks, incoming, outgoing, radios) = (0, 0, 0, [:])
        return means
    }

    /// Brings the names of the radios' series up to date.
    private mutating func nameSeries(of radios: [Radio]) {
        series.removeLast(max(0, series.count - radios.count))
        for place in radios.indices where place >= series.count || series[place].radio != radios[place].name {
            let name = radios[place].name
            let named = (radio: name, description: Self.series(RadioCollector.calls, "radio", name))
            if place < series.count { series[place] = named } else { series.append(named) }
        }
    }

    private static func series(_ family: MetricFamily, _ label: String, _ value: String) -> SeriesDescription {
        let labels = String(decoding: MetricLabels.one((label, value)), as: UTF8.self)
        return RecordedLine(identity: "\(family.name)\(labels)", value: 0, isCounter: false).description
    }

    /// Whether `take` gives what a line of the page shows.
    static func has(_ line: RecordedLine) -> Bool {
        let name = line.identity.utf8.prefix { $0 != UInt8(ascii: "{") }
        return [TrafficCollector.calls.name, RadioCollector.calls.name].contains { name.elementsEqual($0.utf8) }
    }
}
