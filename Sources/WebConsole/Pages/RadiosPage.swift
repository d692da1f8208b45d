/// All radios of the system (manual 4.11.1): found, sorted, added, moved, deleted, placed.
struct RadiosPage: ConsolePage {
    private static let limit = 50
    private static let columns = [
        SortableColumn(name: "name", title: "Name"), SortableColumn(name: "rfpi", title: "RFPI"),
        SortableColumn(name: "address", title: "Address"), SortableColumn(name: "sync", title: "Sync"),
        SortableColumn(name: "region", title: "Region"), SortableColumn(name: "deviceName", title: "Device name"),
        SortableColumn(name: "locationID", title: "Location"), SortableColumn(name: "calls", title: "Calls"),
        SortableColumn(name: "syncLost", title: "Sync lost"), SortableColumn(name: "version", title: "Version"),
        SortableColumn(name: "connectedSince", title: "Connected"),
    ]

    let path = "/radios"
    let template = """
        <h1>Radios</h1>
        {{>problem}}
        <p class="row">
        <a href="/radios?state=registered"><span class="badge registered">{{counts.registered}} registered</span></a>
        <a href="/radios?state=static"><span class="badge static">{{counts.static}} static: lost, or not there</span></a>
        <a href="/radios?state=uninitialized"><span class="badge uninitialized">{{counts.uninitialized}} uninitialized: waiting to be added</span></a>
        <a href="/radios?troubled=1">everything that is not well</a>
        </p>
        <form class="filter" method="get" action="/radios" data-auto>
        <label>Search <input name="search" type="search" value="{{search}}" placeholder="name, RFPI, address, place"></label>
        <label>Registration <select name="state"><option value="">all</option>
        {{#states}}<option{{#isChosen}} selected{{/isChosen}}>{{name}}</option>{{/states}}</select></label>
        <label>Sync <select name="color"><option value="">all</option>
        {{#colors}}<option{{#isChosen}} selected{{/isChosen}}>{{name}}</option>{{/colors}}</select></label>
        <label>Region <input name="region" inputmode="numeric" size="4" value="{{region}}"></label>
        <button class="quiet">Show</button>
        </form>
        <div class="scroll" tabindex="0" role="region" aria-label="Radios"><table>
        <thead><tr>{{#columns}}<th scope="col"{{#order}} aria-sort="{{order}}"{{/order}}><a href="{{link}}">{{title}}</a></th>{{/columns}}</tr></thead>
        <tbody>
        {{#radios}}<tr>
        <th scope="row" class="nowrap"><a href="/radios/{{path(name)}}">{{name}}</a>{{#isWatched}} <span class="badge">watched</span>{{/isWatched}}{{#isMarked}} <span class="badge simulated">simulated</span>{{/isMarked}}</th>
        <td class="mono">{{rfpi}}</td>
        <td class="nowrap">{{address}}</td>
        <td class="nowrap"><span class="dot {{color}}"></span>{{#isRegistered}}{{words(sync)}}{{/isRegistered}}{{^isRegistered}}<span class="badge {{registration}}">{{registration}}</span>{{/isRegistered}}</td>
        <td class="right">{{region}}</td>
        <td>{{deviceName}}</td>
        <td class="nowrap">{{locationID}}{{#locationDescription}}<br><small>{{locationDescription}}</small>{{/locationDescription}}</td>
        <td class="right">{{calls}}/{{callLimit}}</td>
        <td class="right">{{grouped(syncLost)}}</td>
        <td>{{version}}</td>
        <td class="nowrap">{{#connectedSince}}{{ago(connectedSince)}}{{/connectedSince}}{{^connectedSince}}–{{/connectedSince}}</td>
        </tr>{{/radios}}
        {{^radios}}<tr><td colspan="11">No radio matches.</td></tr>{{/radios}}
        </tbody></table></div>
        {{>pager}}
        {{#viewer.may.radios}}
        <details class="do" id="import"{{#isImport}} open{{/isImport}}><summary>Import location IDs from a CSV file</summary>
        <form method="post" action="/radios/locations" enctype="multipart/form-data" class="card">{{>csrf}}
        <p>A line for each radio: <code>Radio name,Location ID,Description</code>; for a wired RFP
        <code>IPBL name,RFP port,Location ID,Description</code>. Either all lines are taken or none.</p>
        <div class="field"><label for="file">File</label><div class="control"><input id="file" type="file" name="file" accept=".csv,text/csv" required>
        {{#refusal.isRefused}}<p class="wrong">{{refusal.detail}}</p>{{/refusal.isRefused}}</div></div>
        <div class="actions"><button name="check" value="yes" class="quiet">Check only</button><button>Import</button></div>
        {{#result}}<p class="notice" role="status">{{result}}</p>{{/result}}
        </form></details>
        {{/viewer.may.radios}}
        """

    var actions: [PageAction] {
        [
            PageAction("/radios/locations", right: "radios") { visit in
                let content = visit.form.files["file"] ?? []
                let isCheck = visit.form.isSet("check")
                let answer = try await visit.api.send(
                    .post, "radios/locations" + (isCheck ? "?check=true" : ""), type: "text/csv", content)
                let count = answer["changed"].integer ?? Int64(answer.elements.count)
                let sentence = isCheck ? "would be changed" : "are changed"
                if isCheck { return .result(.text("The file is right; \(count) places \(sentence).")) }
                return .done("/radios", notice: "\(count) places \(sentence).")
            }
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        // What a form brought is shown under another path: links of the list are those of the page.
        let visit = visit.standing(at: path)
        let query = visit.apiQuery(
            ["search", "state", "color", "region", "troubled", "sort", "page"], adding: ["limit": "\(Self.limit)"])
        let answer = try await visit.api.list("radios" + query)
        let status = try await visit.api.get("status")
        // Where a site has both, the simulated ones are marked, too.
        let isMixed = (try await visit.api.find("devices/status")["devices"].integer ?? 0) > 0
        let radios = answer.value.elements.map { radio in
            radio.adding([
                "isRegistered": .flag(radio["registration"] == "registered"),
                "isMarked": .flag(isMixed && radio["isSimulated"].isTrue),
            ])
        }
        func choices(_ name: String, _ words: [String]) -> PageValue {
            .list(words.map { ["name": .text($0), "isChosen": .flag(visit.query(name) == $0)] })
        }
        return PageContent(
            "Radios", isLive: true,
            [
                "radios": .list(radios),
                "counts": PageValue.record(["registered": 0, "static": 0, "uninitialized": 0])
                    .adding(status["radios"].fields),
                "columns": .list(Self.columns.map { $0.value(visit, default: "") }),
                "search": PageValue(visit.query("search")), "region": PageValue(visit.query("region")),
                "states": choices("state", ["registered", "static", "uninitialized"]),
                "colors": choices("color", ["green", "yellow", "red", "grey"]),
                "isImport": .flag(visit.refusal != nil || visit.form.isSet("check")),
                "pager": Pager(visit, limit: Self.limit, total: answer.total ?? radios.count).value(visit),
            ])
    }
}
