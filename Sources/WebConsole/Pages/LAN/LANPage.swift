import WebServer

/// The LAN side (manual 4.2): ports, neighbours, VLAN, 802.1X, DHCP, the spanning tree, and what can be done about them.
struct LANPage: ConsolePage {
    /// The most neighbours of one page.
    private static let neighbourLimit = 30

    let path = "/lan"
    let template = """
        <h1>LAN</h1>
        {{>problem}}
        {{#lan.problem}}<p class="problem">The kernel's tables are not known: {{lan.problem}}</p>{{/lan.problem}}
        {{^ports}}<p>No link protocol runs on any interface.</p>{{/ports}}
        <div class="columns">{{#ports}}{{>lan-port}}{{/ports}}</div>
        <h2 id="neighbours">LLDP neighbours</h2>
        {{#neighbours}}{{>lan-neighbour}}{{/neighbours}}
        {{^neighbours}}<p>No neighbour is heard.</p>{{/neighbours}}
        {{#moreNeighbours}}<p>{{moreNeighbours}} more neighbours are heard; the API's <code>lan/neighbours</code> lists them.</p>{{/moreNeighbours}}
        <p><small>{{timers}}</small></p>
        <h2 id="vlan">VLAN</h2>
        <div class="columns">{{#vlans}}{{>lan-vlan}}{{/vlans}}</div>
        {{^vlans}}<p>No port has a VLAN to decide on.</p>{{/vlans}}
        <h2 id="dot1x">802.1X</h2>
        <div class="columns">{{#supplicants}}{{>lan-dot1x}}{{/supplicants}}</div>
        {{^supplicants}}<p>No supplicant of 802.1X runs.</p>{{/supplicants}}
        <h2 id="dhcp">DHCP</h2>
        <div class="columns">{{#leases}}{{>lan-dhcp}}{{/leases}}</div>
        {{^leases}}<p>Nothing is done with DHCP.</p>{{/leases}}
        <h2 id="rstp">Spanning tree (RSTP)</h2>
        {{#rstp}}{{>lan-rstp}}{{/rstp}}
        <h2 id="statistics">Statistics</h2>
        <div class="columns">{{#statistics}}{{>lan-statistics}}{{/statistics}}</div>
        {{#viewer.may.settings}}{{#hasPorts}}<form method="post" action="/lan/statistics/clear" data-ask="Set the statistics of all interfaces to zero?">{{>csrf}}<button class="quiet">Clear all statistics</button></form>{{/hasPorts}}
        <details class="do" id="gateway"{{#isAccepting}} open{{/isAccepting}}><summary>Accept the new MAC address of a gateway</summary>
        <form method="post" action="/lan/gateway/accept" class="card">{{>csrf}}
        <p>A gateway whose MAC address changed is an alarm where that is watched. This takes the address that it has now as the right one.</p>
        <div class="field"><label for="gateway-address">Address of the gateway</label><div class="control"><input id="gateway-address" name="address" value="{{gatewayAddress}}" list="gateways" required{{#refusal.at.address}} aria-invalid="true" aria-describedby="gateway-wrong"{{/refusal.at.address}}>
        <datalist id="gateways">{{#gateways}}<option value="{{name}}"></option>{{/gateways}}</datalist>
        {{#refusal.at.address}}<p class="wrong" id="gateway-wrong">{{refusal.at.address}}</p>{{/refusal.at.address}}</div></div>
        <div class="actions"><button>Accept</button></div></form></details>{{/viewer.may.settings}}
        <p>Settings: <a href="/settings/ETH0">LAN</a>, <a href="/settings/LLDP0">LLDP</a>, <a href="/settings/VLAN0">VLAN</a>, <a href="/settings/EAP0">802.1X</a>, <a href="/settings/RSTP0">RSTP</a>, <a href="/settings">all</a></p>
        """

    var parts: [String: String] { LANTemplates.all }

    var actions: [PageAction] {
        func act(_ name: String, _ path: String, _ place: String, _ notice: @escaping @Sendable (String) -> String)
            -> PageAction
        {
            PageAction("/lan/{interface}/\(name)", right: "settings") { visit in
                try await visit.api.send(.post, "lan/\(path)?interface=\(visit.component("interface"))")
                return .done("/lan#\(place)", notice: notice(visit["interface"]))
            }
        }
        return [
            act("vlan-apply", "vlan/apply", "vlan") { "The VLAN of \($0) is being applied." },
            act("vlan-confirm", "vlan/confirm", "vlan") { "The VLAN of \($0) is confirmed." },
            act("vlan-roll-back", "vlan/roll-back", "vlan") { "The VLAN of \($0) is being rolled back." },
            act("log-off", "dot1x/logoff", "dot1x") { "802.1X on \($0) logs off." },
            act("log-on", "dot1x/logon", "dot1x") { "802.1X on \($0) authenticates anew." },
            act("clear", "statistics/clear", "statistics") { "The statistics of \($0) are zero." },
            PageAction("/lan/statistics/clear", right: "settings") { visit in
                try await visit.api.send(.post, "lan/statistics/clear")
                return .done("/lan#statistics", notice: "The statistics of all interfaces are zero.")
            },
            PageAction("/lan/gateway/accept", right: "settings") { visit in
                let address = visit.form["address"] ?? ""
                do {
                    try await visit.api.send(
                        .post, "lan/gateway/accept?address=\(PageFormat.pathComponent(address))")
                } catch var problem as Problem {
                    problem.field = "address"
                    throw problem
                }
                return .done("/lan", notice: "The MAC address of the gateway \(address) is accepted.")
            },
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let lan = try await visit.api.get("lan")
        let ports = lan["ports"].elements
        let neighbours = try await visit.api.get("lan/neighbours").elements
        let rstp = try await visit.api.get("lan/rstp")
        let gateways = ports.flatMap { $0["network"]["routes"].elements }.compactMap(\.["gateway"].text)
        let more = neighbours.count - Self.neighbourLimit
        return PageContent(
            "LAN", isLive: true,
            [
                "lan": lan, "ports": .list(ports.map { LANValues.port($0, dataPort: lan["dataPort"].text) }),
                "hasPorts": .flag(!ports.isEmpty), "timers": .text(LANValues.timers(lan["timers"])),
                "neighbours": .list(neighbours.prefix(Self.neighbourLimit).map(NeighbourValues.neighbour)),
                "moreNeighbours": more > 0 ? .integer(Int64(more)) : .none,
                "vlans": .list(try await visit.api.get("lan/vlan").elements.map(LANValues.vlan)),
                "supplicants": .list(try await visit.api.get("lan/dot1x").elements.map(LANValues.supplicant)),
                "leases": .list(
                    try await visit.api.get("lan/dhcp").elements.filter { $0["mode"] != "off" }.map(LANValues.lease)),
                "rstp": LANValues.spanningTree(rstp),
                "statistics": .list(try await visit.api.get("lan/statistics").elements.map(LANValues.statistics)),
                "gateways": .list(Array(Set(gateways)).sorted().map { ["name": .text($0)] }),
                "isAccepting": .flag(visit.refusal?.field == "address"),
                "gatewayAddress": PageValue(visit.form["address"]),
            ])
    }
}
