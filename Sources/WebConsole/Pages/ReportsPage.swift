import WebServer

/// Service reports (manual 4.23.11): made with a click, followed while they are made, fetched and deleted.
struct ReportsPage: ConsolePage {
    let path = "/reports"
    let right = "report"
    let template = """
        <h1>Service reports</h1>
        <p>Everything that somebody needs who is to help: findings first, then devices, alarms, graphs, settings with secrets
        masked, and the logs of the last day.</p>
        {{>problem}}
        {{^isThere}}<p class="warning-box">This agent makes no service reports.</p>{{/isThere}}
        {{#isThere}}
        <div class="columns"><section class="card"><h2>Make a report</h2>
        <form method="post" action="/reports">{{>csrf}}
        <fieldset class="redactions"><legend>What is hidden in it</legend>
        {{#redactions}}<label class="choice"><input type="radio" name="redaction" value="{{name}}"{{#isChosen}} checked{{/isChosen}}> <span><strong>{{title}}</strong><br><small>{{text}}</small></span></label>{{/redactions}}
        </fieldset>
        {{#refusal.at.redaction}}<p class="wrong">{{refusal.at.redaction}}</p>{{/refusal.at.redaction}}
        <div class="actions"><button>Make a report</button></div></form></section>
        <section class="card"><h2>By schedule</h2><dl class="facts">
        <dt>Schedule</dt><dd>{{schedule.schedule}}{{#viewer.may.read}} <a href="/settings/REPORT0">Settings</a>{{/viewer.may.read}}</dd>
        {{#schedule.nextDue}}<dt>Next</dt><dd>{{time(schedule.nextDue)}} UTC</dd>{{/schedule.nextDue}}
        {{#schedule.lastMade}}<dt>Last made</dt><dd>{{time(schedule.lastMade)}} UTC</dd>{{/schedule.lastMade}}
        {{#schedule.url}}<dt>Sent to</dt><dd>{{schedule.url}}</dd>{{/schedule.url}}
        {{#schedule.lastUploaded}}<dt>Last taken</dt><dd>{{time(schedule.lastUploaded)}} UTC</dd>{{/schedule.lastUploaded}}
        {{#isWaiting}}<dt>Waiting</dt><dd>{{#schedule.waiting}}report {{.}} {{/schedule.waiting}}</dd>{{/isWaiting}}
        {{#schedule.lastError}}<dt>Last error</dt><dd><span class="badge error">failed</span> {{schedule.lastError}}{{#schedule.lastErrorAt}} <small>{{time(schedule.lastErrorAt)}} UTC</small>{{/schedule.lastErrorAt}}</dd>{{/schedule.lastError}}
        </dl></section></div>
        <h2>Reports</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Reports"><table>
        <thead><tr><th scope="col">No.</th><th scope="col">Made</th><th scope="col">Hidden</th><th scope="col">State</th><th scope="col">Files</th><th scope="col">Delete</th></tr></thead>
        <tbody>{{#reports}}<tr>
        <th scope="row">{{id}}</th><td class="nowrap">{{time(startedAt)}}{{#author}}<br><small>{{author}}</small>{{/author}}</td><td>{{hidden}}</td>
        <td>{{#isMaking}}<progress data-making max="100" value="{{percent}}" aria-label="Progress of report {{id}}"></progress> {{percent}} %{{#phase}}<br><small>{{words(phase)}}</small>{{/phase}}{{/isMaking}}\
        {{^isMaking}}<span class="badge {{mark}}">{{state}}</span>{{#error}}<br><small>{{error}}</small>{{/error}}{{/isMaking}}</td>
        <td>{{#isFinished}}<a href="/api/v1/reports/{{id}}/report.html" download="{{pageName}}">Page</a>{{#pageOctets}} <small>{{octets(pageOctets)}}</small>{{/pageOctets}}<br>
        <a href="/api/v1/reports/{{id}}/report.tar.gz" download="{{archiveName}}">Archive</a>{{#archiveOctets}} <small>{{octets(archiveOctets)}}</small>{{/archiveOctets}}{{/isFinished}}</td>
        <td><form class="inline" method="post" action="/reports/{{id}}/delete" data-ask="{{#isMaking}}End the making of report {{id}}?{{/isMaking}}{{^isMaking}}Delete report {{id}}?{{/isMaking}}">{{>csrf}}
        <button class="danger small">{{#isMaking}}Stop{{/isMaking}}{{^isMaking}}Delete{{/isMaking}}<span class="hidden"> report {{id}}</span></button></form></td>
        </tr>{{/reports}}
        {{^reports}}<tr><td colspan="6">No report has been made yet.</td></tr>{{/reports}}</tbody></table></div>
        {{/isThere}}
        """

    /// What may be hidden.
    private static let redactions = [
        ("none", "Nothing but secrets", "The report has addresses and names in it."),
        ("addresses", "Addresses too", "IP and MAC addresses, RFPIs and IPEIs have stand-ins."),
        ("names", "Addresses and names", "Names of hosts, devices, people and places have stand-ins, too."),
    ]

    var actions: [PageAction] {
        [
            PageAction("/reports", right: "report") { visit in
                let wanted = visit.form["redaction"] ?? "none"
                try await visit.api.send(.post, "reports", ["redaction": .text(wanted)])
                return .done("/reports", notice: "The report is being made.")
            },
            PageAction("/reports/{id}/delete", right: "report") { visit in
                try await visit.api.send(.delete, "reports/\(visit.component("id"))")
                return .done("/reports", notice: "Report \(visit["id"]) is deleted.")
            },
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let answer = try await visit.api.find("reports")
        let chosen = visit.form["redaction"] ?? "none"
        return PageContent(
            "Service reports", isLive: true,
            [
                "isThere": .flag(answer != .none), "reports": .list(answer["reports"].elements.map(Self.shown)),
                "schedule": answer["schedule"],
                "isWaiting": .flag(!answer["schedule"]["waiting"].elements.isEmpty),
                "redactions": .list(
                    Self.redactions.map { name, title, text in
                        [
                            "name": .text(name), "title": .text(title), "text": .text(text),
                            "isChosen": .flag(name == chosen),
                        ]
                    }),
            ])
    }

    private static func shown(_ report: PageValue) -> PageValue {
        let state = report["state"].text ?? ""
        let redaction = report["redaction"].text ?? "none"
        let share = min(1, max(0, report["progress"].number ?? 0))
        return report.adding([
            "hidden": .text(redactions.first { $0.0 == redaction }?.1 ?? redaction),
            "isMaking": .flag(state == "making"), "isFinished": .flag(state == "finished"),
            "mark": state == "finished" ? "ok" : state == "failed" ? "error" : "disabled",
            "percent": .integer(Int64((share * 100).rounded())),
        ])
    }
}
