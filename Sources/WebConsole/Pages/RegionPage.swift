import WebServer

/// One sync region (manual 4.12.1): its tree, its statistics, its name, and the resynchronization to its reference.
struct RegionPage: ConsolePage {
    /// The most radios whose candidates are asked for: each hears a dozen others.
    private static let candidateLimit = 500

    let path = "/sync/{region}"
    let template = """
        <p><a href="/sync">Air synchronization</a></p>
        <h1>Region {{region.region}}{{#region.name}}: {{region.name}}{{/region.name}}</h1>
        {{>problem}}
        <p class="row">{{#region.hasGreen}}<span class="badge green"><span class="dot green"></span>{{grouped(region.green)}} good</span>{{/region.hasGreen}}
        {{#region.hasYellow}}<span class="badge yellow"><span class="dot yellow"></span>{{grouped(region.yellow)}} poor signal</span>{{/region.hasYellow}}
        {{#region.hasRed}}<span class="badge red"><span class="dot red"></span>{{grouped(region.red)}} not synchronized</span>{{/region.hasRed}}</p>
        <div class="columns">
        <section class="card"><h2>Region</h2><dl class="facts">
        <dt>Active master</dt><dd>{{#region.activeMaster}}<a href="/radios/{{path(region.activeMaster)}}">{{region.activeMaster}}</a>{{/region.activeMaster}}{{^region.activeMaster}}none{{/region.activeMaster}}</dd>
        <dt>Reference</dt><dd>{{region.reference}}</dd><dt>Radios</dt><dd>{{grouped(region.radios)}}</dd></dl>
        {{#viewer.may.radios}}
        <details class="do" id="name"{{#isNaming}} open{{/isNaming}}><summary>Name it, or give it a reference</summary>
        <form method="post" action="/sync/{{region.region}}/name">{{>csrf}}
        <div class="field"><label for="region-name">Name</label><div class="control"><input id="region-name" name="name" value="{{form.name}}" maxlength="64"{{#refusal.at.name}} aria-invalid="true" aria-describedby="name-wrong"{{/refusal.at.name}}>
        {{#refusal.at.name}}<p class="wrong" id="name-wrong">{{refusal.at.name}}</p>{{/refusal.at.name}}</div></div>
        <div class="field"><label for="reference">Reference region</label><div class="control"><input id="reference" name="reference" inputmode="numeric" size="4" value="{{form.reference}}"{{#refusal.at.region}} aria-invalid="true"{{/refusal.at.region}} aria-describedby="reference-help">
        {{#refusal.at.region}}<p class="wrong">{{refusal.at.region}}</p>{{/refusal.at.region}}<p class="help" id="reference-help">0 to 249; empty for none.</p></div></div>
        <div class="actions"><button>Apply</button></div></form></details>
        {{#hasReference}}<form method="post" action="/sync/{{region.region}}/resynchronize" data-ask="Resynchronize region {{region.region}}? All calls in it end.">{{>csrf}}
        <p>Takes the pace of the reference anew. All calls in the region end.</p>
        <button class="danger">Resynchronize to the reference</button></form>{{/hasReference}}
        {{/viewer.may.radios}}</section>
        <section class="card"><h2>Statistics</h2><dl class="facts">
        <dt>Calculations of the tree</dt><dd>{{grouped(region.calculations)}}</dd>
        <dt>New instructions to radios</dt><dd>{{grouped(region.configurations)}}</dd>
        <dt>Sync lost</dt><dd>{{grouped(region.syncLost)}}</dd>
        <dt>Counted since</dt><dd>{{#region.clearedAt}}{{time(region.clearedAt)}} UTC{{/region.clearedAt}}{{^region.clearedAt}}the start{{/region.clearedAt}}</dd></dl>
        {{#viewer.may.radios}}<form method="post" action="/sync/{{region.region}}/clear" data-ask="Set the statistics of region {{region.region}} to zero?">{{>csrf}}<button class="quiet">Clear</button></form>{{/viewer.may.radios}}
        </section></div>
        <h2 id="tree">Who follows whom</h2>
        <p class="row">{{#root}}<span>Below <strong>{{root}}</strong></span> <a href="{{wholeLink}}">Whole region</a>{{/root}}
        <a href="{{detailsLink}}">{{#isDetailed}}Without device names and losses{{/isDetailed}}{{^isDetailed}}Details: device names and losses{{/isDetailed}}</a>
        <a href="/radios?region={{region.region}}&amp;sort=rssi">As a table, the weakest first</a></p>
        <p><small>{{#region.referenceRegion}}<span class="dot grey"></span>reference {{/region.referenceRegion}}<span class="dot green"></span>good
        <span class="dot yellow"></span>poor: RSSI below −83 dBm or FER above 15 % <span class="dot red"></span>not synchronized.
        {{^hasCandidates}}Whom a radio hears stands on its own page: the region is too large to show it here.{{/hasCandidates}}</small></p>
        {{#referenceLine}}<p><span class="dot grey"></span>{{referenceLine}}</p>{{/referenceLine}}
        <ul class="tree">{{#nodes}}{{>sync-node}}{{/nodes}}</ul>
        {{^nodes}}<p>No radio is in this region.</p>{{/nodes}}
        {{#left}}<p>{{grouped(left)}} more radios at the top of the tree are not shown: see <a href="/radios?region={{region.region}}">the table</a>.</p>{{/left}}
        """

    let parts = [
        "sync-node": """
        <li><span class="dot {{color}}"></span><span class="word">{{word}}</span> <a href="/radios/{{path(name)}}">{{name}}</a>\
        {{#signal}} <span class="nowrap">{{signal}}</span>{{/signal}}{{#note}} <small>{{note}}</small>{{/note}}\
        {{#hears}} <details class="hears" id="h-{{name}}"><summary title="{{strongest}}">hears {{count}}</summary>{{text}}</details>{{/hears}}\
        {{#hasShown}}<details class="below" id="b-{{name}}" open><summary>{{below}}</summary><ul>{{#children}}{{>sync-node}}{{/children}}</ul></details>{{/hasShown}}\
        {{#moreLink}}<br><a href="{{moreLink}}">{{more}}<span class="hidden"> below {{name}}</span> ›</a>{{/moreLink}}</li>
        """
    ]

    var actions: [PageAction] {
        [
            PageAction("/sync/{region}/name", right: "radios") { visit in
                var content: PageValue = ["name": .text(visit.form["name"] ?? "")]
                if let text = visit.form["reference"], !text.isEmpty {
                    guard let number = Int64(text), (0...249).contains(number) else {
                        throw Problem(
                            status: 422, title: "Not a region",
                            detail: "expected a sync region from 0 to 249, got \(text)", field: "region")
                    }
                    content["referenceRegion"] = .integer(number)
                }
                try await visit.api.send(.put, "sync/\(visit.component("region"))", content)
                return .done("/sync/\(visit.component("region"))", notice: "The region is changed.")
            },
            PageAction("/sync/{region}/resynchronize", right: "radios") { visit in
                try await visit.api.send(.post, "sync/\(visit.component("region"))/resynchronize")
                return .done(
                    "/sync/\(visit.component("region"))",
                    notice: "Region \(visit["region"]) takes the pace of its reference anew.")
            },
            PageAction("/sync/{region}/clear", right: "radios") { visit in
                try await visit.api.send(.post, "sync/\(visit.component("region"))/clear")
                return .done("/sync/\(visit.component("region"))", notice: "The statistics are zero.")
            },
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let number = visit.component("region")
        let region = try await visit.api.get("sync/\(number)")
        let hasCandidates = region["radios"].integer ?? 0 <= Self.candidateLimit
        let query = visit.apiQuery(
            ["root"],
            adding: [
                "depth": "\(SyncTreeShape.depthLimit)", "limit": "\(SyncTreeShape.nodeLimit)",
                "candidates": hasCandidates ? "1" : "0",
            ])
        let tree = try await visit.api.get("sync/\(number)/tree" + query)
        let isDetailed = visit.query("details") != nil
        let shape = SyncTreeShape(
            tree, visit, activeMaster: region["activeMaster"].text, isDetailed: isDetailed)
        let reference = region["referenceRegion"].integer
        let isRefused = visit.refusal != nil && visit.form["name"] != nil
        return PageContent(
            "Region \(region["region"].words)", isLive: true,
            [
                "region": SyncPage.shown(region).having("referenceRegion"), "hasReference": .flag(reference != nil),
                "referenceLine": reference.map {
                    .text("Reference: region \($0)" + (region["hasReferenceSync"].isTrue ? "" : ", not heard"))
                } ?? .none,
                "nodes": .list(shape.nodes), "left": shape.left > 0 ? .integer(Int64(shape.left)) : .none,
                "root": PageValue(visit.query("root")),
                "wholeLink": .text(visit.link(["root": ""], path: "/sync/\(number)")),
                "detailsLink": .text(visit.link(["details": isDetailed ? "" : "1"], path: "/sync/\(number)")),
                "isDetailed": .flag(isDetailed), "hasCandidates": .flag(hasCandidates),
                "isNaming": .flag(isRefused),
                "form": [
                    "name": isRefused ? PageValue(visit.form["name"]) : region["name"],
                    "reference": isRefused
                        ? PageValue(visit.form["reference"]) : .text(region["referenceRegion"].words),
                ],
            ])
    }
}

/// A tree for a page: the upper levels first, as much as fits; links lead to the rest.
struct SyncTreeShape {
    /// The most radios of one page.
    static let nodeLimit = 110
    /// The most levels of one page.
    static let depthLimit = 6
    /// The most candidates of a radio.
    private static let candidateLimit = 6

    /// The roots, ready for the template.
    private(set) var nodes: [PageValue] = []
    /// Roots that found no room.
    private(set) var left = 0

    private let visit: PageVisit
    private let activeMaster: String?
    private let isDetailed: Bool

    init(_ tree: PageValue, _ visit: PageVisit, activeMaster: String?, isDetailed: Bool) {
        self.visit = visit
        self.activeMaster = activeMaster
        self.isDetailed = isDetailed
        left = Int(tree["moreRoots"].integer ?? 0)
        nodes = tree["roots"].elements.map(node)
    }

    private func node(_ value: PageValue) -> PageValue {
        let name = value["name"].text ?? ""
        let children = value["children"].elements.map(node)
        let descendants = value["descendants"].integer ?? 0
        let isComplete = !children.isEmpty || descendants == 0
        let region = visit.component("region")
        let radios = descendants == 1 ? "1 radio" : "\(descendants) radios"
        return [
            "name": .text(name), "color": value["color"], "word": .text(Self.word(value)),
            "signal": PageValue(Self.signal(value)), "note": PageValue(note(value)), "hears": Self.hears(value),
            "hasShown": .flag(!children.isEmpty), "children": .list(children), "below": .text(radios + " below"),
            "moreLink": isComplete ? .none : .text(visit.link(["root": name], path: "/sync/\(region)") + "#tree"),
            "more": .text(radios),
        ]
    }

    /// The state as a word beside the dot.
    private static func word(_ node: PageValue) -> String {
        if node["registration"] != "registered" { return node["registration"].words }
        switch node["color"].text {
        case "green": return "good"
        case "yellow": return "poor"
        default: return PageFormat.words(node["state"].words)
        }
    }

    private static func signal(_ node: PageValue) -> String? {
        node["rssi"].integer.map { "\($0) dBm" + (node["fer"].integer.map { ", FER \($0) %" } ?? "") }
    }

    private func note(_ node: PageValue) -> String? {
        let isActive = activeMaster != nil && node["name"].text == activeMaster
        let role = isActive ? "active master" : node["mode"] == "master" ? "standby master" : nil
        guard isDetailed else { return role }
        let lost = node["syncLost"].integer ?? 0
        let parts = [role, node["deviceName"].text.flatMap { $0.isEmpty ? nil : $0 }, "lost \(lost)×"]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    private static func hears(_ node: PageValue) -> PageValue {
        let candidates = node["candidates"].elements
        guard !candidates.isEmpty else { return .none }
        let texts = candidates.prefix(candidateLimit).map { candidate in
            "\((candidate["radio"].text ?? candidate["rfpi"].words)) \(candidate["rssi"].words) dBm \(candidate["fer"].words) %"
        }
        let more = candidates.count > candidateLimit ? "; \(candidates.count - candidateLimit) more" : ""
        return [
            "count": .integer(Int64(candidates.count)),
            "strongest": .text("strongest: " + texts.prefix(3).joined(separator: "; ")),
            "text": .text(texts.joined(separator: "; ") + more),
        ]
    }
}
