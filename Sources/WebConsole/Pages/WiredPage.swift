/// The sync ring of gateways with their wired RFPs (manual 4.11.2 to 4.11.4, 4.23.9).
struct WiredPage: ConsolePage {
    private static let limit = 50

    let path = "/ipbl"
    let template = """
        <h1>Sync ring and RFPs</h1>
        {{>problem}}
        {{#isEmpty}}<p>This site has no IPBL gateway: no sync ring, and no wired RFP. Its radios are on the LAN; see <a href="/radios">Radios</a>.</p>{{/isEmpty}}
        {{^isEmpty}}
        <h2>Sync ring</h2>
        {{#hasRing}}
        <p>The pace runs from gateway to gateway by cable, out of one and into the next, and from the last back to the first.</p>
        <ol class="ring" aria-label="Gateways in the order of the ring">
        {{#ring}}<li class="card state {{mark}}"><h3>{{position}}. <a href="/radios/{{path(name)}}">{{name}}</a></h3>
        <p><span class="badge {{color}}"><span class="dot {{color}}"></span>{{word}}</span></p>
        <p><small>{{address}}{{#hasReference}} · hears the reference{{/hasReference}}<br>
        in from {{before}}{{#inWrong}}: {{inWrong}}{{/inWrong}}<br>out to {{after}}{{#outWrong}}: {{outWrong}}{{/outWrong}}</small></p></li>{{/ring}}
        </ol>
        <h3>Ports of the ring</h3>
        <div class="scroll" tabindex="0" role="region" aria-label="Ports of the ring"><table>
        <thead><tr><th scope="col">Gateway</th><th scope="col">Port</th><th scope="col">State</th><th scope="col">Connected to</th>
        <th scope="col">Offset</th><th scope="col">Cable delay</th><th scope="col">Sync lost</th><th scope="col">Send errors</th><th scope="col">Receive errors</th></tr></thead>
        <tbody>{{#ports}}<tr><th scope="row"><a href="/radios/{{path(gateway)}}">{{gateway}}</a></th><td>{{side}}</td>
        <td class="nowrap"><span class="dot {{color}}"></span>{{word}}</td><td>{{connectedTo}}{{^connectedTo}}unknown{{/connectedTo}}</td>
        <td class="right nowrap">{{offsetNanoseconds}} ns</td><td class="right nowrap">{{cableDelayNanoseconds}} ns</td><td class="right">{{grouped(syncLost)}}</td>
        <td class="right">{{grouped(transmitErrors)}}</td><td class="right">{{grouped(receiveErrors)}}</td></tr>{{/ports}}</tbody></table></div>
        {{/hasRing}}
        {{^hasRing}}<p>No gateway is in a sync ring.</p>{{/hasRing}}
        <h2 id="rfps">Wired RFPs</h2>
        <form class="filter" method="get" action="/ipbl" data-auto>
        <label>Search <input name="search" type="search" value="{{filter.search}}" placeholder="gateway, RFPI, place"></label>
        <label>State <select name="state"><option value="">all</option>
        {{#states}}<option value="{{name}}"{{#isChosen}} selected{{/isChosen}}>{{words(name)}}</option>{{/states}}</select></label>
        <button class="quiet">Show</button></form>
        <div class="scroll" tabindex="0" role="region" aria-label="Wired RFPs"><table>
        <thead><tr>{{#columns}}<th scope="col"{{#order}} aria-sort="{{order}}"{{/order}}>{{#isSortable}}<a href="{{link}}">{{title}}</a>{{/isSortable}}{{^isSortable}}{{title}}{{/isSortable}}</th>{{/columns}}</tr></thead>
        <tbody>{{#rfps}}<tr><th scope="row" class="nowrap"><a href="/radios/{{path(gateway)}}">{{gateway}}</a></th><td class="right">{{port}}</td>
        <td class="nowrap"><span class="badge {{badge}}">{{words(state)}}</span></td><td class="mono">{{rfpi}}</td><td>{{description}}</td><td>{{version}}<br><small>{{hardware}}</small></td>
        <td class="nowrap">{{#connectedSince}}{{ago(connectedSince)}}{{/connectedSince}}{{^connectedSince}}–{{/connectedSince}}</td>
        <td class="right nowrap">{{cableDelayNanoseconds}} ns</td><td class="right">{{grouped(transmitErrors)}}</td><td class="right">{{grouped(receiveErrors)}}</td>
        <td>{{locationID}}{{#locationDescription}}<br><small>{{locationDescription}}</small>{{/locationDescription}}
        {{#viewer.may.radios}}<details class="do" id="at-{{gateway}}-{{port}}"{{#isWrong}} open{{/isWrong}}><summary>Change<span class="hidden"> the place of {{gateway}} port {{port}}</span></summary>
        <form method="post" action="/ipbl/{{path(gateway)}}/{{port}}/location">{{>csrf}}
        <label>Location ID <input name="id" value="{{locationID}}" maxlength="64"></label>{{#isWrong}}<p class="wrong">{{refusal.detail}}</p>{{/isWrong}}
        <label>Description <input name="description" value="{{locationDescription}}" maxlength="128"></label>
        <button class="small">Apply</button></form></details>{{/viewer.may.radios}}</td></tr>{{/rfps}}
        {{^rfps}}<tr><td colspan="11">No RFP matches.</td></tr>{{/rfps}}</tbody></table></div>
        {{>pager}}
        <h2>Environment of the gateways</h2>
        {{#hasEnvironment}}<div class="scroll" tabindex="0" role="region" aria-label="Environment of the gateways"><table>
        <thead><tr><th scope="col">Gateway</th><th scope="col">Temperature</th><th scope="col">Power</th><th scope="col">Supply</th><th scope="col">Fan</th></tr></thead>
        <tbody>{{#environment}}<tr><th scope="row"><a href="/radios/{{path(gateway)}}">{{gateway}}</a></th><td class="right">{{temperatureCelsius}} °C</td>
        <td class="right">{{watts}} W</td><td class="right">{{volts}} V</td><td>{{#isFanRunning}}turns{{/isFanRunning}}{{^isFanRunning}}<span class="badge warning">stands still</span>{{/isFanRunning}}</td></tr>{{/environment}}</tbody></table></div>{{/hasEnvironment}}
        {{^hasEnvironment}}<p>No gateway reports its environment.</p>{{/hasEnvironment}}
        {{/isEmpty}}
        """

    private static let columns = [
        SortableColumn(name: "gateway", title: "Gateway"), SortableColumn(name: "port", title: "Port"),
        SortableColumn(name: "state", title: "State"), SortableColumn(name: "rfpi", title: "RFPI"),
        SortableColumn(name: "", title: "Description"), SortableColumn(name: "version", title: "Version"),
        SortableColumn(name: "connectedSince", title: "Connected"), SortableColumn(name: "", title: "Cable delay"),
        SortableColumn(name: "transmitErrors", title: "Send errors"),
        SortableColumn(name: "receiveErrors", title: "Receive errors"), SortableColumn(name: "", title: "Place"),
    ]

    var actions: [PageAction] {
        [
            PageAction("/ipbl/{gateway}/{port}/location", right: "radios") { visit in
                try await visit.api.send(
                    .put, "rfps/\(visit.component("gateway"))/\(visit.component("port"))/location",
                    [
                        "locationID": .text(visit.form["id"] ?? ""),
                        "description": .text(visit.form["description"] ?? ""),
                    ])
                return .done("/ipbl#rfps", notice: "The place of \(visit["gateway"]) port \(visit["port"]) is set.")
            }
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let ring = try await visit.api.get("ipbl/ring").elements.map { $0.having("address") }
        let answer = try await visit.api.list(
            "rfps" + visit.apiQuery(["search", "state", "sort", "page"], adding: ["limit": "\(Self.limit)"]))
        let environment = try await visit.api.get("ipbl/environment").elements
        let isFiltered = visit.query("search") != nil || visit.query("state") != nil
        let isEmpty = ring.isEmpty && environment.isEmpty && answer.value.elements.isEmpty && !isFiltered
        let states = ["connected", "disconnected", "malfunctioning", "disabled", "downloadFailed"]
        return PageContent(
            "Sync ring and RFPs", isLive: true,
            [
                "isEmpty": .flag(isEmpty), "hasRing": .flag(!ring.isEmpty),
                "ring": .list(ring.enumerated().map { Self.member($1, $0, of: ring) }),
                "ports": .list(ring.flatMap { [Self.port($0, "in"), Self.port($0, "out")] }),
                "rfps": .list(answer.value.elements.map { Self.part($0, visit) }),
                "columns": .list(Self.columns.map { $0.value(visit, default: "") }),
                "filter": ["search": PageValue(visit.query("search"))],
                "states": .list(states.map { ["name": .text($0), "isChosen": .flag(visit.query("state") == $0)] }),
                "hasEnvironment": .flag(!environment.isEmpty), "environment": .list(environment.map(Self.surroundings)),
                "pager": answer.total ?? 0 > 0
                    ? Pager(visit, limit: Self.limit, total: answer.total ?? 0).value(visit) : .none,
            ])
    }

    /// A gateway in the ring, with what is wrong at its ports.
    private static func member(_ member: PageValue, _ place: Int, of ring: [PageValue]) -> PageValue {
        let isGood = wrong(member["inPort"]) == nil && wrong(member["outPort"]) == nil
        let isDead = !member["inPort"]["isSynchronized"].isTrue && !member["outPort"]["isSynchronized"].isTrue
        let color = isGood ? "green" : isDead ? "red" : "yellow"
        return member.adding([
            "before": ring[(place + ring.count - 1) % ring.count]["name"],
            "after": ring[(place + 1) % ring.count]["name"],
            "inWrong": PageValue(wrong(member["inPort"])), "outWrong": PageValue(wrong(member["outPort"])),
            "color": .text(color), "mark": .text(isGood ? "" : isDead ? "bad" : "warning"),
            "word": .text(isGood ? "synchronized both ways" : isDead ? "not synchronized" : "synchronized one way"),
        ])
    }

    /// What is wrong with a port; `nil` for one that works.
    private static func wrong(_ port: PageValue) -> String? {
        if !port["isCommunicating"].isTrue { return "no communication" }
        return port["isSynchronized"].isTrue ? nil : "not synchronized"
    }

    private static func port(_ member: PageValue, _ side: String) -> PageValue {
        let port = member[side + "Port"].having("connectedTo")
        return port.adding([
            "gateway": member["name"], "side": .text(side), "word": .text(wrong(port) ?? "synchronized"),
            "color": .text(wrong(port) == nil ? "green" : "red"),
        ])
    }

    private static func part(_ part: PageValue, _ visit: PageVisit) -> PageValue {
        let badges = ["connected": "ok", "disabled": "disabled", "disconnected": "error"]
        let isWrong =
            visit.refusal != nil && part["gateway"].text == visit["gateway"] && part["port"].words == visit["port"]
        return part.having("rfpi", "connectedSince").adding([
            "badge": .text(badges[part["state"].text ?? ""] ?? "warning"), "isWrong": .flag(isWrong),
        ])
    }

    private static func surroundings(_ gateway: PageValue) -> PageValue {
        gateway.adding([
            "watts": .text(PageFormat.fixed((gateway["powerMilliwatts"].number ?? 0) / 1000)),
            "volts": .text(PageFormat.fixed((gateway["supplyMillivolts"].number ?? 0) / 1000)),
        ])
    }
}
