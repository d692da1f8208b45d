/// The alarms that stand (manual 4.23.3), the worst first.
struct AlarmsPage: ConsolePage {
    /// Alarms on one page.
    private static let limit = 100

    let path = "/active-alarms"
    let template = """
        <h1>Alarms</h1>
        {{>problem}}
        <form class="filter" method="get" action="/active-alarms" data-auto>
        <label>Seriousness <select name="seriousness"><option value="">all</option>
        {{#levels}}<option{{#isChosen}} selected{{/isChosen}}>{{name}}</option>{{/levels}}</select></label>
        <label>Device <input name="device" value="{{device}}"></label>
        <label>Text or code <input name="search" type="search" value="{{search}}"></label>
        <button class="quiet">Filter</button>
        </form>
        {{^alarms}}<p>{{#isFiltered}}No alarm matches.{{/isFiltered}}{{^isFiltered}}No alarm stands. All well.{{/isFiltered}}</p>{{/alarms}}
        {{#hasAlarms}}
        <div class="scroll" tabindex="0" role="region" aria-label="Alarms"><table>
        <thead><tr><th scope="col">Severity</th><th scope="col">Alarm</th><th scope="col">Device</th><th scope="col">Source</th>
        <th scope="col">Since</th><th scope="col">Reported</th><th scope="col">Noted</th></tr></thead>
        <tbody>
        {{/hasAlarms}}
        {{#alarms}}<tr>
        <td><span class="badge {{severity}}">{{severity}}</span><br><small>{{seriousness}}</small></td>
        <td><a href="/faults/{{code}}"><code>{{code}}</code></a> {{text}}</td>
        <td class="nowrap">{{>device}}</td>
        <td>{{source}}</td>
        <td class="nowrap">{{ago(firstRaised)}}<br><small>{{time(firstRaised)}}</small></td>
        <td>{{count}}×<br><small>{{time(lastRaised)}}</small></td>
        <td>{{#isAcknowledged}}yes{{/isAcknowledged}}{{^isAcknowledged}}{{#viewer.may.alarms}}
        <form class="inline" method="post" action="/active-alarms/{{number}}/acknowledge">{{>csrf}}
        <button class="quiet small">Acknowledge<span class="hidden"> alarm {{number}}</span></button></form>
        {{/viewer.may.alarms}}{{^viewer.may.alarms}}no{{/viewer.may.alarms}}{{/isAcknowledged}}</td>
        </tr>{{/alarms}}
        {{#hasAlarms}}</tbody></table></div>{{/hasAlarms}}
        {{>pager}}
        """

    var parts: [String: String] {
        [
            "device": """
            {{#isRadio}}<a href="/radios/{{path(device)}}">{{device}}</a>{{/isRadio}}{{^isRadio}}{{device}}{{/isRadio}}\
            {{#address}}<br><small>{{address}}</small>{{/address}}
            """
        ]
    }

    var actions: [PageAction] {
        [
            PageAction("/active-alarms/{number}/acknowledge", right: "alarms") { visit in
                try await visit.api.send(.post, "alarms/\(visit.component("number"))/acknowledge")
                return .done("/active-alarms", notice: "Alarm \(visit["number"]) is acknowledged.")
            }
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let query = visit.apiQuery(
            ["seriousness", "device", "search", "page"], adding: ["limit": "\(Self.limit)", "sort": "-severity"])
        let answer = try await visit.api.list("alarms" + query)
        let alarms = answer.value.elements
        let levels = ["critical", "error", "warning", "information"]
        return PageContent(
            "Alarms", isLive: true,
            [
                "alarms": .list(alarms.map(DeviceLink.marked)), "hasAlarms": .flag(!alarms.isEmpty),
                "levels": .list(
                    levels.map { ["name": .text($0), "isChosen": .flag(visit.query("seriousness") == $0)] }),
                "device": PageValue(visit.query("device")), "search": PageValue(visit.query("search")),
                "isFiltered": .flag(["seriousness", "device", "search"].contains { visit.query($0) != nil }),
                "pager": Pager(visit, limit: Self.limit, total: answer.total ?? alarms.count).value(visit),
            ])
    }
}

/// Marks what is said of a device, so that a template links to the page of a radio.
enum DeviceLink {
    static func marked(_ entry: PageValue) -> PageValue {
        let name = entry["device"].text ?? ""
        let isRadio = name.hasPrefix("ipbs") || name.hasPrefix("ipbl")
        return entry.adding(["isRadio": .flag(isRadio)])
    }
}
