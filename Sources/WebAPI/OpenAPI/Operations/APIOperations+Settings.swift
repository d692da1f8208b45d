import HTTPTypes
import WebAccess

extension APIOperations {
    private static let module = APIParameter.path(
        "name", "The module, such as SNMP0; with the number of an instance where it has them.")
    private static let text = APIContent.text("text/plain")
    private static let check = APIParameter.flag("check", "Says what would be changed, and changes nothing.")

    static let settings: [APIOperation] = [
        APIOperation(
            .get, "config", "The settings as text, secrets masked (manual 4.23.2).", answer: .content(text),
            group: "Settings"),
        APIOperation(
            .get, "config/text", "The same as config.", answer: .content(text), group: "Settings"),
        APIOperation(
            .post, "config", "Changes settings by lines in the device's syntax.", right: .settings, body: text,
            answer: .json(SettingsChange.self), refusals: [409], group: "Settings"),
        APIOperation(
            .post, "config/reload", "Reads the settings file again.", right: .settings,
            answer: .json(SettingsChange.self), refusals: [422], group: "Settings"),
        APIOperation(
            .post, "config/check", "Checks a text of settings and says what would be different.", right: .settings,
            body: text, answer: .json(SettingsCheckView.self), group: "Settings"),
        APIOperation(
            .get, "config/backup", "The settings file whole, with its secrets (manual 4.14).", right: .manageAccess,
            answer: .content(text), group: "Settings"),
        APIOperation(
            .post, "config/restore", "Puts a text in the place of the settings (manual 4.18).", right: .settings,
            [check], body: text,
            answer: .content(.anyOf([.json(SettingsChange.self), .json(SettingsCheckView.self)])), refusals: [409],
            group: "Settings"),
        APIOperation(
            .get, "config/modules", "Describes the modules of the settings with their options.",
            answer: .json([ModuleView].self), group: "Settings"),
        APIOperation(
            .get, "config/modules/{name}", "The values of a module as they stand; secrets only as set.", [module],
            answer: .json(ModuleValuesView.self), group: "Settings"),
        APIOperation(
            .put, "config/modules/{name}", "States all options of a module; secrets that are not named stay.",
            right: .settings, [module], body: .json(ModuleChange.self), answer: .json(SettingsChange.self),
            refusals: [409], group: "Settings"),
        APIOperation(
            .patch, "config/modules/{name}", "Changes the options that are named; null takes one out.",
            right: .settings, [module], body: .json(ModuleChange.self), answer: .json(SettingsChange.self),
            refusals: [409], group: "Settings"),
        APIOperation(
            .post, "config/modules/{name}", "Adds an instance of a module under its lowest free number.",
            right: .settings, [module], body: .json(ModuleChange.self),
            answer: .created(.json(ModuleAdditionView.self), hasLocation: true), refusals: [409], group: "Settings"),
        APIOperation(
            .delete, "config/modules/{name}", "Takes a module out of the settings; its defaults hold.",
            right: .settings, [module], answer: .json(SettingsChange.self), refusals: [409, 422], group: "Settings"),
    ]
}
