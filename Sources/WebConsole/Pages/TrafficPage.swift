/// Calls and handovers: the counters of the master, the calls going on, and the radios by use (manual 4.13).
struct TrafficPage: ConsolePage {
    private static let limit = 50
    private static let radioLimit = 15
    /// What radios can be put in order by.
    private static let uses = [
        ("calls", "calls now"), ("callsIn", "calls in"), ("callsOut", "calls out"), ("handovers", "handovers"),
        ("handoversCancelled", "handovers given up"), ("busy", "calls that found it busy"),
    ]

    let path = "/traffic"
    let template = """
        <h1>Traffic and calls</h1>
        {{>problem}}
        <div class="cards">
        <div class="card"><p class="name">Calls now</p><span class="figure">{{grouped(callCount)}}</span></div>
        <div class="card"><p class="name">Handovers now</p><span class="figure">{{grouped(handoverCount)}}</span></div>
        <div class="card"><p class="name">Busy hour attempts</p><span class="figure">{{grouped(traffic.busyHourAttempts)}}</span>
        <p class="name">{{#traffic.busyHourStart}}from {{time(traffic.busyHourStart)}} UTC{{/traffic.busyHourStart}}{{^traffic.busyHourStart}}no call yet{{/traffic.busyHourStart}}</p></div>
        <div class="card"><p class="name">Abnormal releases</p><span class="figure">{{grouped(traffic.abnormalReleases)}}</span></div>
        </div>
        <section class="card"><h2>Counters of the master</h2><dl class="facts">
        <dt>Calls in</dt><dd>{{grouped(traffic.callsIn)}}</dd><dt>Calls in, connected</dt><dd>{{grouped(traffic.callsInDelivered)}}</dd>
        <dt>Calls out</dt><dd>{{grouped(traffic.callsOut)}}</dd><dt>Handovers</dt><dd>{{grouped(traffic.handovers)}}</dd>
        <dt>Handovers given up</dt><dd>{{grouped(traffic.handoversCancelled)}}</dd><dt>Abnormal releases</dt><dd>{{grouped(traffic.abnormalReleases)}}</dd>
        <dt>Counted since</dt><dd>{{#traffic.clearedAt}}{{time(traffic.clearedAt)}} UTC{{/traffic.clearedAt}}{{^traffic.clearedAt}}the start{{/traffic.clearedAt}}</dd></dl>
        {{#viewer.may.settings}}<form method="post" action="/traffic/clear" data-ask="Set the traffic counters to zero?">{{>csrf}}<button class="quiet">Clear</button></form>{{/viewer.may.settings}}
        <p><a href="/performance?graph=calls">Calls over time</a></p></section>
        <h2>Radios by use</h2>
        <p class="row">Sorted by: {{#uses}}{{#isChosen}}<strong>{{title}}</strong>{{/isChosen}}{{^isChosen}}<a href="{{link}}">{{title}}</a>{{/isChosen}} {{/uses}}</p>
        <div class="scroll" tabindex="0" role="region" aria-label="Radios by use"><table>
        <thead><tr><th scope="col">Radio</th><th scope="col">Calls now</th><th scope="col">Calls in</th><th scope="col">Calls out</th><th scope="col">Handovers</th><th scope="col">Given up</th><th scope="col">Found busy</th><th scope="col">Over time</th></tr></thead>
        <tbody>{{#radios}}<tr><th scope="row" class="nowrap"><a href="/radios/{{path(name)}}">{{name}}</a>{{#deviceName}} <small>{{deviceName}}</small>{{/deviceName}}</th>
        <td class="nowrap"><meter min="0" max="{{callLimit}}" value="{{calls}}" aria-label="{{calls}} of {{callLimit}} calls"></meter> {{calls}} of {{callLimit}}</td>
        <td class="right">{{grouped(callsIn)}}</td><td class="right">{{grouped(callsOut)}}</td><td class="right">{{grouped(handovers)}}</td>
        <td class="right">{{grouped(handoversCancelled)}}</td><td class="right">{{grouped(busy)}}</td>
        <td><a href="/performance?graph=calls%3A{{path(name)}}">Graph<span class="hidden"> of the calls of {{name}}</span></a></td></tr>{{/radios}}
        {{^radios}}<tr><td colspan="8">There is no radio.</td></tr>{{/radios}}</tbody></table></div>
        <h2 id="calls">Calls now</h2>
        <form class="filter" method="get" action="/traffic#calls" data-auto>
        <label>User or radio <input name="search" type="search" value="{{filter.search}}"></label>
        <label>Direction <select name="direction"><option value="">both</option>
        {{#directions}}<option{{#isChosen}} selected{{/isChosen}}>{{name}}</option>{{/directions}}</select></label>
        <label>In handover <select name="handover"><option value="">all</option><option value="1"{{#filter.isHandover}} selected{{/filter.isHandover}}>only those</option></select></label>
        <button class="quiet">Show</button></form>
        <div class="scroll" tabindex="0" role="region" aria-label="Calls now"><table>
        <thead><tr>{{#columns}}<th scope="col"{{#order}} aria-sort="{{order}}"{{/order}}>{{#isSortable}}<a href="{{link}}">{{title}}</a>{{/isSortable}}{{^isSortable}}{{title}}{{/isSortable}}</th>{{/columns}}</tr></thead>
        <tbody>{{#calls}}<tr><td class="right">{{id}}</td><th scope="row">{{user}}</th><td>{{direction}}</td><td class="nowrap"><a href="/radios/{{path(radio)}}">{{radio}}</a></td>
        <td>{{#isConnected}}connected{{/isConnected}}{{^isConnected}}ringing{{/isConnected}}{{#handoverTo}}, moves to <a href="/radios/{{path(handoverTo)}}">{{handoverTo}}</a>{{/handoverTo}}</td>
        <td class="nowrap">{{ago(startedAt)}}</td><td>{{#isEncrypted}}yes{{/isEncrypted}}{{^isEncrypted}}no{{/isEncrypted}}</td></tr>{{/calls}}
        {{^calls}}<tr><td colspan="7">No call is going on{{#filter.isFiltered}} that matches{{/filter.isFiltered}}.</td></tr>{{/calls}}</tbody></table></div>
        {{>pager}}
        """

    private static let columns = [
        SortableColumn(name: "id", title: "Call"), SortableColumn(name: "user", title: "User"),
        SortableColumn(name: "direction", title: "Direction"), SortableColumn(name: "radio", title: "Radio"),
        SortableColumn(name: "", title: "State"), SortableColumn(name: "startedAt", title: "Lasts"),
        SortableColumn(name: "", title: "Encrypted on the LAN"),
    ]

    var actions: [PageAction] {
        [
            PageAction("/traffic/clear", right: "settings") { visit in
                try await visit.api.send(.post, "traffic/clear")
                return .done("/traffic", notice: "The traffic counters are zero.")
            }
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let use = Self.uses.first { $0.0 == visit.query("by") }?.0 ?? "calls"
        let traffic = try await visit.api.get("traffic")
        let radios = try await visit.api.get("radios?sort=-\(use)&limit=\(Self.radioLimit)")
        let answer = try await visit.api.list(
            "calls"
                + visit.apiQuery(
                    ["search", "direction", "handover", "sort", "page"], adding: ["limit": "\(Self.limit)"]))
        let isFiltered = ["search", "direction", "handover"].contains { visit.query($0) != nil }
        let all = isFiltered ? try await visit.api.list("calls?limit=1").total : answer.total
        let moving = try await visit.api.list("calls?handover=1&limit=1").total
        return PageContent(
            "Traffic and calls", isLive: true,
            [
                "traffic": traffic, "callCount": .integer(Int64(all ?? 0)),
                "handoverCount": .integer(Int64(moving ?? 0)),
                "uses": .list(
                    Self.uses.map { name, title in
                        [
                            "title": .text(title), "isChosen": .flag(name == use),
                            "link": .text(visit.link(["by": name == "calls" ? "" : name], path: "/traffic")),
                        ]
                    }),
                "radios": .list(radios.elements.map { $0.having("deviceName") }),
                "calls": .list(answer.value.elements.map { $0.having("handoverTo") }),
                "columns": .list(Self.columns.map { $0.value(visit, default: "") }),
                "directions": .list(
                    ["incoming", "outgoing"].map {
                        ["name": .text($0), "isChosen": .flag(visit.query("direction") == $0)]
                    }),
                "filter": [
                    "search": PageValue(visit.query("search")), "isHandover": .flag(visit.query("handover") == "1"),
                    "isFiltered": .flag(isFiltered),
                ],
                "pager": answer.total ?? 0 > 0
                    ? Pager(visit, limit: Self.limit, total: answer.total ?? 0).value(visit) : .none,
            ])
    }
}
