/// The SNMP agent (manual 4.9.5): whether it answers, whom it notifies, and whether notifications can leave.
struct SNMPPage: ConsolePage {
    let path = "/snmp"
    let template = """
        <h1>SNMP</h1>
        {{>problem}}
        <div class="columns">
        <section class="card state{{^snmp.isEnabled}} warning{{/snmp.isEnabled}}"><h2>Agent</h2><dl class="facts">
        <dt>State</dt><dd>{{#snmp.isEnabled}}answers managers{{/snmp.isEnabled}}{{^snmp.isEnabled}}off{{/snmp.isEnabled}}</dd>
        <dt>Listens on</dt><dd>{{#listening}}<span class="mono">{{.}}</span> {{/listening}}{{^listening}}nothing{{/listening}}</dd>
        <dt>Engine ID</dt><dd class="mono">{{snmp.engineID}}</dd>
        <dt>Engine boots</dt><dd>{{grouped(snmp.engineBoots)}}</dd>
        </dl></section>
        <section class="card"><h2>Settings</h2><ul>
        {{#modules}}<li><a href="/settings/{{path(name)}}">{{name}}</a> <small>{{summary}}</small></li>{{/modules}}
        </ul></section>
        </div>
        <h2>Notification targets</h2>
        {{#result}}<div class="notice" role="status"><ul>{{#outcomes}}<li>{{target}} ({{address}}):
        {{#isSent}}sent{{/isSent}}{{^isSent}}<strong>not sent</strong>: {{message}}{{/isSent}}</li>{{/outcomes}}</ul>
        {{^outcomes}}No notification target is set.{{/outcomes}}
        <p>A trap is not acknowledged: that it was sent says that it left, not that it arrived.</p></div>{{/result}}
        <div class="scroll" tabindex="0" role="region" aria-label="Notification targets"><table>
        <thead><tr><th scope="col">Name</th><th scope="col">Address</th><th scope="col">Version</th><th scope="col">State</th><th scope="col">Sent</th>
        <th scope="col">Acknowledged</th><th scope="col">Sent again</th><th scope="col">Failed</th><th scope="col">Held back</th>
        <th scope="col">Filtered</th><th scope="col">Waiting</th><th scope="col">Last error</th>{{#viewer.may.settings}}<th scope="col">Test</th>{{/viewer.may.settings}}</tr></thead>
        <tbody>{{#targets}}<tr>
        <th scope="row">{{name}}</th><td class="nowrap">{{address}}</td><td>{{version}} {{kind}}</td><td>{{state}}</td>
        <td class="right">{{grouped(sent)}}</td><td class="right">{{grouped(acknowledged)}}</td><td class="right">{{grouped(retried)}}</td>
        <td class="right">{{grouped(failed)}}</td><td class="right">{{grouped(heldBack)}}</td><td class="right">{{grouped(filtered)}}</td>
        <td class="right">{{grouped(waiting)}}</td><td>{{#lastError}}<span class="badge error">error</span> {{lastError}}{{/lastError}}</td>
        {{#viewer.may.settings}}<td><form class="inline" method="post" action="/snmp/test">{{>csrf}}<input type="hidden" name="target" value="{{name}}">
        <button class="quiet small">Send a test<span class="hidden"> to {{name}}</span></button></form></td>{{/viewer.may.settings}}
        </tr>{{/targets}}
        {{^targets}}<tr><td colspan="13">No notification target is set.</td></tr>{{/targets}}
        </tbody></table></div>
        {{#viewer.may.settings}}<div class="actions">
        {{#hasTargets}}<form method="post" action="/snmp/test">{{>csrf}}<button class="quiet">Send a test to all</button></form>{{/hasTargets}}
        <a class="button quiet" href="/settings/SNMP0-TARGET">Add or change targets</a></div>{{/viewer.may.settings}}
        <h2>Counters</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Counters"><table>
        <thead><tr><th scope="col">Counter</th><th scope="col">Value</th></tr></thead>
        <tbody>{{#counters}}<tr><th scope="row" class="mono">{{name}}</th><td class="right">{{grouped(value)}}</td></tr>{{/counters}}
        {{^counters}}<tr><td colspan="2">Nothing has been counted yet.</td></tr>{{/counters}}</tbody></table></div>
        """

    var actions: [PageAction] {
        [
            PageAction("/snmp/test", right: "settings") { visit in
                let target = visit.form["target"].map { "?target=" + PageFormat.pathComponent($0) } ?? ""
                let outcomes = try await visit.api.send(.post, "snmp/test-notification" + target)
                return .result(["outcomes": outcomes])
            }
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let snmp = try await visit.api.get("snmp")
        let modules = try await visit.api.get("config/modules").elements.filter {
            $0["name"].text?.hasPrefix("SNMP0") ?? false
        }
        let counters = snmp["counters"].fields.sorted { $0.key < $1.key }
            .filter { ($0.value.integer ?? 0) > 0 }
            .map { PageValue.record(["name": .text($0.key), "value": $0.value]) }
        return PageContent(
            "SNMP", isLive: true,
            [
                "snmp": snmp, "listening": snmp["listening"], "targets": snmp["targets"],
                "hasTargets": .flag(!snmp["targets"].elements.isEmpty), "counters": .list(counters),
                "modules": .list(modules.map { ["name": $0["name"], "summary": $0["summary"]] }),
            ])
    }
}
