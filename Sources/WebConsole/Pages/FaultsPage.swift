/// The fault codes that the system knows (manual 6.2), and how serious each is to this operator (manual 4.8.6).
struct FaultsPage: ConsolePage {
    private static let limit = 50

    let path = "/faults"
    let template = """
        <h1>Fault codes</h1>
        <p>What can go wrong, and how serious that is here. A fault that is disabled is still logged, and raises no alarm.</p>
        {{>problem}}
        <form class="filter" method="get" action="/faults" data-auto>
        <label>Seriousness <select name="seriousness"><option value="">all</option>
        {{#levels}}<option{{#isChosen}} selected{{/isChosen}}>{{name}}</option>{{/levels}}</select></label>
        <label>Text or code <input name="search" type="search" value="{{search}}"></label>
        <button class="quiet">Filter</button>
        </form>
        <div class="scroll" tabindex="0" role="region" aria-label="Fault codes"><table>
        <thead><tr><th scope="col">Code</th><th scope="col">Fault</th><th scope="col">Severity</th><th scope="col">Seriousness</th></tr></thead>
        <tbody>
        {{#faults}}<tr>
        <td class="nowrap"><a href="/faults/{{code}}"><code>{{code}}</code></a></td>
        <td>{{title}}<br><small>{{summary}}</small></td>
        <td><span class="badge {{severity}}">{{severity}}</span></td>
        <td>{{seriousness}}{{#isRemapped}} <small>(changed here)</small>{{/isRemapped}}</td>
        </tr>{{/faults}}
        {{^faults}}<tr><td colspan="4">No fault code matches.</td></tr>{{/faults}}
        </tbody></table></div>
        {{>pager}}
        """

    func content(_ visit: PageVisit) async throws -> PageContent {
        let query = visit.apiQuery(["search", "seriousness", "page"], adding: ["limit": "\(Self.limit)"])
        let answer = try await visit.api.list("faults" + query)
        return PageContent(
            "Fault codes",
            [
                "faults": answer.value, "search": PageValue(visit.query("search")),
                "levels": FaultPage.levels(chosen: visit.query("seriousness")),
                "pager": Pager(visit, limit: Self.limit, total: answer.total ?? answer.value.elements.count).value(
                    visit),
            ])
    }
}

/// One fault code: what it means, what causes it, what helps, and where it stands now.
struct FaultPage: ConsolePage {
    let path = "/faults/{code}"
    let template = """
        <p><a href="/faults">Fault codes</a></p>
        <h1><code>{{fault.code}}</code> {{fault.title}}</h1>
        {{>problem}}
        <div class="columns">
        <section class="card"><h2>What it means</h2><p>{{fault.summary}}</p>
        <dl class="facts"><dt>Severity</dt><dd><span class="badge {{fault.severity}}">{{fault.severity}}</span></dd>
        <dt>Label</dt><dd>{{fault.label}}</dd><dt>Module</dt><dd>{{fault.module}}</dd><dt>Kind</dt><dd>{{words(fault.kind)}}</dd></dl>
        <h3>Cause</h3><p>{{#fault.cause}}{{fault.cause}}{{/fault.cause}}{{^fault.cause}}The system's manual names no cause.{{/fault.cause}}</p>
        <h3>Remedy</h3><p>{{#fault.remedy}}{{fault.remedy}}{{/fault.remedy}}{{^fault.remedy}}The system's manual names no remedy.{{/fault.remedy}}</p>
        </section>
        <section class="card"><h2>How serious it is here</h2>
        {{#viewer.may.alarms}}
        <form method="post" action="/faults/{{fault.code}}/seriousness">{{>csrf}}
        <div class="field"><label for="seriousness">Seriousness</label><div class="control">
        <select id="seriousness" name="seriousness"{{#refusal.isRefused}} aria-invalid="true" aria-describedby="wrong"{{/refusal.isRefused}}>
        {{#levels}}<option{{#isChosen}} selected{{/isChosen}}>{{name}}</option>{{/levels}}<option value="default">as the manual says</option></select>
        {{#refusal.isRefused}}<p class="wrong" id="wrong">{{refusal.detail}}</p>{{/refusal.isRefused}}
        <p class="help">It decides the colour, who is notified, and what is forwarded.</p></div></div>
        <div class="actions"><button>Apply</button></div></form>
        {{/viewer.may.alarms}}
        {{^viewer.may.alarms}}<p>{{fault.seriousness}}</p>{{/viewer.may.alarms}}
        <h2>Where it stands now</h2>
        <ul>{{#alarms}}<li>{{>device}} <small>since {{time(firstRaised)}}</small></li>{{/alarms}}</ul>
        {{^alarms}}<p>Nowhere.</p>{{/alarms}}
        </section></div>
        """

    var actions: [PageAction] {
        [
            PageAction("/faults/{code}/seriousness", right: "alarms") { visit in
                let wanted = visit.form["seriousness"] ?? ""
                try await visit.api.send(
                    .put, "faults/\(visit.component("code"))/seriousness", ["seriousness": .text(wanted)])
                return .done("/faults/\(visit.component("code"))", notice: "The seriousness is changed.")
            }
        ]
    }

    /// The levels of seriousness for a list to choose from.
    static func levels(chosen: String?) -> PageValue {
        .list(
            ["disabled", "information", "warning", "error", "critical"].map {
                ["name": .text($0), "isChosen": .flag(chosen == $0)]
            })
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let fault = try await visit.api.get("faults/\(visit.component("code"))")
        let code = fault["code"].text ?? ""
        let alarms = try await visit.api.get("alarms?code=\(code)&limit=20")
        return PageContent(
            code, isLive: true,
            [
                "fault": fault, "levels": Self.levels(chosen: fault["seriousness"].text),
                "alarms": .list(alarms.elements.map(DeviceLink.marked)),
            ])
    }
}
