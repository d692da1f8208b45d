/// Where logs, alarms and figures go, and whether they arrive: log servers, the log relay, alarm servers, the collector of
/// other devices' alarms, and remote write (manual 4.9.2, 4.12).
struct ForwardingPage: ConsolePage {
    let path = "/forwarding"
    let template = """
        <h1>Forwarding</h1>
        {{>problem}}
        <div class="row"><h2>Log servers</h2><span class="stretch"></span><a href="/settings/LOG0-SERVER">Settings</a></div>
        <div class="scroll" tabindex="0" role="region" aria-label="Log servers"><table>
        <thead><tr><th scope="col">No.</th><th scope="col">Server</th><th scope="col">State</th><th scope="col">Sent</th><th scope="col">Proof of delivery</th>
        <th scope="col">Waiting</th><th scope="col">Refused</th><th scope="col">Lost</th><th scope="col">Last error</th></tr></thead>
        <tbody>{{#logServers}}<tr>
        <td><a href="/settings/LOG0-SERVER{{index}}">{{index}}</a></td>
        <th scope="row">{{name}}{{^name}}{{transport}}{{/name}}<br><small>{{transport}} {{address}}</small>
        {{#allowsUntrusted}}<br><span class="badge warning">certificate is not checked</span>{{/allowsUntrusted}}</th>
        <td><span class="badge {{mark}}">{{words(state)}}</span>{{#isOnBackup}}<br><small>on its backup</small>{{/isOnBackup}}</td>
        <td class="right">{{grouped(sent)}}{{#hasRepeats}}<br><small>{{grouped(repeated)}} once more</small>{{/hasRepeats}}</td>
        <td>{{#isAcknowledged}}{{grouped(acknowledged)}} records{{#lastAcknowledged}}<br><small>last {{ago(lastAcknowledged)}}</small>{{/lastAcknowledged}}{{/isAcknowledged}}\
        {{^isAcknowledged}}<span class="faint">none: this way of sending has no acknowledgement</span>{{/isAcknowledged}}</td>
        <td class="right">{{grouped(waiting)}}</td><td class="right">{{grouped(setAside)}}</td><td class="right">{{grouped(dropped)}}</td>
        <td>{{lastError}}{{#refusals}}<br><small>record {{number}} at {{time(time)}}: {{reason}}</small>{{/refusals}}</td>
        </tr>{{/logServers}}
        {{^logServers}}<tr><td colspan="9">No log server is set up.</td></tr>{{/logServers}}</tbody></table></div>

        <div class="row"><h2>Alarm servers</h2><span class="stretch"></span><a href="/settings/ALARM0-SERVER">Settings</a></div>
        <div class="scroll" tabindex="0" role="region" aria-label="Alarm servers"><table>
        <thead><tr><th scope="col">No.</th><th scope="col">Server</th><th scope="col">Says</th><th scope="col">Taken</th><th scope="col">Failed</th>
        <th scope="col">Refused</th><th scope="col">Lost</th><th scope="col">Last error</th></tr></thead>
        <tbody>{{#alarmServers}}<tr>
        <td><a href="/settings/ALARM0-SERVER{{index}}">{{index}}</a></td>
        <th scope="row">{{name}}{{#name}}<br>{{/name}}<small>{{url}}</small></th><td>{{form}}</td>
        <td class="right">{{grouped(sent)}}{{#lastSent}}<br><small>last {{ago(lastSent)}}</small>{{/lastSent}}</td>
        <td class="right">{{grouped(failures)}}</td><td class="right">{{grouped(setAside)}}</td><td class="right">{{grouped(dropped)}}</td>
        <td>{{lastError}}{{#lastErrorAt}}<br><small>{{time(lastErrorAt)}}</small>{{/lastErrorAt}}{{#refusals}}<br><small>record {{number}} at {{time(time)}}: {{reason}}</small>{{/refusals}}</td>
        </tr>{{/alarmServers}}
        {{^alarmServers}}<tr><td colspan="8">No alarm server is set up.</td></tr>{{/alarmServers}}</tbody></table></div>

        <div class="row"><h2>Remote write</h2><span class="stretch"></span><a href="/settings/REMOTEWRITE0-SERVER">Settings</a></div>
        <div class="scroll" tabindex="0" role="region" aria-label="Remote write"><table>
        <thead><tr><th scope="col">No.</th><th scope="col">Server</th><th scope="col">State</th><th scope="col">Samples taken</th><th scope="col">Octets</th>
        <th scope="col">Dropped</th><th scope="col">Up to</th><th scope="col">Last error</th></tr></thead>
        <tbody>{{#remoteWrite}}<tr>
        <td><a href="/settings/REMOTEWRITE0-SERVER{{index}}">{{index}}</a></td>
        <th scope="row"><small>{{url}}</small></th><td><span class="badge {{mark}}">{{words(state)}}</span></td>
        <td class="right">{{grouped(sent)}}</td><td class="right">{{octets(sentBytes)}}</td>
        <td>{{#drops}}{{grouped(count)}} {{words(reason)}}<br>{{/drops}}{{^drops}}0{{/drops}}</td>
        <td class="nowrap">{{#position}}{{time(position)}}{{/position}}{{^position}}–{{/position}}</td>
        <td>{{lastError}}{{#lastErrorAt}}<br><small>{{time(lastErrorAt)}}</small>{{/lastErrorAt}}</td>
        </tr>{{/remoteWrite}}
        {{^remoteWrite}}<tr><td colspan="8">Figures are written to no server.</td></tr>{{/remoteWrite}}</tbody></table></div>

        <div class="columns">
        <section class="card"><h2>Reception of logs</h2>
        <p class="row"><span class="badge {{#relay.isEnabled}}ok{{/relay.isEnabled}}{{^relay.isEnabled}}disabled{{/relay.isEnabled}}">{{#relay.isEnabled}}on{{/relay.isEnabled}}{{^relay.isEnabled}}off{{/relay.isEnabled}}</span>
        <span>{{relay.connections}} connections</span><a href="/settings/LOG0-RELAY">Settings</a></p>
        <ul>{{#relay.listeners}}<li>{{transport}} <span class="mono">{{address}}</span>: {{#error}}<span class="badge error">not open</span> {{error}}{{/error}}{{^error}}open{{/error}}</li>{{/relay.listeners}}</ul>
        </section>
        <section class="card"><h2>Collection of alarms</h2>
        <p class="row"><span class="badge {{#collector.isEnabled}}ok{{/collector.isEnabled}}{{^collector.isEnabled}}disabled{{/collector.isEnabled}}">{{#collector.isEnabled}}on{{/collector.isEnabled}}{{^collector.isEnabled}}off{{/collector.isEnabled}}</span>
        <a href="/settings/ALARM0-COLLECT">Settings</a></p>
        <dl class="facts"><dt>Path</dt><dd class="mono">{{collector.path}}</dd><dt>Taken</dt><dd>{{grouped(collector.taken)}}</dd><dt>Refused</dt><dd>{{grouped(collector.refused)}}</dd></dl>
        </section></div>
        {{#hasSources}}
        <h2>Who sends logs here</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Senders of logs"><table>
        <thead><tr><th scope="col">Source</th><th scope="col">Received</th><th scope="col">Octets</th><th scope="col">Cut</th><th scope="col">Too fast</th>
        <th scope="col">Overload</th><th scope="col">Refused</th><th scope="col">Last seen</th></tr></thead>
        <tbody>{{#sources}}<tr><th scope="row">{{address}}{{^address}}others{{/address}}</th><td class="right">{{grouped(received)}}</td><td class="right">{{octets(bytes)}}</td>
        <td class="right">{{grouped(truncated)}}</td><td class="right">{{grouped(overRate)}}</td><td class="right">{{grouped(overload)}}</td><td class="right">{{grouped(refused)}}</td>
        <td class="nowrap">{{#lastSeen}}{{ago(lastSeen)}}{{/lastSeen}}</td></tr>{{/sources}}</tbody></table></div>
        {{#moreSources}}<p class="faint">{{grouped(moreSources)}} further sources are not shown.</p>{{/moreSources}}
        {{/hasSources}}
        """

    /// Sources of logs on the page.
    private static let sourceLimit = 100

    func content(_ visit: PageVisit) async throws -> PageContent {
        let relay = try await visit.api.find("logs/relay")
        let sources = relay["sources"].elements
        let logServers = try await visit.api.get("logs/servers").elements.map { server in
            server.adding([
                "mark": Self.mark(server["state"].text), "hasRepeats": .flag((server["repeated"].integer ?? 0) > 0),
            ])
        }
        let remoteWrite = try await visit.api.find("remote-write").elements.map { server in
            let drops = server["dropped"].fields.sorted { $0.key < $1.key }.filter { ($0.value.integer ?? 0) > 0 }
            return server.adding([
                "mark": Self.mark(server["state"].text),
                "drops": .list(drops.map { ["reason": .text($0.key), "count": $0.value] }),
            ])
        }
        return PageContent(
            "Forwarding", isLive: true,
            [
                "logServers": .list(logServers), "alarmServers": try await visit.api.find("alarm-servers"),
                "remoteWrite": .list(remoteWrite), "relay": relay,
                "collector": try await visit.api.find("alarm-collector"),
                "sources": .list(Array(sources.prefix(Self.sourceLimit))), "hasSources": .flag(!sources.isEmpty),
                "moreSources": sources.count > Self.sourceLimit
                    ? .integer(Int64(sources.count - Self.sourceLimit)) : .none,
            ])
    }

    /// The look of a state: well, waiting, or not well.
    private static func mark(_ state: String?) -> PageValue {
        switch state {
        case "connected", "ok": "ok"
        case "waiting", "connecting", "idle": ""
        default: "error"
        }
    }
}
