import WebServer

/// One radio (manual 4.11.1, 4.12.1, 4.12.3): how it is, whom it hears, what it carries, and what can be done with it.
struct RadioPage: ConsolePage {
    let path = "/radios/{name}"
    let template = """
        <p><a href="/radios">Radios</a></p>
        <h1>{{radio.name}}{{#radio.deviceName}} <small>{{radio.deviceName}}</small>{{/radio.deviceName}}</h1>
        {{>problem}}
        <p class="row"><span class="badge {{radio.registration}}">{{radio.registration}}</span>
        {{#isRegistered}}<span class="badge {{radio.color}}"><span class="dot {{radio.color}}"></span>{{words(radio.sync)}}</span>{{/isRegistered}}
        {{#radio.isWatched}}<span class="badge">watched</span> {{#radio.address}}<a href="/devices?search={{path(radio.address)}}">What its feeds tell</a>{{/radio.address}}{{/radio.isWatched}}{{^radio.isWatched}}{{#radio.isSimulated}}<span class="badge simulated">simulated</span>{{/radio.isSimulated}}{{/radio.isWatched}}</p>
        {{#alarms}}<div class="problem"><span class="badge {{severity}}">{{severity}}</span> <a href="/faults/{{code}}"><code>{{code}}</code></a> {{text}}
        <small>since {{time(firstRaised)}} UTC, {{ago(firstRaised)}}</small></div>{{/alarms}}
        <div class="columns">
        <section class="card"><h2>Device</h2><dl class="facts">
        <dt>Model</dt><dd>{{radio.model}}</dd><dt>MAC address</dt><dd class="mono">{{radio.mac}}</dd>
        <dt>RFPI</dt><dd class="mono">{{radio.rfpi}}{{^radio.rfpi}}none yet{{/radio.rfpi}}</dd>
        <dt>IP address</dt><dd>{{radio.address}}{{^radio.address}}unknown{{/radio.address}}</dd>
        <dt>Version</dt><dd>{{radio.version}}</dd>
        <dt>Connected</dt><dd>{{#radio.connectedSince}}for {{ago(radio.connectedSince)}}, since {{time(radio.connectedSince)}} UTC{{/radio.connectedSince}}{{^radio.connectedSince}}not now{{/radio.connectedSince}}</dd>
        <dt>Last seen</dt><dd>{{time(details.lastSeen)}} UTC</dd>
        <dt>Location ID</dt><dd>{{radio.locationID}}{{^radio.locationID}}none{{/radio.locationID}} {{radio.locationDescription}}</dd>
        </dl></section>
        <section class="card"><h2>Traffic</h2><dl class="facts">
        <dt>Calls now</dt><dd>{{radio.calls}} of {{radio.callLimit}}</dd>
        <dt>Calls in, out</dt><dd>{{grouped(radio.callsIn)}}, {{grouped(radio.callsOut)}}</dd>
        <dt>Handovers</dt><dd>{{grouped(radio.handovers)}}, cancelled {{grouped(radio.handoversCancelled)}}</dd>
        <dt>Resources in use</dt><dd>{{percent(details.utilization)}}</dd>
        </dl><p><a href="/performance?graph=calls%3A{{path(radio.name)}}">Its calls over time</a></p></section>
        <section class="card"><h2>Air synchronization</h2><dl class="facts">
        <dt>Region</dt><dd><a href="/sync/{{radio.region}}">{{radio.region}}</a></dd>
        <dt>Follows</dt><dd>{{#radio.parent}}<a href="/radios/{{path(radio.parent)}}">{{radio.parent}}</a>{{/radio.parent}}{{^radio.parent}}nobody{{/radio.parent}}</dd>
        <dt>RSSI, FER</dt><dd>{{#radio.rssi}}{{radio.rssi}} dBm, {{radio.fer}} %{{/radio.rssi}}{{^radio.rssi}}no bearer{{/radio.rssi}}</dd>
        <dt>Carrier, slot</dt><dd>{{#details.carrier}}{{details.carrier}}, {{details.slot}}{{/details.carrier}}{{^details.carrier}}–{{/details.carrier}}</dd>
        <dt>Drift</dt><dd>{{details.driftNanoseconds}} ns</dd>
        <dt>Sync lost</dt><dd>{{grouped(radio.syncLost)}} times{{#details.lastLossCause}}, last: {{words(details.lastLossCause)}}{{/details.lastLossCause}}</dd>
        </dl></section>
        {{#hasCandidates}}<section class="card"><h2>Whom it hears</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Sync candidates"><table><thead><tr><th scope="col">RFPI</th><th scope="col">Radio</th><th scope="col">RSSI</th><th scope="col">FER</th></tr></thead>
        <tbody>{{#details.candidates}}<tr><td class="mono">{{rfpi}}</td><td>{{#radio}}<a href="/radios/{{path(radio)}}">{{radio}}</a>{{/radio}}</td>
        <td class="right">{{rssi}} dBm</td><td class="right">{{fer}} %</td></tr>{{/details.candidates}}</tbody></table></div></section>{{/hasCandidates}}
        </div>
        {{#viewer.may.radios}}
        <h2>What can be done</h2>
        {{#isUninitialized}}
        <details class="do" id="add" open><summary>Add it to the system</summary>
        <form method="post" action="/radios/{{path(radio.name)}}/add" class="card">{{>csrf}}
        <div class="field"><label for="device-name">Device name</label><div class="control"><input id="device-name" name="name" value="{{form.name}}" maxlength="64">
        <p class="help">Empty for the one from its MAC address.</p></div></div>
        <div class="field"><label for="region">Sync region</label><div class="control"><input id="region" name="region" inputmode="numeric" size="4" value="{{form.region}}"{{#refusal.at.region}} aria-invalid="true" aria-describedby="region-wrong"{{/refusal.at.region}}>
        {{#refusal.at.region}}<p class="wrong" id="region-wrong">{{refusal.at.region}}</p>{{/refusal.at.region}}<p class="help">0 to 249.</p></div></div>
        <div class="actions"><button>Add</button></div></form></details>
        {{/isUninitialized}}
        <details class="do" id="location"><summary>Set its location ID</summary>
        <form method="post" action="/radios/{{path(radio.name)}}/location" class="card">{{>csrf}}
        <div class="field"><label for="location-id">Location ID</label><div class="control"><input id="location-id" name="id" value="{{radio.locationID}}" maxlength="64">
        <p class="help">Is sent to the PBX with an emergency call.</p></div></div>
        <div class="field"><label for="description">Description</label><div class="control"><input id="description" name="description" value="{{radio.locationDescription}}" maxlength="128" size="40"></div></div>
        <div class="actions"><button>Apply</button></div></form></details>
        {{#isStatic}}
        <details class="do" id="move"><summary>Move its RFPI to a radio that replaces it</summary>
        <form method="post" action="/radios/{{path(radio.name)}}/move" class="card">{{>csrf}}
        <div class="field"><label for="to">New radio</label><div class="control"><input id="to" name="to" list="others" required>
        <datalist id="others">{{#others}}<option value="{{name}}">{{deviceName}}</option>{{/others}}</datalist>
        <p class="help">Its own RFPI is released; this radio is deleted from the list.</p></div></div>
        <div class="actions"><button>Move</button></div></form></details>
        <details class="do" id="delete"><summary>Delete it</summary>
        <form method="post" action="/radios/{{path(radio.name)}}/delete" class="card">{{>csrf}}
        <p>Its RFPI is released and can be used again. Other radios keep theirs.</p>
        <div class="actions"><button class="danger">Delete {{radio.name}}</button></div></form></details>
        {{/isStatic}}
        {{/viewer.may.radios}}
        """

    var actions: [PageAction] {
        [
            PageAction("/radios/{name}/add", right: "radios") { visit in
                var content: PageValue = ["name": PageValue(visit.form["name"])]
                if let text = visit.form["region"], !text.isEmpty { content["region"] = try Self.region(text) }
                try await visit.api.send(.post, "radios/\(visit.component("name"))/add", content)
                return .done("/radios", notice: "\(visit["name"]) is added. It restarts and connects.")
            },
            PageAction("/radios/{name}/location", right: "radios") { visit in
                try await visit.api.send(
                    .put, "radios/\(visit.component("name"))/location",
                    [
                        "locationID": .text(visit.form["id"] ?? ""),
                        "description": .text(visit.form["description"] ?? ""),
                    ])
                return .done("/radios/\(visit.component("name"))", notice: "The location is set.")
            },
            PageAction("/radios/{name}/move", right: "radios") { visit in
                let to = visit.form["to"] ?? ""
                try await visit.api.send(.post, "radios/\(visit.component("name"))/move-rfpi", ["to": .text(to)])
                return .done(
                    "/radios/\(PageFormat.pathComponent(to))", notice: "The RFPI of \(visit["name"]) moved to \(to).")
            },
            PageAction("/radios/{name}/delete", right: "radios") { visit in
                try await visit.api.send(.delete, "radios/\(visit.component("name"))")
                return .done("/radios", notice: "\(visit["name"]) is deleted. Its RFPI is free.")
            },
        ]
    }

    /// A sync region that was typed: what is no number is an error of the field, not of the request.
    private static func region(_ text: String) throws -> PageValue {
        guard let region = Int64(text), (0...249).contains(region) else {
            throw Problem(
                status: 422, title: "Not a region", detail: "expected a sync region from 0 to 249, got \(text)",
                field: "region")
        }
        return .integer(region)
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let answer = try await visit.api.get("radios/\(visit.component("name"))")
        let details = answer["details"]
        let name = answer["name"].text ?? visit["name"]
        let alarms = try await visit.api.get("alarms?device=\(PageFormat.pathComponent(name))&limit=20")
        let registration = answer["registration"]
        let others =
            registration == "static" && visit.viewer.may("radios")
            ? try await visit.api.get("radios?state=registered&sort=-connectedSince&limit=200") : .list([])
        return PageContent(
            name, isLive: true,
            [
                "radio": answer, "details": details, "alarms": alarms, "others": others,
                "isRegistered": .flag(registration == "registered"), "isStatic": .flag(registration == "static"),
                "isUninitialized": .flag(registration == "uninitialized"),
                "hasCandidates": .flag(!details["candidates"].elements.isEmpty),
                "form": ["name": PageValue(visit.form["name"]), "region": PageValue(visit.form["region"])],
            ])
    }
}
