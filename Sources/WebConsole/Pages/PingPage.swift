import Foundation
import WebServer

/// Ping and traceroute from where the agent is, and the pings that it sends by itself (manual 4.23.7, 4.23.8).
struct PingPage: ConsolePage {
    let path = "/ping"
    let template = """
        <h1>Ping and traceroute</h1>
        {{>problem}}
        <div class="columns">
        <section class="card"><h2>Ping</h2>
        <form method="post" action="/ping/ping">{{>csrf}}
        <div class="field"><label for="ping-host">Address or name</label><div class="control"><input id="ping-host" name="host" value="{{ping.host}}" required maxlength="253"{{#ping.wrong.host}} aria-invalid="true" aria-describedby="ping-host-wrong"{{/ping.wrong.host}}>
        {{#ping.wrong.host}}<p class="wrong" id="ping-host-wrong">{{ping.wrong.host}}</p>{{/ping.wrong.host}}</div></div>
        <div class="field"><label for="ping-count">Requests</label><div class="control"><input id="ping-count" name="count" inputmode="numeric" size="4" value="{{ping.count}}"{{#ping.wrong.count}} aria-invalid="true"{{/ping.wrong.count}} aria-describedby="ping-count-help">
        {{#ping.wrong.count}}<p class="wrong">{{ping.wrong.count}}</p>{{/ping.wrong.count}}<p class="help" id="ping-count-help">1 to 20, one a second. The page waits for the answers.</p></div></div>
        <div class="field"><label for="ping-family">Addresses</label><div class="control"><select id="ping-family" name="family">{{#ping.families}}<option value="{{name}}"{{#isChosen}} selected{{/isChosen}}>{{title}}</option>{{/ping.families}}</select></div></div>
        <div class="actions"><button>Ping</button></div></form></section>
        <section class="card"><h2>Traceroute</h2>
        <form method="post" action="/ping/trace">{{>csrf}}
        <div class="field"><label for="trace-host">Address or name</label><div class="control"><input id="trace-host" name="host" value="{{trace.host}}" required maxlength="253"{{#trace.wrong.host}} aria-invalid="true" aria-describedby="trace-host-wrong"{{/trace.wrong.host}}>
        {{#trace.wrong.host}}<p class="wrong" id="trace-host-wrong">{{trace.wrong.host}}</p>{{/trace.wrong.host}}</div></div>
        <div class="field"><label for="trace-hops">Hops at most</label><div class="control"><input id="trace-hops" name="hops" inputmode="numeric" size="4" value="{{trace.hops}}"{{#trace.wrong.hops}} aria-invalid="true"{{/trace.wrong.hops}} aria-describedby="trace-hops-help">
        {{#trace.wrong.hops}}<p class="wrong">{{trace.wrong.hops}}</p>{{/trace.wrong.hops}}<p class="help" id="trace-hops-help">1 to 64. Each hop that is silent takes a second.</p></div></div>
        <div class="field"><label for="trace-method">Packets</label><div class="control"><select id="trace-method" name="method">{{#trace.methods}}<option value="{{name}}"{{#isChosen}} selected{{/isChosen}}>{{title}}</option>{{/trace.methods}}</select></div></div>
        <div class="field"><label for="trace-family">Addresses</label><div class="control"><select id="trace-family" name="family">{{#trace.families}}<option value="{{name}}"{{#isChosen}} selected{{/isChosen}}>{{title}}</option>{{/trace.families}}</select></div></div>
        <div class="actions"><button>Trace</button></div></form></section></div>
        {{#result}}<section id="result"><h2>{{title}}</h2><p class="notice" role="status">{{summary}}</p>
        {{#isPing}}<div class="scroll" tabindex="0" role="region" aria-label="Answers"><table><thead><tr><th scope="col">Request</th><th scope="col">To</th><th scope="col">Result</th><th scope="col">Round trip</th></tr></thead>
        <tbody>{{#rows}}<tr><th scope="row">{{number}}</th><td>{{address}}</td><td><span class="badge {{badge}}">{{state}}</span> {{reason}}</td><td class="right nowrap">{{time}}</td></tr>{{/rows}}</tbody></table></div>{{/isPing}}
        {{^isPing}}<div class="scroll" tabindex="0" role="region" aria-label="Hops"><table><thead><tr><th scope="col">Hop</th><th scope="col">Who answered</th><th scope="col">Round trips</th><th scope="col">What came</th></tr></thead>
        <tbody>{{#rows}}<tr><th scope="row">{{hop}}</th><td>{{addresses}}</td><td class="nowrap">{{times}}</td><td>{{reason}}</td></tr>{{/rows}}</tbody></table></div>{{/isPing}}
        </section>{{/result}}
        <h2>Automatic pings</h2>
        {{#hasProbes}}<div class="scroll" tabindex="0" role="region" aria-label="Automatic pings"><table><thead><tr><th scope="col">Destination</th><th scope="col">Every</th><th scope="col">Round trip, last</th><th scope="col">Mean of the hour</th><th scope="col">Largest</th><th scope="col">Lost in the hour</th><th scope="col">Over time</th></tr></thead>
        <tbody>{{#probes}}<tr><th scope="row">{{destination}}</th><td class="nowrap">{{interval}} s</td><td class="right nowrap">{{last}}</td><td class="right nowrap">{{mean}}</td><td class="right nowrap">{{largest}}</td>
        <td class="right nowrap">{{lost}}</td><td><a href="/performance?graph={{name}}">Graph<span class="hidden"> of {{destination}}</span></a></td></tr>{{/probes}}</tbody></table></div>{{/hasProbes}}
        {{^hasProbes}}<p>No destination is pinged by itself.</p>{{/hasProbes}}
        <p><a href="/settings/PING0">{{#viewer.may.settings}}Change the automatic pings{{/viewer.may.settings}}{{^viewer.may.settings}}Settings of the automatic pings{{/viewer.may.settings}}</a></p>
        """

    var actions: [PageAction] {
        [
            PageAction("/ping/ping", right: "read") { visit in
                let count = try Self.number("count", in: 1...20, of: visit)
                let answer = try await Self.lines(
                    "ping",
                    ["host": visit.form["host"] ?? "", "count": count, "family": visit.form["family"] ?? "any"], visit)
                return .result(Self.pinged(answer, visit.form["host"] ?? ""))
            },
            PageAction("/ping/trace", right: "read") { visit in
                let hops = try Self.number("hops", in: 1...64, of: visit)
                let answer = try await Self.lines(
                    "traceroute",
                    [
                        "host": visit.form["host"] ?? "", "hops": hops, "method": visit.form["method"] ?? "udp",
                        "family": visit.form["family"] ?? "any", "timeout": "1000",
                    ], visit)
                return .result(Self.traced(answer, visit.form["host"] ?? ""))
            },
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let settings = try await visit.api.find("config/modules/PING0")["values"]
        var probes: [PageValue] = []
        for number in 1...2 {
            guard let destination = settings["destination-\(number)"].text, !destination.isEmpty else { continue }
            let graph = try await visit.api.find("perf/ping\(number)?last=1h")
            probes.append(
                Self.probe(number, destination, settings["interval-\(number)"].integer ?? 10, graph["lines"].elements))
        }
        let isTrace = visit.path == "/ping/trace"
        return PageContent(
            "Ping and traceroute", isLive: visit.path == path,
            [
                "ping": Self.form(visit, isSent: visit.path == "/ping/ping"),
                "trace": Self.form(visit, isSent: isTrace), "hasProbes": .flag(!probes.isEmpty),
                "probes": .list(probes),
            ])
    }

    // MARK: Forms

    private static func number(_ name: String, in range: ClosedRange<Int>, of visit: PageVisit) throws -> String {
        let text = visit.form[name] ?? ""
        guard let number = Int(text), range.contains(number) else {
            throw Problem.malformed(
                "expected \(name) to be from \(range.lowerBound) to \(range.upperBound), got \(text)", field: name)
        }
        return text
    }

    /// The values of a form; what was typed, where this form was the one that was sent.
    private static func form(_ visit: PageVisit, isSent: Bool) -> PageValue {
        func value(_ name: String, _ preset: String) -> String { isSent ? visit.form[name] ?? preset : preset }
        func choices(_ name: String, _ words: KeyValuePairs<String, String>) -> PageValue {
            .list(
                words.map {
                    ["name": .text($0.key), "title": .text($0.value), "isChosen": .flag(value(name, "") == $0.key)]
                })
        }
        return [
            "host": .text(value("host", visit.query("host") ?? "")), "count": .text(value("count", "4")),
            "hops": .text(value("hops", "20")),
            "families": choices("family", ["any": "IPv4 or IPv6", "ipv4": "IPv4", "ipv6": "IPv6"]),
            "methods": choices("method", ["udp": "UDP", "icmp": "ICMP echo requests"]),
            "wrong": isSent ? visit.refusal?.value["at"] ?? .none : .none,
        ]
    }

    // MARK: Answers

    /// The lines that the API answers.
    private static func lines(
        _ path: String, _ query: KeyValuePairs<String, String>, _ visit: PageVisit
    ) async throws -> [PageValue] {
        let text = query.map { "\($0.key)=\(PageFormat.pathComponent($0.value))" }.joined(separator: "&")
        do {
            return try PageValue.lines(try await visit.api.text("\(path)?\(text)"))
        } catch let problem as Problem {
            throw problem.placed(at: "host", "count", "hops", "family", "method")
        }
    }

    private static func pinged(_ answers: [PageValue], _ host: String) -> PageValue {
        let sent = answers.count { $0["wasSent"].isTrue }
        let times = answers.compactMap(\.["seconds"].number)
        var summary = "\(sent) sent, \(times.count) answered, \(sent - times.count) lost"
        if let least = times.min(), let most = times.max() {
            let mean = times.reduce(0, +) / Double(times.count)
            summary += "; round trip \(figure(least)) at least, \(figure(mean)) in the mean, \(figure(most)) at most"
        }
        if sent == 0, let reason = answers.first?["reason"].text { summary = reason }
        let rows = answers.map { answer in
            answer.having("address", "reason").adding([
                "badge": .text(answer["state"] == "replied" ? "ok" : "error"),
                "time": PageValue(answer["seconds"].number.map(figure)),
            ])
        }
        return [
            "isPing": true, "title": .text("Ping of \(host)"), "summary": .text(summary), "rows": .list(rows),
        ]
    }

    private static func traced(_ events: [PageValue], _ host: String) -> PageValue {
        let hops = events.filter { $0["hop"] != .none }
        let hindrance = events.first { $0["hop"] == .none && $0["state"] != "began" }
        let hasArrived = hops.contains { $0["answers"].elements.contains { $0["state"] == "arrived" } }
        let hopText = hops.count == 1 ? "1 hop" : "\(hops.count) hops"
        let summary =
            hindrance.map { $0["reason"].words }
            ?? (hasArrived
                ? "The destination answered after \(hopText)." : "The destination did not answer in \(hopText).")
        let rows = hops.map { hop -> PageValue in
            let answers = hop["answers"].elements
            var addresses: [String] = []
            var reasons: [String] = []
            for answer in answers {
                if let address = answer["address"].text, !addresses.contains(address) { addresses.append(address) }
                if let reason = answer["reason"].text, !reasons.contains(reason) { reasons.append(reason) }
            }
            let times = answers.map { $0["seconds"].number.map(figure) ?? "lost" }
            return [
                "hop": hop["hop"], "addresses": .text(addresses.isEmpty ? "nobody" : addresses.joined(separator: ", ")),
                "times": .text(times.joined(separator: ", ")), "reason": .text(reasons.joined(separator: "; ")),
            ]
        }
        return [
            "isPing": false, "title": .text("Way to \(host)"), "summary": .text(summary), "rows": .list(rows),
        ]
    }

    private static func figure(_ seconds: Double) -> String { PerformancePage.figure(seconds, "seconds") }

    private static func probe(
        _ number: Int, _ destination: String, _ interval: Int64, _ lines: [PageValue]
    ) -> PageValue {
        func points(_ name: String) -> [PageValue] {
            lines.first { $0["name"].text == name }?["points"].elements ?? []
        }
        func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
        let trips = points("round trip").compactMap(\.["mean"].number)
        let lost = mean(points("loss").compactMap(\.["mean"].number))
        return [
            "name": .text("ping\(number)"), "destination": .text(destination), "interval": .integer(interval),
            "last": .text(trips.last.map(figure) ?? "–"), "mean": .text(mean(trips).map(figure) ?? "–"),
            "largest": .text(points("round trip").compactMap(\.["maximum"].number).max().map(figure) ?? "–"),
            "lost": .text(lost.map { PageFormat.fixed($0 * 100) + " %" } ?? "–"),
        ]
    }
}

extension PageValue {
    /// The values of lines of JSON.
    static func lines(_ text: String) throws -> [PageValue] {
        try text.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }.map {
            try PageValue(json: Data($0.utf8))
        }
    }
}
