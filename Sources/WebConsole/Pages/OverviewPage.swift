/// The first page: how the telephone system is, in ten seconds, and where to go on.
struct OverviewPage: ConsolePage {
    let path = "/"
    let template = """
        <h1>{{headline}}</h1>
        {{#isSimulated}}<p class="warning-box">This site is simulated. Figures of the host and the LAN are real.</p>{{/isSimulated}}
        {{#hasReasons}}<ul class="reasons">{{#reasons}}<li><span class="badge {{seriousness}}">{{seriousness}}</span> {{text}}
        {{#link}}<a href="{{link}}">{{linkText}}</a>{{/link}}</li>{{/reasons}}</ul>{{/hasReasons}}
        {{^hasReasons}}<p>No alarm stands, all radios are connected and synchronized, everything is forwarded.</p>{{/hasReasons}}

        <ul class="cards" aria-label="Figures">
        <li class="card state {{alarmState}}"><p class="name"><a href="/active-alarms">Alarms</a></p><span class="figure">{{grouped(alarms.count)}}</span>
        <small>{{grouped(alarms.unacknowledged)}} not acknowledged</small></li>
        <li class="card state {{radioState}}"><p class="name"><a href="/radios">Radios connected</a></p><span class="figure">{{grouped(radios.registered)}}<small> of {{grouped(added)}}</small></span>
        <small>{{#positive(radios.lost)}}<a href="/radios?state=static">{{grouped(radios.lost)}} lost</a>{{/positive(radios.lost)}}{{^positive(radios.lost)}}none lost{{/positive(radios.lost)}}{{#positive(radios.uninitialized)}},
        <a href="/radios?state=uninitialized">{{grouped(radios.uninitialized)}} to be added</a>{{/positive(radios.uninitialized)}}</small></li>
        <li class="card state {{syncState}}"><p class="name"><a href="/sync">Air sync</a></p><span class="figure">{{grouped(radios.green)}}</span>
        <small><span class="dot green"></span>good <span class="dot yellow"></span>{{grouped(radios.yellow)}} poor <span class="dot red"></span>{{grouped(radios.red)}} none{{#hasGrey}} <span class="dot grey"></span>{{grouped(radios.grey)}} not told{{/hasGrey}}</small></li>
        <li class="card state"><p class="name"><a href="/traffic">Calls now</a></p><span class="figure">{{grouped(calls)}}</span>
        <small>{{grouped(handovers)}} handovers{{#positive(radios.full)}}, {{grouped(radios.full)}} radios full{{/positive(radios.full)}}</small></li>
        <li class="card state"><p class="name">Users registered</p><span class="figure">{{grouped(usersRegistered)}}</span><small>of {{grouped(users)}}</small></li>
        <li class="card state {{forwardingState}}"><p class="name"><a href="/forwarding">Forwarding</a></p><span class="figure">{{wellReceivers}}<small> of {{receivers}}</small></span><small>receivers take what they are sent</small></li>
        </ul>

        <div class="columns">
        <section class="card"><h2>Worst alarms</h2>
        {{#hasWorst}}<ul class="plain">{{#worst}}<li><span class="badge {{severity}}">{{severity}}</span> {{text}}
        <small>{{>device}} · <a href="/faults/{{code}}">{{code}}</a> · {{ago(firstRaised)}}{{#isAcknowledged}} · acknowledged{{/isAcknowledged}}</small></li>{{/worst}}</ul>
        <p><a href="/active-alarms">All alarms</a></p>{{/hasWorst}}
        {{^hasWorst}}<p>None.</p>{{/hasWorst}}</section>

        <section class="card"><h2>Sync regions</h2>
        {{#hasRegions}}<div class="scroll" tabindex="0" role="region" aria-label="Sync regions"><table><thead><tr><th scope="col">Region</th><th scope="col">Radios</th><th scope="col">Good</th><th scope="col">Poor</th><th scope="col">None</th><th scope="col">Lost</th></tr></thead>
        <tbody>{{#regions}}<tr><th scope="row"><a href="/sync/{{region}}">{{region}}{{#name}}, {{name}}{{/name}}</a></th><td class="right">{{radios}}</td>
        <td class="right">{{green}}</td><td class="right">{{yellow}}</td><td class="right">{{red}}</td><td class="right">{{grouped(syncLost)}}</td></tr>{{/regions}}</tbody></table></div>
        {{#moreRegions}}<p><a href="/sync">All {{moreRegions}} regions</a></p>{{/moreRegions}}{{/hasRegions}}
        {{^hasRegions}}<p>The system has no sync region yet.</p>{{/hasRegions}}</section>

        <section class="card"><h2>Forwarding</h2>
        {{#hasReceivers}}<ul class="plain">{{#forwarding}}<li>{{#isWell}}<span class="badge ok">well</span>{{/isWell}}{{^isWell}}<span class="badge failed">stuck</span>{{/isWell}}
        {{words(kind)}}: {{name}} <small>{{address}}{{#waiting}}, {{grouped(waiting)}} waiting{{/waiting}}{{#lastError}}<br>{{lastError}}{{/lastError}}</small></li>{{/forwarding}}</ul>{{/hasReceivers}}
        {{^hasReceivers}}<p>Nobody is told: no trap target, log server or alarm server is set. <a href="/settings">Settings</a></p>{{/hasReceivers}}</section>

        <section class="card"><h2>LAN</h2>
        <ul class="plain">{{#lan}}<li>{{#hasLink}}<span class="badge ok">link</span>{{/hasLink}}{{^hasLink}}<span class="badge failed">no link</span>{{/hasLink}}
        <a href="/lan">{{name}}</a>{{#port}} ({{port}}){{/port}} <small>{{#megabits}}{{megabits}} Mbit/s, {{/megabits}}{{neighbours}} neighbours{{#problem}}<br>{{problem}}{{/problem}}</small></li>{{/lan}}</ul>
        {{#hasCertificates}}<h3>Certificates that end</h3><ul class="plain">{{#certificates}}<li>{{subject}} <small>in {{days}} days, {{date(notAfter)}}</small></li>{{/certificates}}</ul>{{/hasCertificates}}
        <h3>Masters</h3><ul class="plain">{{#masters}}<li>{{#isReachable}}<span class="badge ok">there</span>{{/isReachable}}{{^isReachable}}<span class="badge failed">not there</span>{{/isReachable}}
        {{capital(words(role))}} <small class="mono">{{mac}}</small> <small>{{words(mode)}}{{#isActive}}, active{{/isActive}}</small></li>{{/masters}}</ul></section>
        {{#hasFindings}}<section class="card"><h2>What limits the system</h2><ul class="plain">{{#findings}}<li><strong>{{subject}}</strong>: {{evidence}}<br><small>{{advice}}</small></li>{{/findings}}</ul></section>{{/hasFindings}}
        </div>
        <p class="faint">Agent {{version}} on {{host}}, running for {{duration(uptimeSeconds)}}.{{#systemID}} System ID {{systemID}}.{{/systemID}}</p>
        """

    /// Regions that are shown at once.
    private static let regionLimit = 12

    func content(_ visit: PageVisit) async throws -> PageContent {
        let overview = try await visit.api.get("overview")
        let radios = overview["radios"]
        func count(_ field: String) -> Int64 { radios[field].integer ?? 0 }
        let receivers = overview["forwarding"].elements
        let well = receivers.count { $0["isWell"].isTrue }
        let regions = overview["regions"].elements
        let worst = overview["alarms"]["worst"].elements
        let reasons = overview["reasons"].elements
        return PageContent(
            "Overview", isLive: true,
            overview.adding([
                "headline": .text(Self.headline(overview["health"].text ?? "", overview["system"].text ?? "")),
                "reasons": .list(reasons.map(Self.linked)), "hasReasons": .flag(!reasons.isEmpty),
                "added": .integer(count("registered") + count("lost")),
                "alarmState": Self.state(
                    isBad: (overview["alarms"]["bySeriousness"]["critical"].integer ?? 0) > 0,
                    isPoor: (overview["alarms"]["count"].integer ?? 0) > 0),
                "radioState": Self.state(isBad: count("lost") > 0, isPoor: count("uninitialized") > 0),
                "hasGrey": .flag(count("grey") > 0),
                "syncState": Self.state(isBad: count("red") > 0, isPoor: count("yellow") > 0),
                "forwardingState": Self.state(isBad: well < receivers.count, isPoor: receivers.isEmpty),
                "worst": .list(worst.map(DeviceLink.marked)), "hasWorst": .flag(!worst.isEmpty),
                "regions": .list(Array(regions.prefix(Self.regionLimit))), "hasRegions": .flag(!regions.isEmpty),
                "moreRegions": regions.count > Self.regionLimit ? .integer(Int64(regions.count)) : .none,
                "hasReceivers": .flag(!receivers.isEmpty), "receivers": .integer(Int64(receivers.count)),
                "wellReceivers": .integer(Int64(well)),
                "hasCertificates": .flag(!overview["certificates"].elements.isEmpty),
                "hasFindings": .flag(!overview["findings"].elements.isEmpty),
            ]))
    }

    private static func headline(_ health: String, _ system: String) -> String {
        let name = system.isEmpty ? "The telephone system" : system
        switch health {
        case "ok": return "\(name) is well"
        case "warning": return "\(name) needs a look"
        case "error": return "\(name) has faults"
        default: return "\(name) is in trouble"
        }
    }

    private static func state(isBad: Bool, isPoor: Bool) -> PageValue {
        isBad ? "bad" : isPoor ? "warning" : "good"
    }

    /// Where a reader goes on from a reason.
    private static func linked(_ reason: PageValue) -> PageValue {
        let places: [String: (String, String)] = [
            "alarms": ("/active-alarms", "Alarms"), "radios": ("/radios?troubled=1", "Radios"),
            "sync": ("/sync", "Air sync"), "forwarding": ("/forwarding", "Forwarding"),
            "certificates": ("/certificates", "Certificates"), "lan": ("/lan", "LAN"),
            "capacity": ("/performance", "Performance"),
        ]
        guard let (link, text) = reason["subject"].text.flatMap({ places[$0] }) else { return reason }
        return reason.adding(["link": .text(link), "linkText": .text(text)])
    }
}
