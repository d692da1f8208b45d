import NetworkValues
import WebServer

/// The search for devices: begun, followed, ended; and what it found, to be taken into the list.
struct DiscoveryPage: ConsolePage {
    private static let limit = 50
    private static let rates: ClosedRange<Int64> = 1...1000

    let path = "/devices/discovery"
    let template = """
        <p><a href="/devices">Watched devices</a></p>
        <h1>Search for devices</h1>
        {{>problem}}
        {{#isNone}}<p>No search was made since the agent started.</p>{{/isNone}}
        {{#search}}{{>discovery-search}}{{/search}}
        {{>discovery-proposals}}
        {{#viewer.may.settings}}{{^isRunning}}{{>discovery-form}}{{/isRunning}}{{/viewer.may.settings}}
        """

    var parts: [String: String] {
        ["discovery-search": Self.search, "discovery-proposals": Self.proposals, "discovery-form": Self.form]
    }

    /// How far a search is.
    private static let search = """
        <section class="card"><h2>{{#isRunning}}A search goes on{{/isRunning}}{{^isRunning}}The last search{{/isRunning}}</h2>
        {{#isRunning}}<p><progress data-making max="{{addresses}}" value="{{done}}" aria-label="Progress of the search"></progress> {{grouped(done)}} of {{grouped(addresses)}} addresses</p>
        <p class="faint">The page renews itself. Without a script: <a href="/devices/discovery">look again</a>.</p>{{/isRunning}}
        <dl class="facts">{{>facts}}</dl>
        {{#isRunning}}{{#viewer.may.settings}}<form method="post" action="/devices/discovery/cancel">{{>csrf}}
        <div class="actions"><button class="danger">End the search</button></div></form>{{/viewer.may.settings}}{{/isRunning}}
        </section>
        """

    /// What was found.
    private static let proposals = """
        {{#hasProposals}}<h2>What was found</h2>
        {{#mayAdd}}<form method="post" action="{{addPath}}">{{>csrf}}{{/mayAdd}}
        <div class="scroll" tabindex="0" role="region" aria-label="What was found"><table>
        <thead><tr>{{#mayAdd}}<th scope="col">Add</th>{{/mayAdd}}<th scope="col">Address</th><th scope="col">Name</th><th scope="col">Model</th><th scope="col">Version</th>
        <th scope="col">MAC address</th><th scope="col">Sure</th><th scope="col">Why</th><th scope="col">Credentials</th></tr></thead>
        <tbody>{{#proposals}}<tr>
        {{#mayAdd}}<td>{{#isNew}}<input type="checkbox" name="address" value="{{address}}" aria-label="Add {{address}}"{{#isChosen}} checked{{/isChosen}}>{{/isNew}}</td>{{/mayAdd}}
        <th scope="row" class="nowrap">{{address}}{{#known}}<br><a href="/devices/{{known}}">device {{known}}</a>{{/known}}</th>
        <td>{{name}}</td><td>{{model}}{{^model}}<span class="faint">unknown</span>{{/model}}</td><td>{{version}}</td><td class="mono nowrap">{{mac}}</td>
        <td><span class="badge {{badge}}">{{confidence}}</span></td><td><ul class="plain">{{#reasons}}<li>{{.}}</li>{{/reasons}}</ul></td><td>{{credentials}}{{^credentials}}<span class="faint">the usual</span>{{/credentials}}</td>
        </tr>{{/proposals}}</tbody></table></div>
        {{#mayAdd}}<div class="actions"><button>Add what is chosen to the list</button></div></form>{{/mayAdd}}
        {{>pager}}{{/hasProposals}}
        {{#isFruitless}}<p>Nothing was found that looks like a device of an IP-DECT system.</p>{{/isFruitless}}
        """

    /// What is to be searched.
    private static let form = """
        <section class="card"><h2>Begin a search</h2>
        <form method="post" action="/devices/discovery/start">{{>csrf}}
        <div class="field"><label for="networks">Networks</label><div class="control"><textarea id="networks" name="networks" rows="3" spellcheck="false" required placeholder="192.0.2.0/24" aria-describedby="networks-help{{#refusal.at.networks}} networks-wrong{{/refusal.at.networks}}"{{#refusal.at.networks}} aria-invalid="true"{{/refusal.at.networks}}>
        {{typed.networks}}</textarea>
        {{#refusal.at.networks}}<p class="wrong" id="networks-wrong">{{refusal.at.networks}}</p>{{/refusal.at.networks}}
        <p class="help" id="networks-help">Networks or addresses, parted by blanks, commas or lines. Nothing else is asked.</p></div></div>
        {{#hasCredentials}}<div class="field"><span class="label" id="credentials-label">Credentials</span><div class="control"><div class="checks" role="group" aria-labelledby="credentials-label">
        {{#credentials}}<label><input type="checkbox" name="credentials" value="{{name}}"{{#isChosen}} checked{{/isChosen}}> {{name}}</label>{{/credentials}}</div>
        {{#refusal.at.credentials}}<p class="wrong">{{refusal.at.credentials}}</p>{{/refusal.at.credentials}}<p class="help">All are tried when none is chosen.</p></div></div>{{/hasCredentials}}
        <div class="field"><span class="label">HTTP</span><div class="control"><label class="check"><input type="checkbox" name="http" value="1"{{#typed.http}} checked{{/typed.http}}> Ask by HTTP, too</label></div></div>
        <div class="field"><label for="rate">Addresses a second</label><div class="control"><input id="rate" name="rate" inputmode="numeric" size="5" value="{{typed.rate}}" aria-describedby="rate-help{{#refusal.at.rate}} rate-wrong{{/refusal.at.rate}}"{{#refusal.at.rate}} aria-invalid="true"{{/refusal.at.rate}}>
        {{#refusal.at.rate}}<p class="wrong" id="rate-wrong">{{refusal.at.rate}}</p>{{/refusal.at.rate}}<p class="help" id="rate-help">1 to 1000.</p></div></div>
        <div class="actions"><button>Search</button></div></form>
        <p><a href="/settings/FEED0-CREDENTIALS">Settings of credentials</a></p></section>
        """

    // MARK: What can be done

    var actions: [PageAction] {
        [
            PageAction("/devices/discovery/start", right: "settings") { visit in
                try await visit.api.send(.post, "devices/discovery", try await Self.wanted(visit))
                return .done(path, notice: "The search has begun.")
            },
            PageAction("/devices/discovery/cancel", right: "settings") { visit in
                try await visit.api.send(.delete, "devices/discovery")
                return .done(path, notice: "The search is ended. What was found stays.")
            },
            PageAction("/devices/discovery/add", right: "settings") { visit in
                let chosen = Set(visit.form.all("address"))
                let found = try await visit.api.get("devices/discovery")["proposals"].elements
                let new = found.filter { chosen.contains($0["address"].words) }
                guard !new.isEmpty else {
                    throw Problem(status: 422, title: "Nothing to add", detail: "choose a device first")
                }
                let answer = try await visit.api.send(
                    .post, "devices/list.csv", type: "text/csv; charset=utf-8", Self.list(new))
                return .done(
                    "/devices", notice: "The list is changed: \(answer["added"].words) of \(new.count) are new in it.")
            },
        ]
    }

    /// What a form asks the API for.
    private static func wanted(_ visit: PageVisit) async throws -> PageValue {
        let rate = visit.form["rate"] ?? ""
        guard let number = Int64(rate), rates.contains(number) else {
            throw Problem(
                status: 422, title: "Not a rate", detail: "expected 1 to 1000 addresses a second, got \(rate)",
                field: "rate")
        }
        let networks = (visit.form["networks"] ?? "").split { $0.isWhitespace || $0 == "," || $0 == ";" }
        var content: PageValue = [
            "networks": .list(networks.map { .text(String($0)) }), "rate": .integer(number),
            "http": .flag(visit.form.isSet("http")),
        ]
        let chosen = visit.form.all("credentials")
        if !chosen.isEmpty { content["credentials"] = .list(chosen.map(PageValue.text)) }
        return content
    }

    /// Proposals as a list that the API takes in.
    private static func list(_ proposals: [PageValue]) -> [UInt8] {
        var out: [UInt8] = []
        CSVRow.add(["address", "kind", "name", "mac", "credentials"], to: &out)
        for proposal in proposals {
            let name = proposal["name"].words.unicodeScalars.filter { $0.properties.generalCategory != .control }
            CSVRow.add(
                [
                    proposal["address"].words, proposal["model"].text ?? "auto",
                    String(String(String.UnicodeScalarView(name)).prefix(nameLimit)), proposal["mac"].words,
                    proposal["credentials"].words,
                ], to: &out)
        }
        return out
    }

    /// Characters of a name in the list.
    private static let nameLimit = 64

    // MARK: What is shown

    func content(_ visit: PageVisit) async throws -> PageContent {
        let search = try await visit.api.find("devices/discovery")
        let isRunning = search != .none && search["endedAt"] == .none
        let mayAdd = visit.viewer.may("settings")
        let found = search["proposals"].elements
        let pager = Pager(visit, limit: Self.limit, total: found.count)
        let page = found.dropFirst((pager.page - 1) * Self.limit).prefix(Self.limit)
        let numbers = page.isEmpty ? [:] : try await Self.numbers(visit)
        let chosen = visit.refusal == nil ? nil : Set(visit.form.all("address"))
        var values: PageValue = [
            "isNone": .flag(search == .none), "isRunning": .flag(isRunning),
            "search": search == .none
                ? .none : search.adding(["facts": Self.facts(search).value, "isRunning": .flag(isRunning)]),
            "proposals": .list(page.map { Self.shown($0, numbers, chosen, mayAdd: mayAdd) }),
            "hasProposals": .flag(!found.isEmpty), "mayAdd": .flag(mayAdd),
            "isFruitless": .flag(search != .none && !isRunning && found.isEmpty),
            "addPath": .text(visit.link([:], path: "/devices/discovery/add")),
            "pager": found.count > Self.limit ? pager.value(visit.standing(at: path)) : .none,
        ]
        if mayAdd, !isRunning {
            let isSent = visit.form.isSet("networks")
            let names = try await Self.credentials(visit)
            values = values.adding([
                "hasCredentials": .flag(!names.isEmpty),
                "credentials": .list(
                    names.map {
                        ["name": .text($0), "isChosen": .flag(visit.form.all("credentials").contains($0))]
                    }),
                "typed": [
                    "networks": .text(
                        visit.form["networks"] ?? search["networks"].elements.map(\.words).joined(separator: "\n")),
                    "rate": .text(isSent ? visit.form["rate"] ?? "" : "50"),
                    "http": .flag(!isSent || visit.form.isSet("http")),
                ],
            ])
        }
        return PageContent("Search for devices", isLive: visit.form.fields.isEmpty, values)
    }

    /// The numbers of the devices that the list has now, by address: since the search some may have been added.
    private static func numbers(_ visit: PageVisit) async throws -> [String: Int64] {
        var reader = CSVReader(Array(try await visit.api.text("devices/list.csv").utf8))
        var numbers: [String: Int64] = [:]
        guard let head = try? reader.next(), let number = head.fields.firstIndex(of: "number"),
            let address = head.fields.firstIndex(of: "address")
        else { return [:] }
        while let row = try? reader.next() {
            guard row.fields.indices.contains(max(number, address)) else { continue }
            numbers[row.fields[address]] = Int64(row.fields[number])
        }
        return numbers
    }

    /// The names of credentials in the settings.
    private static func credentials(_ visit: PageVisit) async throws -> [String] {
        let modules = try await visit.api.get("config/modules").elements
        let present = modules.first { $0["name"] == "FEED0-CREDENTIALS" }?["present"].elements ?? []
        var names: [String] = []
        for module in present.compactMap(\.text) {
            let set = try await visit.api.find("config/modules/\(PageFormat.pathComponent(module))")
            if let name = set["values"]["name"].text, !name.isEmpty, !names.contains(name) { names.append(name) }
        }
        return names
    }

    private static func shown(
        _ proposal: PageValue, _ numbers: [String: Int64], _ chosen: Set<String>?, mayAdd: Bool
    ) -> PageValue {
        let address = proposal["address"].words
        let confidence = proposal["confidence"].words
        let number = proposal["known"].integer ?? numbers[address]
        return proposal.having("mac", "model", "credentials").adding([
            "known": number.map(PageValue.integer) ?? .none, "isNew": .flag(number == nil),
            "isChosen": .flag(chosen?.contains(address) ?? (confidence == "high")),
            "badge": confidence == "high" ? "ok" : confidence == "medium" ? "warning" : "disabled",
        ])
    }

    private static func facts(_ search: PageValue) -> PageFacts {
        var facts = PageFacts()
        facts.add("Networks", search["networks"].joined)
        facts.add("Began", time: search["startedAt"])
        facts.add("Ended", time: search["endedAt"])
        let grouped = { (name: String) in PageFormat.grouped(search[name].number ?? 0) }
        facts.add("Addresses", "\(grouped("done")) of \(grouped("addresses")) asked")
        facts.add("Devices found", grouped("found"))
        facts.add("Somebody else", grouped("strangers"))
        facts.add("Nobody answered", grouped("silent"))
        facts.add("Somebody whom no credentials fit", grouped("withoutCredentials"))
        return facts
    }
}
