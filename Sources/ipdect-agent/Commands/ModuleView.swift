import Settings

/// A settings module, as `config options --json` lists it.
struct ModuleView: Encodable {
    /// An option of a module.
    struct OptionView: Encodable {
        var name: String
        var takes: String
        var `default`: String?
        var isRequired: Bool
        var isSecret: Bool
        var takesEffect: String
        var manualSection: String?
        var help: String
    }

    /// The name, without the number of an instance.
    var name: String
    /// What the module is for.
    var summary: String
    /// The numbers that stand behind the name; `nil` for a module that is there once.
    var instances: [Int]?
    /// What it takes.
    var options: [OptionView]

    init(_ module: any SettingsModule.Type) {
        name = module.name
        summary = module.summary
        instances = module.instances.map { Array($0) }
        options = module.options.map { option in
            OptionView(
                name: option.name, takes: "\(option.kind)", default: option.default, isRequired: option.isRequired,
                isSecret: option.isSecret, takesEffect: option.takesEffect.rawValue,
                manualSection: option.manualSection, help: option.help)
        }
    }
}
