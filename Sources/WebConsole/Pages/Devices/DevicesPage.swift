import WebServer

/// The devices of a running system that are watched: how old what they tell is, who does not answer, and their list as a file.
struct DevicesPage: ConsolePage {
    private static let limit = 50
    private static let columns = [
        SortableColumn(name: "number", title: "No."), SortableColumn(name: "name", title: "Name"),
        SortableColumn(name: "address", title: "Address"), SortableColumn(name: "model", title: "Model"),
        SortableColumn(name: "version", title: "Version"), SortableColumn(name: "freshness", title: "Facts"),
        SortableColumn(name: "", title: "Feeds"), SortableColumn(name: "alarms", title: "Alarms"),
        SortableColumn(name: "clock", title: "Clock"), SortableColumn(name: "", title: "Last error"),
    ]
    /// Strangers that are shown.
    private static let strangerLimit = 50

    private let waiting = WaitingTexts()

    let path = "/devices"
    let template = """
        <h1>Watched devices</h1>
        <p>The devices of the system that runs already, and what their feeds tell. <a href="/devices/discovery">Search for devices</a></p>
        {{>problem}}
        {{>devices-result}}
        {{>devices-summary}}
        <form class="filter" method="get" action="/devices" data-auto>
        <label>Search <input name="search" type="search" value="{{search}}" placeholder="name, address, version, place"></label>
        <label>Facts <select name="freshness"><option value="">all</option>
        {{#freshnesses}}<option{{#isChosen}} selected{{/isChosen}}>{{name}}</option>{{/freshnesses}}</select></label>
        <label>Answers <select name="silent"><option value="">all</option>
        {{#answering}}<option value="{{name}}"{{#isChosen}} selected{{/isChosen}}>{{title}}</option>{{/answering}}</select></label>
        <button class="quiet">Show</button>
        </form>
        <div class="scroll" tabindex="0" role="region" aria-label="Devices"><table>
        <thead><tr>{{#columns}}<th scope="col"{{#order}} aria-sort="{{order}}"{{/order}}>{{#isSortable}}<a href="{{link}}">{{title}}</a>{{/isSortable}}{{^isSortable}}{{title}}{{/isSortable}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#devices}}<tr>
        <td class="right">{{number}}</td>
        <th scope="row"><a href="/devices/{{number}}">{{name}}</a></th>
        <td class="nowrap">{{address}}</td>
        <td>{{model}}{{^model}}<span class="faint">unknown</span>{{/model}}</td>
        <td>{{version}}</td>
        <td>{{#isSilent}}<span class="badge failed">silent</span> {{/isSilent}}<span class="badge {{badge}}">{{freshness}}</span>{{#age}} <small class="nowrap">{{age}}</small>{{/age}}</td>
        <td>{{#feeds}}<span class="badge {{badge}}">{{kind}}: {{worth}}</span> {{/feeds}}</td>
        <td class="right">{{#hasAlarms}}<span class="badge error">{{grouped(alarms)}}</span>{{/hasAlarms}}{{^hasAlarms}}0{{/hasAlarms}}</td>
        <td class="nowrap">{{clock}}{{^clock}}–{{/clock}}</td>
        <td>{{#lastError}}<small>{{lastError}}</small>{{/lastError}}</td>
        </tr>{{/devices}}
        {{^devices}}<tr><td colspan="10">{{#isFiltered}}No device matches.{{/isFiltered}}{{^isFiltered}}No device is watched yet: search for devices, take in a list, or add one to the settings.{{/isFiltered}}</td></tr>{{/devices}}
        </tbody></table></div>
        {{>pager}}
        {{>devices-list}}
        """

    var parts: [String: String] {
        ["devices-summary": Self.summary, "devices-result": Self.result, "devices-list": Self.list]
    }

    /// How the watching stands.
    private static let summary = """
        {{#watch}}<p class="row">
        <a href="/devices?freshness=fresh"><span class="badge ok">{{grouped(fresh)}} fresh</span></a>
        <a href="/devices?freshness=stale"><span class="badge warning">{{grouped(stale)}} stale</span></a>
        <a href="/devices?freshness=unknown"><span class="badge disabled">{{grouped(unknown)}} unknown</span></a>
        <a href="/devices?freshness=waiting"><span class="badge">{{grouped(waiting)}} waiting: nothing came yet</span></a>
        <a href="/devices?silent=1"><span class="badge{{#isAnySilent}} failed{{/isAnySilent}}">{{grouped(silent)}} silent</span></a>
        <small>{{grouped(polls)}} polls, {{grouped(latePolls)}} late{{#isAnyLate}}, by {{late}} at most{{/isAnyLate}}</small>
        </p>
        {{#badListeners}}<p class="problem"><span class="badge error">not open</span> Notifications cannot be received on {{address}}: {{error}}</p>{{/badListeners}}
        {{#hasStrangers}}<details id="strangers"><summary>{{strangerCount}} who send and are not in the list</summary>
        <div class="scroll" tabindex="0" role="region" aria-label="Who sends and is not in the list"><table>
        <thead><tr><th scope="col">Address</th><th scope="col">What</th><th scope="col">How often</th><th scope="col">Last</th></tr></thead>
        <tbody>{{#strangers}}<tr><th scope="row">{{address}}</th><td>{{feed}}</td><td class="right">{{grouped(count)}}</td><td class="nowrap">{{ago(lastSeen)}} ago</td></tr>{{/strangers}}</tbody></table></div>
        {{#moreStrangers}}<p>And {{grouped(moreStrangers)}} more.</p>{{/moreStrangers}}</details>{{/hasStrangers}}
        <details id="notifications"><summary>{{grouped(notificationsTaken)}} notifications taken, {{grouped(refused)}} refused</summary>
        <dl class="facts">{{>facts}}</dl></details>{{/watch}}
        """

    /// What a list that was checked would change.
    private static let result = """
        {{#result}}<section class="card" id="result"><h2>The list of {{grouped(devices)}} devices</h2>
        <p role="status">{{#isUsable}}<span class="badge ok">can be used</span>{{/isUsable}}{{^isUsable}}<span class="badge error">cannot be used</span> Nothing was changed.{{/isUsable}}
        {{grouped(added)}} would be added, {{grouped(changed)}} changed.</p>
        {{#hasErrors}}<ul>{{#errors}}<li>{{.}}</li>{{/errors}}</ul>{{/hasErrors}}
        {{#unknown}}<p class="warning-box">Columns that are not known, and were not read: {{unknown}}</p>{{/unknown}}
        {{#waits}}<form method="post" action="/devices/import/apply">{{>csrf}}<input type="hidden" name="waiting" value="{{waits}}">
        <div class="actions"><button>Take the list in</button> <a class="button quiet" href="/devices">Leave it</a></div></form>{{/waits}}
        </section>{{/result}}
        """

    /// The list as a file, and the way to the settings.
    private static let list = """
        <p><a href="/api/v1/devices/list.csv" download="devices.csv">The list as CSV</a> · Settings:
        <a href="/settings/FEED0">of all</a>, <a href="/settings/FEED0-DEVICE">of each device</a>,
        <a href="/settings/FEED0-CREDENTIALS">credentials</a></p>
        {{#viewer.may.settings}}
        <details class="do" id="import"{{#isImport}} open{{/isImport}}><summary>Take in a list of devices as CSV</summary>
        <form method="post" action="/devices/import" enctype="multipart/form-data" class="card">{{>csrf}}
        <p id="import-help">The first line names the columns: <code>number,address,kind,name,mac,credentials,feeds,interval</code>; only
        <code>address</code> must be there. Devices that the list does not name stay. You see first what would be changed.</p>
        <div class="field"><label for="file">File</label><div class="control"><input id="file" type="file" name="file" accept=".csv,text/csv"></div></div>
        <div class="field"><label for="list">Or its text</label><div class="control"><textarea id="list" name="list" rows="6" spellcheck="false" aria-describedby="import-help{{#refusal.at.list}} list-wrong{{/refusal.at.list}}"{{#refusal.at.list}} aria-invalid="true"{{/refusal.at.list}}>
        {{text}}</textarea>
        {{#refusal.at.list}}<p class="wrong" id="list-wrong">{{refusal.at.list}}</p>{{/refusal.at.list}}</div></div>
        <div class="actions"><button>Check the list</button></div>
        </form></details>
        {{/viewer.may.settings}}
        """

    /// Octets of a pasted list that are shown again.
    private static let shownLimit = 20_000
    /// Errors of a list that are shown.
    private static let errorLimit = 50

    // MARK: The list as a file

    var actions: [PageAction] {
        let waiting = waiting
        return [
            PageAction("/devices/import", right: "settings") { visit in
                let file = visit.form.files["file"] ?? []
                let octets = file.isEmpty ? Array((visit.form.exact("list") ?? "").utf8) : file
                guard let text = String(validating: octets, as: UTF8.self) else {
                    throw Self.refused("expected text in UTF-8, got other octets; is it a CSV file?")
                }
                guard !text.allSatisfy(\.isWhitespace) else {
                    throw Self.refused("choose a file or paste a list first")
                }
                let check = try await visit.api.send(
                    .post, "devices/list.csv?check=true", type: "text/csv; charset=utf-8", octets)
                return .result(Self.shown(check) { waiting.put(.whole(text), for: visit) })
            },
            PageAction("/devices/import/apply", right: "settings") { visit in
                guard case .whole(let text)? = waiting.take(visit.form["waiting"] ?? "", for: visit) else {
                    throw Problem(
                        status: 409, title: "Not there any more",
                        detail: "what was checked does not wait any more; check it again")
                }
                let change = try await visit.api.send(
                    .post, "devices/list.csv", type: "text/csv; charset=utf-8", Array(text.utf8))
                return .done(
                    "/devices",
                    notice: "The list is taken in: \(change["added"].words) added, \(change["changed"].words) changed.")
            },
        ]
    }

    private static func refused(_ detail: String) -> Problem {
        Problem(status: 422, title: "Nothing to check", detail: detail, field: "list")
    }

    private static func shown(_ check: PageValue, waits: () -> String) -> PageValue {
        let errors = check["errors"].elements
        let changes = (check["added"].integer ?? 0) + (check["changed"].integer ?? 0)
        return [
            "devices": check["devices"], "added": check["added"], "changed": check["changed"],
            "isUsable": .flag(errors.isEmpty), "hasErrors": .flag(!errors.isEmpty),
            "errors": .list(Array(errors.prefix(errorLimit))), "unknown": .text(check["unknownColumns"].joined),
            "waits": errors.isEmpty && changes > 0 ? .text(waits()) : .none,
        ]
    }

    // MARK: What is shown

    func content(_ visit: PageVisit) async throws -> PageContent {
        // What a form brought is shown under another path: links of the list are those of the page.
        let visit = visit.standing(at: path)
        let query = visit.apiQuery(
            ["search", "freshness", "silent", "sort", "page"], adding: ["limit": "\(Self.limit)"])
        let answer = try await visit.api.list("devices" + query)
        let devices = answer.value.elements.map(DeviceMarks.row)
        let typed = visit.form.exact("list") ?? ""
        return PageContent(
            "Watched devices", isLive: visit.form.fields.isEmpty,
            [
                "watch": Self.watch(try await visit.api.get("devices/status")), "devices": .list(devices),
                "columns": .list(Self.columns.map { $0.value(visit, default: "number") }),
                "search": PageValue(visit.query("search")),
                "freshnesses": .list(
                    ["fresh", "stale", "unknown", "waiting"].map {
                        ["name": .text($0), "isChosen": .flag(visit.query("freshness") == $0)]
                    }),
                "answering": .list(
                    [("1", "no longer"), ("0", "yes, or not asked")].map {
                        ["name": .text($0.0), "title": .text($0.1), "isChosen": .flag(visit.query("silent") == $0.0)]
                    }),
                "isFiltered": .flag(["search", "freshness", "silent"].contains { visit.query($0) != nil }),
                "isImport": .flag(visit.refusal != nil || visit.form.isSet("list")),
                "text": .text(String(decoding: typed.utf8.prefix(Self.shownLimit), as: UTF8.self)),
                "pager": Pager(visit, limit: Self.limit, total: answer.total ?? devices.count).value(visit),
            ])
    }

    private static func watch(_ status: PageValue) -> PageValue {
        let strangers = status["strangers"].elements
        let listeners = status["listeners"].elements
        let refused = status["notificationsRefused"].fields
        var facts = PageFacts()
        facts.add(
            "Received on",
            listeners.filter { $0["error"].words.isEmpty }.map(\.["address"].words).joined(separator: ", "))
        if listeners.isEmpty { facts.add("Received on", "nothing: FEED0 /traps names no address") }
        for (reason, count) in refused.sorted(by: { $0.key < $1.key }) where count.integer != 0 {
            facts.add("Refused, \(PageFormat.words(reason))", count)
        }
        facts.add("Without room", status["notificationsDropped"])
        facts.add("Polls that go on now", status["inFlight"])
        let left = strangers.count - strangerLimit
        return status.adding([
            "isAnySilent": .flag((status["silent"].integer ?? 0) > 0),
            "isAnyLate": .flag((status["latePolls"].integer ?? 0) > 0),
            "late": .text(PageFormat.duration(seconds: max(0, status["mostLateMilliseconds"].number ?? 0) / 1000)),
            "badListeners": .list(listeners.filter { !$0["error"].words.isEmpty }),
            "refused": .integer(refused.values.reduce(0) { $0 + ($1.integer ?? 0) }),
            "strangers": .list(Array(strangers.prefix(strangerLimit))), "hasStrangers": .flag(!strangers.isEmpty),
            "strangerCount": .integer(Int64(strangers.count)),
            "moreStrangers": left > 0 ? .integer(Int64(left)) : .none, "facts": facts.value,
        ])
    }
}
