import WebServer

/// Captures of packets: what runs, captures into files and into the browser, and those for a WebDAV server (manual 4.23.12).
struct CapturePage: ConsolePage {
    let path = "/captures"
    let template = """
        <h1>Captures</h1>
        {{>problem}}
        {{#viewer.may.capture}}{{#isOff}}<p class="warning-box">Nothing may be captured: the settings <a href="/settings/PCAP0">PCAP0</a> have neither <code>/traffic</code> nor <code>/trace</code>.</p>{{/isOff}}{{^isOff}}
        <div class="columns"><section class="card"><h2>Capture into a file on the agent's host</h2>
        <form method="post" action="/captures/start">{{>csrf}}
        <div class="field"><label for="interface">Interface</label><div class="control"><select id="interface" name="interface"{{#refusal.at.interface}} aria-invalid="true" aria-describedby="interface-wrong"{{/refusal.at.interface}}>
        {{#interfaces}}<option value="{{name}}"{{#isChosen}} selected{{/isChosen}}>{{name}}{{#first}}, {{first}}{{/first}}</option>{{/interfaces}}</select>
        {{#refusal.at.interface}}<p class="wrong" id="interface-wrong">{{refusal.at.interface}}</p>{{/refusal.at.interface}}</div></div>
        <div class="field"><label for="filter">Filter</label><div class="control"><input id="filter" name="filter" value="{{form.filter}}" size="28" placeholder="udp port 5060"{{#refusal.at.filter}} aria-invalid="true"{{/refusal.at.filter}} aria-describedby="filter-help">
        {{#refusal.at.filter}}<p class="wrong">{{refusal.at.filter}}</p>{{/refusal.at.filter}}<p class="help" id="filter-help">In the language of pcap-filter; empty for all packets.</p></div></div>
        <div class="field"><label for="megabytes">Megabytes at most</label><div class="control"><input id="megabytes" name="megabytes" inputmode="numeric" size="6" value="{{form.megabytes}}"{{#refusal.at.megabytes}} aria-invalid="true" aria-describedby="megabytes-wrong"{{/refusal.at.megabytes}}>
        {{#refusal.at.megabytes}}<p class="wrong" id="megabytes-wrong">{{refusal.at.megabytes}}</p>{{/refusal.at.megabytes}}</div></div>
        <div class="field"><label for="snap">Octets of each packet</label><div class="control"><input id="snap" name="snap" inputmode="numeric" size="7" value="{{form.snap}}"{{#refusal.at.snap}} aria-invalid="true" aria-describedby="snap-wrong"{{/refusal.at.snap}}>
        {{#refusal.at.snap}}<p class="wrong" id="snap-wrong">{{refusal.at.snap}}</p>{{/refusal.at.snap}}</div></div>
        <div class="field"><label for="format">Format</label><div class="control"><select id="format" name="format">{{#formats}}<option{{#isChosen}} selected{{/isChosen}}>{{name}}</option>{{/formats}}</select></div></div>
        <div class="field"><span class="label">Packets for others</span><div class="control"><label class="check"><input type="checkbox" name="promiscuous" value="1"{{#form.promiscuous}} checked{{/form.promiscuous}}> Take them, too</label></div></div>
        <div class="actions"><button>Start</button></div></form></section>
        <section class="card"><h2>Capture into this browser</h2>
        <form method="get" action="/captures/download">
        <p>A download that grows until it has the packets, or is broken off.</p>
        <div class="field"><label for="now-interface">Interface</label><div class="control"><select id="now-interface" name="interface">{{#interfaces}}<option value="{{name}}">{{name}}</option>{{/interfaces}}</select></div></div>
        <div class="field"><label for="now-filter">Filter</label><div class="control"><input id="now-filter" name="filter" size="28"></div></div>
        <div class="field"><label for="now-count">Packets</label><div class="control"><input id="now-count" name="count" inputmode="numeric" size="7" value="1000"></div></div>
        <div class="actions"><button class="quiet">Capture and download</button></div></form></section></div>
        {{/isOff}}{{/viewer.may.capture}}
        <h2>What is captured</h2>
        {{#hasReaders}}<div class="scroll" tabindex="0" role="region" aria-label="Captures"><table><thead><tr><th scope="col">No.</th><th scope="col">Who</th><th scope="col">Interface</th><th scope="col">Filter</th><th scope="col">Since</th>
        <th scope="col">Packets</th><th scope="col">Octets</th><th scope="col">Waiting</th><th scope="col">Lost</th><th scope="col">State</th></tr></thead>
        <tbody>{{#readers}}<tr><th scope="row">{{id}}</th><td>{{viewer}}</td><td>{{interface}}</td><td>{{filter}}</td><td class="nowrap">{{time(since)}}</td><td class="right">{{grouped(delivered)}}</td><td class="right nowrap">{{octets(octets)}}</td>
        <td class="right">{{grouped(waiting)}}</td><td class="right">{{grouped(lost)}}</td><td>{{#end}}{{end}}{{/end}}{{^end}}runs {{#mayStop}}<form class="inline" method="post" action="/captures/{{id}}/stop" data-ask="Stop capture {{id}}?"><input type="hidden" name="csrf" value="{{token}}"><button class="quiet small">Stop<span class="hidden"> capture {{id}}</span></button></form>{{/mayStop}}{{/end}}</td></tr>{{/readers}}</tbody></table></div>{{/hasReaders}}
        {{^hasReaders}}<p>Nothing is captured now.</p>{{/hasReaders}}
        <h2>Files on the agent's host</h2>
        {{#hasFiles}}<div class="scroll" tabindex="0" role="region" aria-label="Captures into files"><table><thead><tr><th scope="col">No.</th><th scope="col">File</th><th scope="col">Size</th><th scope="col">At most</th><th scope="col">State</th></tr></thead>
        <tbody>{{#files}}<tr><th scope="row">{{id}}</th><td class="mono">{{path}}</td><td class="right nowrap">{{octets(octets)}}</td><td class="right nowrap">{{octets(limit)}}</td>
        <td>{{#error}}<span class="badge error">failed</span> {{error}}{{/error}}{{^error}}{{#isRunning}}runs{{/isRunning}}{{^isRunning}}ended{{/isRunning}}{{/error}}</td></tr>{{/files}}</tbody></table></div>{{/hasFiles}}
        {{^hasFiles}}<p>No capture went into a file since the agent started.</p>{{/hasFiles}}
        <div class="columns"><section class="card"><h2>For a WebDAV server</h2>
        <p><span class="badge {{webdav.badge}}">{{webdav.state}}</span> {{webdav.reason}}</p>
        {{#webdav.captureError}}<p class="problem">{{webdav.captureError}}</p>{{/webdav.captureError}}{{#webdav.spoolError}}<p class="problem">{{webdav.spoolError}}</p>{{/webdav.spoolError}}
        <dl class="facts">{{#webdav}}{{>facts}}{{/webdav}}</dl>
        <p><a href="/settings/PCAP0-WEBDAV">Settings of WebDAV captures</a></p></section>
        <section class="card"><h2>Remote PCAP, for Wireshark</h2>
        {{#capture.isRemoteEnabled}}<ul>{{#listeners}}<li>{{address}}{{#usesTLS}}, under TLS{{/usesTLS}}: {{#error}}<span class="badge error">not open</span> {{error}}{{/error}}{{^error}}open{{/error}}</li>{{/listeners}}</ul>
        <h3>Clients</h3><ul>{{#sessions}}<li>{{peer}}{{#user}}, {{user}}{{/user}} <small>since {{time(since)}} UTC</small></li>{{/sessions}}</ul>{{^sessions}}<p>None.</p>{{/sessions}}{{/capture.isRemoteEnabled}}
        {{^capture.isRemoteEnabled}}<p>It is off.</p>{{/capture.isRemoteEnabled}}
        <dl class="facts"><dt>Connections</dt><dd>{{grouped(capture.connections)}}</dd><dt>Turned away</dt><dd>{{grouped(capture.forbidden)}} by network, {{grouped(capture.overLimit)}} for want of room, {{grouped(capture.refusedLogins)}} by log-in, {{grouped(capture.malformed)}} unreadable</dd></dl>
        <p><a href="/settings/PCAP0">Settings of captures</a></p></section></div>
        """

    var actions: [PageAction] {
        [
            PageAction("/captures/start", right: "capture") { visit in
                func number(_ name: String) throws -> PageValue {
                    guard let number = Int64(visit.form[name] ?? "") else {
                        throw Problem.malformed("expected a number, got \(visit.form[name] ?? "")", field: name)
                    }
                    return .integer(number)
                }
                let content: PageValue = [
                    "interface": .text(visit.form["interface"] ?? ""), "filter": .text(visit.form["filter"] ?? ""),
                    "snapLength": try number("snap"), "isPromiscuous": .flag(visit.form.isSet("promiscuous")),
                    "format": .text(visit.form["format"] ?? "pcap"), "megabytes": try number("megabytes"),
                ]
                do {
                    let file = try await visit.api.send(.post, "capture", content)
                    return .done("/captures", notice: "Capture \(file["id"].words) goes into \(file["path"].words).")
                } catch var problem as Problem {
                    problem = problem.placed(at: "megabytes", "format")
                    if problem.field == nil, problem.title == "No capture" {
                        problem.field = problem.status == 400 ? "filter" : "interface"
                    }
                    throw problem
                }
            },
            PageAction("/captures/{id}/stop", right: "capture") { visit in
                try await visit.api.send(.delete, "capture/\(visit.component("id"))")
                return .done("/captures", notice: "Capture \(visit["id"]) is stopped.")
            },
        ]
    }

    let passages = [
        PagePassage("/captures/download", right: "capture") { visit in
            let count = Int(visit.query("count") ?? "") ?? 0
            guard (1...1_000_000).contains(count) else {
                throw Problem.malformed("expected packets from 1 to 1000000, got \(visit.query("count") ?? "none")")
            }
            return try await visit.api.passed(
                "capture/stream" + visit.apiQuery(["interface", "filter", "count"], adding: ["format": "pcapng"]),
                as: "capture.pcapng")
        }
    ]

    func content(_ visit: PageVisit) async throws -> PageContent {
        let capture = try await visit.api.get("capture")
        let interfaces = visit.viewer.may("capture") ? try await visit.api.find("capture/interfaces") : .none
        let settings = try await visit.api.find("config/modules/PCAP0")["values"]
        let (hasTraffic, hasTrace) = (settings["traffic"].isTrue, settings["trace"].isTrue)
        let sources =
            (hasTraffic ? interfaces.elements : [])
            + (hasTrace ? [["name": "trace", "addresses": ["the lines of the log"]]] : [])
        let isRefused = visit.refusal != nil
        func typed(_ name: String, _ preset: String) -> PageValue {
            .text(isRefused ? visit.form[name] ?? preset : preset)
        }
        let readers = capture["readers"].elements.map { reader in
            let lost = ["dropped", "droppedByKernel", "droppedByInterface"].reduce(0) { $0 + (reader[$1].integer ?? 0) }
            // The reader's own `viewer` hides that of the page in its row.
            return reader.adding([
                "lost": .integer(lost), "mayStop": .flag(visit.viewer.may("capture")),
                "token": .text(visit.viewer.csrf),
            ])
        }
        return PageContent(
            "Captures", isLive: true,
            [
                "capture": capture, "listeners": capture["listeners"], "sessions": capture["sessions"],
                "readers": .list(readers), "hasReaders": .flag(!readers.isEmpty), "files": capture["files"],
                "hasFiles": .flag(!capture["files"].elements.isEmpty), "webdav": Self.webdav(capture["webdav"]),
                "isOff": .flag(!hasTraffic && !hasTrace),
                "interfaces": .list(
                    sources.map {
                        $0.adding([
                            "first": $0["addresses"].elements.first ?? .none,
                            "isChosen": .flag($0["name"].text == visit.form["interface"]),
                        ])
                    }),
                "formats": .list(
                    ["pcapng", "pcap"].map { ["name": .text($0), "isChosen": .flag(visit.form["format"] == $0)] }),
                "form": [
                    "filter": typed("filter", ""), "megabytes": typed("megabytes", "100"),
                    "snap": typed("snap", "262144"), "promiscuous": .flag(visit.form.isSet("promiscuous")),
                ],
            ])
    }

    private static func webdav(_ status: PageValue) -> PageValue {
        var facts = PageFacts()
        let size = { (name: String) in PageFormat.octets(status[name].number ?? 0) }
        facts.add("Directory", status["url"])
        guard status["url"].text.map({ !$0.isEmpty }) ?? false else {
            return status.adding(["facts": facts.value, "badge": "disabled"])
        }
        facts.add("Interface", status["interface"])
        facts.add("Last file taken", time: status["lastSuccess"])
        facts.add("Taken", "\(status["uploadedFiles"].words) files, \(size("uploadedOctets"))")
        facts.add("Waiting", "\(status["waitingFiles"].words) files, \(size("waitingOctets"))")
        facts.add("File now", status["currentFile"])
        facts.add("On the disk", "\(size("usedOctets")) of at most \(size("limitOctets"))")
        facts.add("Packets lost", status["droppedPackets"])
        facts.add("Traces of crashes", status["crashFiles"].joined)
        let isWell = ["reason", "captureError", "spoolError"].allSatisfy { status[$0].words.isEmpty }
        return status.adding(["facts": facts.value, "badge": .text(isWell ? "ok" : "error")])
    }
}
