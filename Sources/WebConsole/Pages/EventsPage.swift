/// The history of alarms and errors (manual 4.23.4), the newest first.
struct EventsPage: ConsolePage {
    private static let limit = 100

    let path = "/events"
    let template = """
        <div class="row"><h1>Events</h1><span class="stretch"></span>
        {{#viewer.may.alarms}}<form method="post" action="/events/clear" data-ask="Clear the list of events? The journal keeps them.">
        {{>csrf}}<button class="danger">Clear the list</button></form>{{/viewer.may.alarms}}</div>
        {{>problem}}
        <form class="filter" method="get" action="/events" data-auto>
        <label>Type <select name="type"><option value="">all</option>
        {{#types}}<option value="{{name}}"{{#isChosen}} selected{{/isChosen}}>{{words(name)}}</option>{{/types}}</select></label>
        <label>Device <input name="device" value="{{device}}"></label>
        <label>Text or code <input name="search" type="search" value="{{search}}"></label>
        <button class="quiet">Filter</button>
        </form>
        <div class="scroll" tabindex="0" role="region" aria-label="Events"><table>
        <thead><tr><th scope="col">Time (UTC)</th><th scope="col">Type</th><th scope="col">Severity</th><th scope="col">Event</th>
        <th scope="col">Device</th><th scope="col">Source</th></tr></thead>
        <tbody>
        {{#events}}<tr>
        <td class="nowrap">{{time(time)}}</td>
        <td class="nowrap"><span class="badge {{type}} {{#isAlarm}}critical{{/isAlarm}}">{{words(type)}}</span></td>
        <td>{{severity}}</td>
        <td><a href="/faults/{{code}}"><code>{{code}}</code></a> {{text}}</td>
        <td class="nowrap">{{>device}}</td>
        <td>{{source}}</td>
        </tr>{{/events}}
        {{^events}}<tr><td colspan="6">Nothing happened.</td></tr>{{/events}}
        </tbody></table></div>
        {{>pager}}
        """

    var actions: [PageAction] {
        [
            PageAction("/events/clear", right: "alarms") { visit in
                try await visit.api.send(.post, "events/clear")
                return .done("/events", notice: "The list of events is empty now. The journal keeps what happened.")
            }
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let query = visit.apiQuery(
            ["type", "device", "search", "page"], adding: ["limit": "\(Self.limit)", "sort": "-time"])
        let answer = try await visit.api.list("events" + query)
        let events = answer.value.elements.map { event in
            DeviceLink.marked(event).adding(["isAlarm": .flag(event["type"] == "alarm")])
        }
        let types = ["alarm", "alarmCleared", "alarmTimeout", "error"]
        return PageContent(
            "Events", isLive: true,
            [
                "events": .list(events),
                "types": .list(types.map { ["name": .text($0), "isChosen": .flag(visit.query("type") == $0)] }),
                "device": PageValue(visit.query("device")), "search": PageValue(visit.query("search")),
                "pager": Pager(visit, limit: Self.limit, total: answer.total ?? events.count).value(visit),
            ])
    }
}
