import WebServer

/// One watched device: what it is, what each feed told of it and when, and what nobody understood.
struct DevicePage: ConsolePage {
    let path = "/devices/{number}"
    let template = """
        <p><a href="/devices">Watched devices</a></p>
        <h1>{{device.name}}{{#device.model}} <small>{{device.model}}</small>{{/device.model}}</h1>
        {{>problem}}
        <p class="row">{{#device.isSilent}}<span class="badge failed">silent: it answers no longer</span>{{/device.isSilent}}
        <span class="badge {{device.badge}}">facts: {{device.freshness}}{{#device.age}}, {{device.age}} old{{/device.age}}</span>
        <span class="badge{{#device.hasAlarms}} error{{/device.hasAlarms}}">{{grouped(device.alarms)}} alarms</span></p>
        {{#result}}<section class="card" id="result"><h2>The test of its feeds</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="The test of its feeds"><table>
        <thead><tr><th scope="col">Feed</th><th scope="col">Result</th><th scope="col">What was read, or what is in the way</th></tr></thead>
        <tbody>{{#trials}}<tr><th scope="row">{{feed}}</th><td><span class="badge {{badge}}">{{outcome}}</span></td><td>{{text}}</td></tr>{{/trials}}</tbody></table></div></section>{{/result}}
        <div class="columns">
        <section class="card"><h2>Device</h2><dl class="facts">{{#identity}}{{>facts}}{{/identity}}</dl>
        {{#text}}<p>It says of itself: <q>{{text}}</q></p>{{/text}}
        <p><a href="/settings/FEED0-DEVICE{{device.number}}">Settings of the device</a>{{#isRadio}} · <a href="/radios?search={{path(device.address)}}">Radios with its address</a>{{/isRadio}}</p></section>
        <section class="card"><h2>Clock and restarts</h2><dl class="facts">{{#running}}{{>facts}}{{/running}}</dl>
        {{#hasFigures}}<h3>Figures</h3><dl class="facts">{{#figures}}{{>facts}}{{/figures}}</dl>{{/hasFigures}}</section>
        </div>
        {{>device-tables}}
        {{#hasRaw}}<details id="raw"><summary>{{rawCount}} answers that were not understood</summary>
        <p>These are the device's own words, the last ones. The agent made nothing of them.</p>
        {{#raw}}<pre tabindex="0" role="region" aria-label="Answer {{place}} that was not understood">{{words}}</pre>{{/raw}}</details>{{/hasRaw}}
        {{#viewer.may.settings}}
        <form method="post" action="/devices/{{device.number}}/test">{{>csrf}}
        <div class="actions"><button>Test the feeds</button></div>
        <p class="faint">Each feed is tried once. The page waits for the answers.</p></form>
        {{/viewer.may.settings}}
        """

    var parts: [String: String] { ["device-tables": Self.tables] }

    private static let tables = """
        <h2>Feeds</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Feeds"><table>
        <thead><tr><th scope="col">Feed</th><th scope="col">Facts</th><th scope="col">Last success</th><th scope="col">Age</th>
        <th scope="col">Went well</th><th scope="col">Failed</th><th scope="col">Last error</th></tr></thead>
        <tbody>{{#feeds}}<tr><th scope="row">{{kind}}</th><td><span class="badge {{badge}}">{{freshness}}</span></td>
        <td class="nowrap">{{#lastSuccess}}{{time(lastSuccess)}}{{/lastSuccess}}{{^lastSuccess}}never{{/lastSuccess}}</td><td class="nowrap">{{age}}{{^age}}–{{/age}}</td>
        <td class="right">{{grouped(successes)}}</td><td class="right">{{grouped(failures)}}</td>
        <td>{{lastError}}{{#lastErrorAt}}<br><small>{{time(lastErrorAt)}} UTC</small>{{/lastErrorAt}}</td></tr>{{/feeds}}
        {{^feeds}}<tr><td colspan="7">None of its feeds is used.</td></tr>{{/feeds}}</tbody></table></div>
        <h2>Alarms</h2>
        {{#hasAlarms}}<div class="scroll" tabindex="0" role="region" aria-label="Alarms"><table>
        <thead><tr><th scope="col">Alarm</th><th scope="col">Source</th><th scope="col">Who tells of it</th><th scope="col">Facts</th><th scope="col">Told last</th><th scope="col">Began</th></tr></thead>
        <tbody>{{#alarms}}<tr><td><a href="/faults/{{path(code)}}"><code>{{code}}</code></a> {{text}}</td><td>{{source}}</td><td>{{told}}</td>
        <td><span class="badge {{badge}}">{{freshness}}</span></td><td class="nowrap">{{#lastTold}}{{ago(lastTold)}} ago{{/lastTold}}{{^lastTold}}before the agent started{{/lastTold}}</td>
        <td class="nowrap">{{#deviceTime}}{{time(deviceTime)}}{{/deviceTime}}{{^deviceTime}}not told{{/deviceTime}}</td></tr>{{/alarms}}</tbody></table></div>
        {{#moreAlarms}}<p>And {{grouped(moreAlarms)}} more.</p>{{/moreAlarms}}
        <p><small>Where a feed is silent its alarms stand, with facts that age. Silence clears nothing.</small></p>{{/hasAlarms}}
        {{^hasAlarms}}<p>None of its feeds tells of an alarm.</p>{{/hasAlarms}}
        {{#hasInterfaces}}<h2>Network interfaces</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Network interfaces"><table>
        <thead><tr><th scope="col">No.</th><th scope="col">Name</th><th scope="col">State</th><th scope="col">MAC address</th><th scope="col">Mbit/s</th>
        <th scope="col">Received</th><th scope="col">Sent</th><th scope="col">Errors in</th><th scope="col">Errors out</th></tr></thead>
        <tbody>{{#interfaces}}<tr><td class="right">{{index}}</td><th scope="row">{{name}}</th><td>{{state}}</td><td class="mono">{{mac}}</td><td class="right">{{megabits}}</td>
        <td class="right nowrap">{{octets(octetsIn)}}</td><td class="right nowrap">{{octets(octetsOut)}}</td><td class="right">{{grouped(errorsIn)}}</td><td class="right">{{grouped(errorsOut)}}</td></tr>{{/interfaces}}</tbody></table></div>{{/hasInterfaces}}
        """

    /// Alarms and interfaces that are shown.
    private static let alarmLimit = 100
    private static let interfaceLimit = 64
    /// Characters of a text that was not understood.
    private static let rawLimit = 1024

    var actions: [PageAction] {
        [
            PageAction("/devices/{number}/test", right: "settings") { visit in
                let device = try await visit.api.get("devices/\(visit.component("number"))")["device"]
                let trials = try await visit.api.send(.post, "devices/test", ["address": device["address"]])
                return .result(["trials": .list(trials.elements.map(Self.trial))])
            }
        ]
    }

    private static func trial(_ trial: PageValue) -> PageValue {
        let badge: PageValue =
            switch trial["outcome"].words {
            case "works": "ok"
            case "partly": "warning"
            case "fails": "failed"
            case "off": "disabled"
            default: "waiting"
            }
        return trial.adding(["badge": badge])
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let answer = try await visit.api.get("devices/\(visit.component("number"))")
        let device = DeviceMarks.row(answer["device"])
        let alarms = answer["alarms"].elements
        let interfaces = answer["interfaces"].elements
        let raw = answer["raw"].elements.compactMap(\.text)
        let figures = Self.figures(answer["figures"])
        return PageContent(
            answer["device"]["name"].words, isLive: visit.form.fields.isEmpty,
            [
                "device": device, "feeds": .list(answer["device"]["feeds"].elements.map(DeviceMarks.feed)),
                "identity": ["facts": Self.identity(answer).value], "text": answer["text"],
                "isRadio": .flag(answer["device"]["model"].text?.hasPrefix("ipbs") ?? false),
                "running": ["facts": Self.running(answer).value],
                "figures": ["facts": figures.value], "hasFigures": .flag(!figures.isEmpty),
                "alarms": .list(alarms.prefix(Self.alarmLimit).map(Self.alarm)), "hasAlarms": .flag(!alarms.isEmpty),
                "moreAlarms": alarms.count > Self.alarmLimit
                    ? .integer(Int64(alarms.count - Self.alarmLimit)) : .none,
                "interfaces": .list(interfaces.prefix(Self.interfaceLimit).map(Self.interface)),
                "hasInterfaces": .flag(!interfaces.isEmpty),
                "raw": .list(
                    raw.enumerated().map {
                        ["place": .integer(Int64($0 + 1)), "words": .text(String($1.prefix(Self.rawLimit)))]
                    }),
                "hasRaw": .flag(!raw.isEmpty), "rawCount": .integer(Int64(raw.count)),
            ])
    }

    private static func identity(_ answer: PageValue) -> PageFacts {
        let device = answer["device"]
        var facts = PageFacts()
        facts.add("Number", device["number"])
        facts.add("IP address", device["address"])
        facts.add("MAC address", device["mac"].text ?? "unknown")
        facts.add("Model", device["model"].text ?? "unknown")
        facts.add("Version", device["version"])
        facts.add("Boot code", answer["bootVersion"])
        facts.add("Hardware", answer["hardware"])
        facts.add("Serial number", answer["serial"])
        facts.add("Where it is", answer["location"])
        return facts
    }

    private static func running(_ answer: PageValue) -> PageFacts {
        let device = answer["device"]
        var facts = PageFacts()
        let clock = DeviceMarks.clock(device)
        let against = clock.hasSuffix("ahead") ? "\(clock) of the agent" : "\(clock) the agent"
        facts.add("Clock", clock.isEmpty ? "it never told the time" : clock == "0 s" ? "as the agent's" : against)
        facts.add("Tells the time in", DeviceMarks.zone(device))
        if device["startedAt"] == .none { facts.add("Started", "not told") }
        facts.add("Started", time: device["startedAt"])
        facts.add("Restarts seen", device["restarts"])
        facts.add("Asked by others without the right", answer["authenticationFailures"])
        return facts
    }

    private static func figures(_ figures: PageValue) -> PageFacts {
        let names = [
            "processor": ("Processor in use", " %"), "memory": ("Memory in use", " %"),
            "temperature": ("Temperature", " °C"), "calls": ("Calls now", ""),
        ]
        var facts = PageFacts()
        for (name, value) in figures.fields.sorted(by: { $0.key < $1.key }) {
            guard let number = value.number else { continue }
            let (title, unit) = names[name] ?? (PageFormat.capital(PageFormat.words(name)), "")
            facts.add(title, PageFormat.fixed(number) + unit)
        }
        return facts
    }

    private static func alarm(_ alarm: PageValue) -> PageValue {
        alarm.having("lastTold", "deviceTime", "text", "source").adding([
            "badge": DeviceMarks.badge(alarm["freshness"].words), "told": .text(alarm["tellers"].joined),
        ])
    }

    private static func interface(_ interface: PageValue) -> PageValue {
        let state: PageValue = interface["isUp"] == .none ? "not told" : interface["isUp"].isTrue ? "up" : "down"
        return interface.having("name", "mac", "octetsIn", "octetsOut", "errorsIn", "errorsOut").adding([
            "state": state, "megabits": PageValue(interface["speed"].number.map { PageFormat.fixed($0 / 1_000_000) }),
        ])
    }
}
