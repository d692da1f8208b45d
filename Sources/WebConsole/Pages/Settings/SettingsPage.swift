/// All modules of the settings by topic: what each is for, and whether the file has it.
struct SettingsPage: ConsolePage {
    let path = "/settings"
    let template = """
        <h1>Settings</h1>
        <p>Everything that the settings file can say. What is not set keeps its default. The device name (manual 4.1.1) is
        <a href="/settings/SNMP0#o-name">SNMP0 /name</a>; accounts have <a href="/users">a page of their own</a>; the file
        as a whole is on <a href="/backup">Backup and restore</a>.</p>
        {{>problem}}
        <form class="filter" method="get" action="/settings">
        <label>Search <input name="search" type="search" value="{{search}}" placeholder="module, option or words"></label>
        <button class="quiet">Show</button>
        </form>
        {{#groups}}
        <h2>{{name}}</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="{{name}}"><table class="modules">
        <thead><tr><th scope="col">Module</th><th scope="col">What it is for</th><th scope="col">State</th></tr></thead>
        <tbody>{{#modules}}<tr>
        <th scope="row" class="nowrap"><a href="/settings/{{path(name)}}">{{name}}</a></th>
        <td>{{summary}}</td>
        <td>{{#hasInstances}}{{count}} of {{limit}}{{#instances}} <a class="nowrap" href="/settings/{{path(name)}}">{{name}}</a>{{/instances}}{{/hasInstances}}\
        {{^hasInstances}}{{#isSet}}<span class="badge">set</span>{{/isSet}}{{^isSet}}<span class="faint">defaults</span>{{/isSet}}{{/hasInstances}}</td>
        </tr>{{/modules}}</tbody></table></div>
        {{/groups}}
        {{^groups}}<p>No module matches.</p>{{/groups}}
        {{#viewer.may.settings}}
        <form method="post" action="/settings-reload" data-ask="Read the settings file again and take up what is new in it?">{{>csrf}}
        <div class="actions"><button class="quiet">Read the file again</button></div>
        <p class="faint">For a file that was edited on the machine itself.</p></form>
        {{/viewer.may.settings}}
        """

    var actions: [PageAction] {
        [
            PageAction("/settings-reload", right: "settings") { visit in
                let change = try await visit.api.send(.post, "config/reload")
                return .done("/settings", notice: SettingsChangeText.sentence(change))
            }
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let words = (visit.query("search") ?? "").lowercased().split(separator: " ").map(String.init)
        let modules = try await visit.api.get("config/modules").elements.filter { Self.matches($0, words) }
        return PageContent(
            "Settings",
            [
                "groups": SettingsTopics.grouped(modules.map(Self.shown)),
                "search": PageValue(visit.query("search")),
            ])
    }

    /// Whether a module, or an option of it, has all the words.
    private static func matches(_ module: PageValue, _ words: [String]) -> Bool {
        guard !words.isEmpty else { return true }
        let options = module["options"].elements.map { "/\($0["name"].text ?? "") \($0["help"].text ?? "")" }
        let own = "\(module["name"].text ?? "") \(module["summary"].text ?? "")"
        return ([own] + options).contains { text in
            let text = "\(own) \(text)".lowercased()
            return words.allSatisfy { text.contains($0) }
        }
    }

    private static func shown(_ module: PageValue) -> PageValue {
        let range = module["instances"]
        let present = module["present"].elements
        var shown: PageValue = [
            "name": module["name"], "summary": module["summary"], "hasInstances": .flag(range != .none),
            "isSet": .flag(!present.isEmpty),
        ]
        if let first = range["first"].integer, let last = range["last"].integer {
            shown["count"] = .integer(Int64(present.count))
            shown["limit"] = .integer(last - first + 1)
            // Many of them stand on the page of the module.
            shown["instances"] = .list(present.prefix(8).map { ["name": $0] })
        }
        return shown
    }
}

/// What became of changed settings, for people.
enum SettingsChangeText {
    /// The whole in sentences: what is in use, what waits, what is not known, what is probably not meant.
    static func sentence(_ change: PageValue) -> String {
        func list(_ name: String) -> String { change[name].elements.compactMap(\.text).joined(separator: ", ") }
        var parts: [String] = []
        if !list("applied").isEmpty { parts.append("In use now: \(list("applied")).") }
        if !list("needsRestart").isEmpty { parts.append("After a restart of the agent: \(list("needsRestart")).") }
        if !list("unknown").isEmpty { parts.append("Kept, but not known: \(list("unknown")).") }
        if parts.isEmpty { parts.append("Nothing changed.") }
        if !list("warnings").isEmpty { parts.append("Warning: \(list("warnings")).") }
        return parts.joined(separator: " ")
    }
}
