import WebServer

/// One module of the settings: a form of its options; of a module with instances the list of them, and a form for another.
struct ModulePage: ConsolePage {
    let path = "/settings/{module}"
    let template = """
        <p><a href="/settings">Settings</a>{{#base}} › <a href="/settings/{{path(base)}}">{{base}}</a>{{/base}}</p>
        <h1>{{name}}</h1>
        <p>{{summary}}</p>
        {{#pageLink}}<p>There is <a href="{{pageLink}}">a page of its own</a> for this.</p>{{/pageLink}}
        {{>problem}}
        {{#isList}}
        <div class="scroll" tabindex="0" role="region" aria-label="Instances"><table>
        <thead><tr><th scope="col">Name</th><th scope="col">What is set</th>{{#viewer.may.settings}}<th scope="col">Remove</th>{{/viewer.may.settings}}</tr></thead>
        <tbody>{{#instances}}<tr><th scope="row" class="nowrap"><a href="/settings/{{path(name)}}">{{name}}</a></th>
        <td class="mono">{{#given}}/{{option}} {{value}} {{/given}}</td>
        {{#viewer.may.settings}}<td><form class="inline" method="post" action="/settings/{{path(name)}}/remove" data-ask="Remove {{name}} from the settings?">{{>csrf}}
        <button class="danger small">Remove<span class="hidden"> {{name}}</span></button></form></td>{{/viewer.may.settings}}</tr>{{/instances}}
        {{^instances}}<tr><td colspan="3">None yet.</td></tr>{{/instances}}</tbody></table></div>
        {{>pager}}
        {{/isList}}
        {{#viewer.may.settings}}
        {{#isFull}}<p>All {{limit}} numbers are in use.</p>{{/isFull}}
        {{^isFull}}
        {{#isList}}<details class="do" id="add"{{#isOpen}} open{{/isOpen}}><summary>Add one</summary>{{/isList}}
        <form method="post" action="/settings/{{path(name)}}/{{#isList}}add{{/isList}}{{^isList}}save{{/isList}}" class="card" autocomplete="off">{{>csrf}}
        <input type="hidden" name="options" value="yes">
        {{#fields}}{{>option-field}}
        {{/fields}}
        <div class="actions"><button>{{#isList}}Add{{/isList}}{{^isList}}Apply{{/isList}}</button></div></form>
        {{#isList}}</details>{{/isList}}
        {{^isList}}{{#isPresent}}
        <form method="post" action="/settings/{{path(name)}}/remove" data-ask="{{#base}}Remove {{name}} from the settings?{{/base}}{{^base}}Set all options of {{name}} to their defaults?{{/base}}">{{>csrf}}
        <div class="actions"><button class="danger">{{#base}}Remove {{name}}{{/base}}{{^base}}Set all to defaults{{/base}}</button></div></form>
        {{/isPresent}}{{/isList}}
        {{/isFull}}
        {{/viewer.may.settings}}
        {{^viewer.may.settings}}{{^isList}}
        <div class="scroll" tabindex="0" role="region" aria-label="Options"><table>
        <thead><tr><th scope="col">Option</th><th scope="col">Value</th><th scope="col">What it does</th></tr></thead>
        <tbody>{{#options}}<tr><th scope="row" class="nowrap">{{name}}</th><td class="mono">{{value}}{{^value}}<span class="faint">{{default}}{{^default}}not set{{/default}}</span>{{/value}}</td><td>{{help}}</td></tr>{{/options}}</tbody></table></div>
        {{/isList}}{{/viewer.may.settings}}
        """

    var parts: [String: String] { ["option-field": OptionFields.template, "option-marks": OptionFields.marks] }

    /// Instances on one page.
    private static let listLimit = 50

    /// Modules that have a page of their own, by the beginning of their names.
    private static let pages: [(prefix: String, path: String)] = [
        ("HTTP0-USER", "/users"), ("HTTP0-TOKEN", "/users#tokens"), ("FAULT0", "/faults"),
        ("SNMP0-TARGET", "/snmp"), ("LOG0-SERVER", "/forwarding"), ("ALARM0-SERVER", "/forwarding"),
        ("FEED0-DEVICE", "/devices"),
    ]

    var actions: [PageAction] {
        [
            PageAction("/settings/{module}/save", right: "settings") { visit in
                let name = visit["module"]
                let module = try await Module(name, visit)
                let change = try await visit.api.send(
                    .patch, "config/modules/\(visit.component("module"))", module.fields.changes(visit.form))
                return .done("/settings/\(visit.component("module"))", notice: SettingsChangeText.sentence(change))
            },
            PageAction("/settings/{module}/add", right: "settings") { visit in
                let module = try await Module(visit["module"], visit)
                let answer = try await visit.api.send(
                    .post, "config/modules/\(visit.component("module"))", module.fields.changes(visit.form))
                let name = answer["name"].text ?? visit["module"]
                return .done(
                    "/settings/\(visit.component("module"))",
                    notice: "\(name) is added. " + SettingsChangeText.sentence(answer["change"]))
            },
            PageAction("/settings/{module}/remove", right: "settings") { visit in
                let module = try await Module(visit["module"], visit)
                let change = try await visit.api.send(.delete, "config/modules/\(visit.component("module"))")
                return .done(
                    "/settings/\(PageFormat.pathComponent(module.base))",
                    notice: "\(visit["module"]) is removed. " + SettingsChangeText.sentence(change))
            },
        ]
    }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let module = try await Module(visit["module"], visit)
        let name = module.name
        var values: PageValue = [
            "name": .text(name), "summary": module.description["summary"], "isList": .flag(module.isList),
            "base": module.base == name ? "" : .text(module.base), "isPresent": .flag(module.isPresent),
            "isOpen": .flag(visit.refusal != nil && visit.form.isSet("options")),
            "pageLink": PageValue(Self.pages.first { name.hasPrefix($0.prefix) }?.path),
            "limit": .integer(module.limit), "isFull": .flag(module.isList && module.present.count >= module.limit),
        ]
        if visit.viewer.may("settings") {
            values["fields"] = module.fields.shown(visit)
        } else {
            values["options"] = .list(
                module.fields.options.map { option in
                    let option = option.adding(["value": .text(module.fields.text(of: option))])
                    return option.adding([
                        "default": .text(OptionFields.lines(option["defaultValue"]).joined(separator: ", "))
                    ])
                })
        }
        if module.isList {
            var instances: [PageValue] = []
            let pager = Pager(visit, limit: Self.listLimit, total: module.present.count)
            if module.present.count > Self.listLimit {
                let place = "/settings/\(visit.component("module"))"
                values["pager"] = pager.value(visit.standing(at: place))
            }
            for name in module.present.dropFirst((pager.page - 1) * Self.listLimit).prefix(Self.listLimit) {
                let set = try await visit.api.find("config/modules/\(PageFormat.pathComponent(name))")
                var fields = module.fields
                fields.take(set)
                instances.append(["name": .text(name), "given": fields.given])
            }
            values["instances"] = .list(instances)
        }
        return PageContent(name, values)
    }
}

/// What the API says of a module, or of one of its instances.
private struct Module {
    var name: String
    /// The module's name; of an instance the part before its number.
    var base: String
    var description: PageValue
    /// Whether the name is that of a module with instances, not of one of them.
    var isList: Bool
    var isPresent = false
    var present: [String]
    var limit: Int64 = 1
    var fields: OptionFields

    /// Asks for the module that a path names. Throws when there is none of that name.
    init(_ name: String, _ visit: PageVisit) async throws {
        let modules = try await visit.api.get("config/modules").elements
        self.name = name
        if let list = modules.first(where: { $0["name"].text == name && $0["instances"] != .none }) {
            description = list
            isList = true
            base = name
            fields = OptionFields(options: list["options"].elements)
        } else {
            let set = try await visit.api.get("config/modules/\(PageFormat.pathComponent(name))")
            base = set["module"].text ?? name
            let base = base
            guard let found = modules.first(where: { $0["name"].text == base }) else {
                throw Problem.notFound("no module has the name \(name)")
            }
            description = found
            isList = false
            isPresent = set["isPresent"].isTrue
            fields = OptionFields(options: found["options"].elements)
            fields.take(set)
        }
        present = description["present"].elements.compactMap(\.text)
        let range = description["instances"]
        if let first = range["first"].integer, let last = range["last"].integer { limit = last - first + 1 }
    }
}

extension OptionFields {
    /// Takes what the API says that a module is set to.
    fileprivate mutating func take(_ set: PageValue) {
        values = .record(set["values"].fields)
        secrets = Set(set["secrets"].elements.compactMap(\.text))
    }

    /// The value of an option for people; empty when it is not set. A secret is only said to be there.
    fileprivate func text(of option: PageValue) -> String {
        let name = option["name"].text ?? ""
        return secrets.contains(name) ? "(set)" : Self.lines(values[name]).joined(separator: ", ")
    }

    /// What is set, option by option.
    fileprivate var given: PageValue {
        .list(
            options.compactMap { option in
                let text = text(of: option)
                return text.isEmpty ? nil : ["option": option["name"], "value": .text(text)]
            })
    }
}
