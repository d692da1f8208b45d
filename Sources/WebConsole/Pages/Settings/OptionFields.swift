import Foundation

/// The fields of a form that is made from the options of a settings module.
///
/// The value of an option travels in a field named `o.` and the option's name. A secret is never shown: a field that is
/// left empty leaves it as it is, and a check box named `remove.` takes it out.
struct OptionFields {
    /// The options as the API describes them.
    let options: [PageValue]
    /// What the file gives, by option.
    var values = PageValue.record([:])
    /// The options with secrets that are set.
    var secrets: Set<String> = []

    // MARK: What is shown

    /// The fields for a template. What was typed stands in the place of what is set once the form was refused; what is
    /// wrong stands beside its field.
    func shown(_ visit: PageVisit) -> PageValue {
        let typed = visit.refusal != nil && visit.form.isSet("options") ? visit.form : nil
        let wrong = visit.refusal?.value["at"] ?? .none
        return .list(options.map { field($0, typed, wrong: wrong[$0["name"].text ?? ""]) })
    }

    private func field(_ option: PageValue, _ typed: PageForm?, wrong: PageValue) -> PageValue {
        let name = option["name"].text ?? ""
        let kind = option["kind"]
        let type = kind["type"].text ?? "text"
        let isList = kind["isList"].isTrue
        var field: PageValue = [
            "name": .text(name), "option": .text(name), "help": option["help"], "takes": .text(Self.takes(type, kind)),
            "manual": option["manualSection"], "isRequired": option["isRequired"],
            "isRestart": .flag(option["takesEffect"] == "restart"), "wrong": wrong,
        ]
        let standard = Self.lines(option["defaultValue"])
        field["default"] = .text(standard.joined(separator: ", "))
        let set = typed.map { Self.texts($0, name) } ?? Self.lines(values[name])
        switch (type, isList) {
        case ("flag", _):
            field["isFlag"] = true
            field["isChecked"] = .flag(typed.map { $0.isSet("o." + name) } ?? values[name].isTrue)
        case ("secret", _):
            field["isSecret"] = true
            field["isSet"] = .flag(secrets.contains(name))
        case ("choice", false):
            field["isChoice"] = true
            field["choices"] = Self.choices(kind, chosen: set)
        case ("choice", true):
            field["isChoices"] = true
            field["choices"] = Self.choices(kind, chosen: set)
        case (_, true):
            field["isLines"] = true
            field["value"] = .text(set.joined(separator: "\n"))
            field["rows"] = .integer(Int64(min(8, max(2, set.count + 1))))
        default:
            field["isLine"] = true
            field["isNumber"] = .flag(type == "integer")
            field["value"] = .text(set.first ?? "")
            field["minimum"] = type == "integer" ? kind["minimum"] : .none
            field["maximum"] = type == "integer" ? kind["maximum"] : .none
            field["size"] = .integer(Self.size(type, kind))
        }
        return field
    }

    /// What a field takes, in words; nothing for what its look says.
    private static func takes(_ type: String, _ kind: PageValue) -> String {
        guard type != "flag", type != "choice", type != "secret", let text = kind["description"].text else { return "" }
        return text.replacing("a list, parted by commas, of ", with: "")
    }

    private static func size(_ type: String, _ kind: PageValue) -> Int64 {
        switch type {
        case "integer": 12
        case "address", "endpoint", "network": 30
        default: min(60, max(12, kind["maximumLength"].integer ?? 40))
        }
    }

    private static func choices(_ kind: PageValue, chosen: [String]) -> PageValue {
        .list(kind["choices"].elements.map { ["name": $0, "isChosen": .flag(chosen.contains($0.text ?? ""))] })
    }

    /// The elements of a value as texts; one for a value that is no list.
    static func lines(_ value: PageValue) -> [String] {
        switch value {
        case .none: []
        case .list(let elements): elements.flatMap(lines)
        case .flag(let flag): flag ? ["yes"] : []
        case .integer(let number): ["\(number)"]
        case .number(let number): [PageFormat.plain(number)]
        case .text(let text): [text]
        case .record: []
        }
    }

    // MARK: What is changed

    private static func texts(_ form: PageForm, _ name: String) -> [String] {
        form.all("o." + name).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
    }

    /// What a form changes: the options whose values are others than those that are set, with nothing for what is taken
    /// out. What is not changed is not sent, so that its line in the file stays as somebody wrote it.
    func changes(_ form: PageForm) -> PageValue {
        var changes: [String: PageValue] = [:]
        for option in options {
            let name = option["name"].text ?? ""
            let kind = option["kind"]
            let isList = kind["isList"].isTrue
            switch kind["type"].text ?? "text" {
            case "flag":
                let isSet = form.isSet("o." + name)
                if isSet != values[name].isTrue { changes[name] = isSet ? .flag(true) : PageValue.none }
            case "secret":
                let text = form.exact("o." + name) ?? ""
                if !text.isEmpty {
                    changes[name] = .text(text)
                } else if form.isSet("remove." + name) {
                    changes[name] = PageValue.none
                }
            default:
                var texts = Self.texts(form, name)
                if isList { texts = texts.flatMap(Self.elements) }
                guard texts != Self.lines(values[name]) else { continue }
                if texts.isEmpty {
                    changes[name] = PageValue.none
                } else {
                    changes[name] = isList ? .list(texts.map { .text($0) }) : .text(texts[0])
                }
            }
        }
        return .record(changes)
    }

    /// The elements of a list that was typed, one a line or parted by commas.
    private static func elements(_ text: String) -> [String] {
        text.split { $0.isNewline || $0 == "," }.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    // MARK: Template

    /// The field of one option.
    static let template = """
        <div class="field">{{#isChoices}}<span class="label" id="l-{{name}}">{{name}}</span>{{/isChoices}}\
        {{^isChoices}}<label for="o-{{name}}">{{name}}{{#isRequired}} <small>(needed)</small>{{/isRequired}}</label>{{/isChoices}}
        <div class="control">
        {{#isFlag}}<input type="checkbox" id="o-{{name}}" name="o.{{name}}" value="yes"{{#isChecked}} checked{{/isChecked}}{{>option-marks}}>{{/isFlag}}\
        {{#isSecret}}<input type="password" id="o-{{name}}" name="o.{{name}}" autocomplete="off" maxlength="1024"\
         placeholder="{{#isSet}}set; empty leaves it{{/isSet}}{{^isSet}}not set{{/isSet}}"{{>option-marks}}>\
        {{#isSet}}<label class="row"><input type="checkbox" name="remove.{{name}}" value="yes"> Remove {{name}}</label>{{/isSet}}{{/isSecret}}\
        {{#isChoice}}<select id="o-{{name}}" name="o.{{name}}"{{>option-marks}}><option value="">{{#default}}default: {{default}}{{/default}}{{^default}}not set{{/default}}</option>\
        {{#choices}}<option value="{{name}}"{{#isChosen}} selected{{/isChosen}}>{{name}}</option>{{/choices}}</select>{{/isChoice}}\
        {{#isChoices}}<div class="checks" role="group" aria-labelledby="l-{{name}}">{{#choices}}<label><input type="checkbox" name="o.{{option}}" value="{{name}}"{{#isChosen}} checked{{/isChosen}}> {{name}}</label>{{/choices}}</div>{{/isChoices}}\
        {{#isLines}}<textarea id="o-{{name}}" name="o.{{name}}" rows="{{rows}}" placeholder="{{default}}" spellcheck="false"{{>option-marks}}>
        {{value}}</textarea>{{/isLines}}\
        {{#isLine}}<input id="o-{{name}}" name="o.{{name}}" value="{{value}}" size="{{size}}" placeholder="{{default}}" autocomplete="off" spellcheck="false"\
        {{#isNumber}} type="number" min="{{minimum}}" max="{{maximum}}"{{/isNumber}}{{>option-marks}}>{{/isLine}}
        {{#wrong}}<p class="wrong" id="w-{{name}}">{{wrong}}</p>{{/wrong}}
        <p class="help" id="h-{{name}}">{{help}} <span class="faint">{{#takes}}Takes {{takes}}{{#isLines}}, one a line{{/isLines}}.{{/takes}}\
        {{#default}} Default: {{default}}.{{/default}}{{#manual}} Manual {{manual}}.{{/manual}}</span>\
        {{#isRestart}} <span class="badge warning">takes effect at restart</span>{{/isRestart}}</p>
        </div></div>
        """

    /// What marks the field itself.
    static let marks = """
        {{#wrong}} aria-invalid="true" aria-describedby="w-{{name}} h-{{name}}"{{/wrong}}{{^wrong}} aria-describedby="h-{{name}}"{{/wrong}}
        """
}
