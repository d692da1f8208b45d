import NetworkValues

/// Graphs of what is measured over time, and what was found about capacity (manual 4.23.5).
struct PerformancePage: ConsolePage {
    /// The most graphs of one page.
    private static let graphLimit = 12

    let path = "/performance"
    let template = """
        <h1>Performance</h1>
        <form class="filter" method="get" action="/performance" data-auto>
        <fieldset class="choices"><legend>Graphs</legend>
        {{#choices}}<label class="check"><input type="checkbox" name="graph" value="{{name}}"{{#isChosen}} checked{{/isChosen}}> {{title}}</label>{{/choices}}</fieldset>
        <label>Window <select name="window">{{#windows}}<option value="{{name}}"{{#isChosen}} selected{{/isChosen}}>{{title}}</option>{{/windows}}</select></label>
        {{#end}}<input type="hidden" name="end" value="{{end}}">{{/end}}
        <button class="quiet">Show</button></form>
        {{>problem}}
        <nav class="pager" aria-label="Move the window"><a href="{{earlier}}" rel="prev">← Earlier</a>
        <span>{{time(from)}} to {{time(to)}} UTC</span>
        {{#later}}<a href="{{later}}" rel="next">Later →</a> <a href="{{newest}}">Now</a>{{/later}}</nav>
        {{#graphs}}<section class="graph" aria-labelledby="g-{{name}}"><h2 id="g-{{name}}">{{title}}</h2>
        {{#hasFigures}}<div class="pictured"><img class="graph" src="{{picture}}" width="860" height="240" alt="Graph of {{title}}; its figures stand in the table beside it.">
        <div><div class="scroll" tabindex="0" role="region" aria-label="Figures of {{title}}"><table><thead><tr><th scope="col">Line</th><th scope="col">Last</th><th scope="col">Mean</th><th scope="col">Largest</th></tr></thead>
        <tbody>{{#lines}}<tr><th scope="row">{{line}}</th><td class="right nowrap">{{last}}</td><td class="right nowrap">{{mean}}</td><td class="right nowrap">{{largest}}</td></tr>{{/lines}}</tbody></table></div>
        {{#limit}}<p><small>At most {{limit}} are possible.</small></p>{{/limit}}
        <p><a href="{{file}}">All figures as CSV<span class="hidden"> of {{title}}</span></a></p></div></div>{{/hasFigures}}
        {{^hasFigures}}<p>Nothing was measured in this window.</p>{{/hasFigures}}</section>{{/graphs}}
        {{^graphs}}<p>Nothing was measured yet. The first figures come after ten seconds.</p>{{/graphs}}
        <p><small>The graph of a radio's calls is on the page of the <a href="/radios">radio</a>, and in the list of <a href="/traffic">traffic</a>.</small></p>
        <h2 id="findings">Findings about capacity</h2>
        {{#findings}}<article class="card state warning"><h3>{{#isRadio}}<a href="/radios/{{path(device)}}">{{device}}</a>{{/isRadio}}{{^isRadio}}{{device}}{{/isRadio}}</h3>
        <p>{{evidence}}</p><p><strong>What helps:</strong> {{advice}}</p><p><small>since {{time(since)}} UTC</small></p></article>{{/findings}}
        {{^findings}}<p>Nothing was found that limits the system.</p>{{/findings}}
        """

    let passages = [
        PagePassage("/performance/{graph}/picture.svg") { visit in
            let query = visit.apiQuery(["from", "to"], adding: ["format": "svg", "theme": "auto"])
            return try await visit.api.passed("perf/\(visit.component("graph"))" + query)
        },
        PagePassage("/performance/{graph}/figures.csv") { visit in
            let query = visit.apiQuery(["from", "to"], adding: ["format": "csv"])
            let name = visit["graph"].filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            return try await visit.api.passed("perf/\(visit.component("graph"))" + query, as: "\(name).csv")
        },
    ]

    func content(_ visit: PageVisit) async throws -> PageContent {
        let window = PerformanceWindow(visit)
        let known = try await visit.api.get("perf" + window.query).elements
        let names = known.compactMap(\.["name"].text)
        let asked = visit.query.filter { $0.name == "graph" && !$0.value.isEmpty }.map(\.value)
        var wanted: [String] = []
        for name in asked where !wanted.contains(name) && wanted.count < Self.graphLimit { wanted.append(name) }
        if wanted.isEmpty { wanted = ["calls", "cpu", "mem", "ping1"].filter(names.contains) }
        var graphs: [PageValue] = []
        for name in wanted { graphs.append(try await graph(name, window, visit)) }
        let choices = known + wanted.filter { !names.contains($0) }.map { ["name": .text($0), "title": .text($0)] }
        return PageContent(
            "Performance", isLive: window.isNewest,
            [
                "choices": .list(
                    choices.map { $0.adding(["isChosen": .flag(wanted.contains($0["name"].text ?? ""))]) }),
                "windows": .list(
                    PerformanceWindow.lengths.map {
                        ["name": .text($0.name), "title": .text($0.title), "isChosen": .flag($0.name == window.name)]
                    }),
                "end": window.isNewest ? .none : .text("\(window.to)"), "from": .text("\(window.from)"),
                "to": .text("\(window.to)"), "earlier": .text(visit.link(["end": "\(window.from)"])),
                "later": PageValue(window.later.map { visit.link(["end": $0]) }),
                "newest": .text(visit.link(["end": ""])), "graphs": .list(graphs),
                "findings": .list(
                    try await visit.api.get("findings").elements.map {
                        DeviceLink.marked($0.adding(["device": $0["subject"]]))
                    }),
            ])
    }

    /// A graph with its figures as numbers, for those who do not see the picture.
    private func graph(_ name: String, _ window: PerformanceWindow, _ visit: PageVisit) async throws -> PageValue {
        let part = PageFormat.pathComponent(name)
        let graph = try await visit.api.find("perf/\(part)" + window.query)
        let unit = graph["unit"].text ?? ""
        let lines = graph["lines"].elements.compactMap { line -> PageValue? in
            let points = line["points"].elements
            let means = points.compactMap(\.["mean"].number)
            guard let last = means.last, let largest = points.compactMap(\.["maximum"].number).max() else { return nil }
            let unit = line["name"] == "loss" ? "ratio" : unit
            let mean = means.reduce(0, +) / Double(means.count)
            return [
                "line": line["name"], "last": .text(Self.figure(last, unit)), "mean": .text(Self.figure(mean, unit)),
                "largest": .text(Self.figure(largest, unit)),
            ]
        }
        return [
            "name": .text(name), "title": graph["title"].text.map(PageValue.text) ?? .text(name),
            "hasFigures": .flag(!lines.isEmpty), "lines": .list(lines),
            "limit": PageValue(graph["limit"].number.map { Self.figure($0, unit) }),
            "picture": .text("/performance/\(part)/picture.svg" + window.query),
            "file": .text("/performance/\(part)/figures.csv" + window.query),
        ]
    }

    /// Octets with a prefix of 1,024, as the picture has them.
    private static func binary(_ octets: Double) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var (value, place) = (octets, 0)
        while abs(value) >= 1024, place < units.count - 1 {
            value /= 1024
            place += 1
        }
        return PageFormat.fixed(value) + " " + units[place]
    }

    /// A value in its unit, by the words of the API.
    static func figure(_ value: Double, _ unit: String) -> String {
        switch unit {
        case "ratio": PageFormat.fixed(value * 100) + " %"
        case "bytes": binary(value)
        case "bytes/s": PageFormat.octets(value) + "/s"
        case "seconds": value < 1 ? PageFormat.fixed(value * 1000) + " ms" : PageFormat.fixed(value) + " s"
        default: PageFormat.fixed(value)
        }
    }
}

/// The span of time that graphs show. Its end moves in steps, so that a picture stays the same for a while.
struct PerformanceWindow {
    /// A length to choose.
    struct Length: Sendable {
        let name: String
        let title: String
        let seconds: Int64
    }

    static let lengths = [
        Length(name: "1h", title: "1 hour", seconds: 3600), Length(name: "6h", title: "6 hours", seconds: 21_600),
        Length(name: "24h", title: "24 hours", seconds: 86_400), Length(name: "7d", title: "7 days", seconds: 604_800),
        Length(name: "31d", title: "31 days", seconds: 2_678_400),
    ]

    let name: String
    let from: Timestamp
    let to: Timestamp
    /// Whether it ends now.
    let isNewest: Bool
    /// The end of the window after this one; empty for now, `nil` when there is none.
    let later: String?

    init(_ visit: PageVisit) {
        let length = Self.lengths.first { $0.name == visit.query("window") } ?? Self.lengths[2]
        name = length.name
        let step = max(30, length.seconds / 720)
        let now = Timestamp(seconds: (visit.now.seconds / step + 1) * step)
        let end = visit.query("end").flatMap(PageFormat.timestamp).flatMap { $0 < now ? $0 : nil }
        isNewest = end == nil
        to = end ?? now
        from = to.adding(seconds: -length.seconds)
        guard end != nil else {
            later = nil
            return
        }
        let next = to.adding(seconds: length.seconds)
        later = next < now ? "\(next)" : ""
    }

    /// The window as a query of the API.
    var query: String {
        "?from=\(PageFormat.pathComponent("\(from)"))&to=\(PageFormat.pathComponent("\(to)"))"
    }
}
