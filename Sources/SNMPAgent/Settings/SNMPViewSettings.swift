public import Settings

/// A named part of the MIB, which communities and users can be bound to (RFC 3415 2.4).
public struct SNMPViewSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "SNMP0-VIEW"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...32
    /// What the module is for.
    public static let summary = "A named part of the MIB."
    /// The module's options.
    public static let options = [
        SettingsOption(name: "name", kind: .text, isRequired: true, length: 1...32, help: "The view's name."),
        SettingsOption(
            name: "include", kind: .list(of: .text), isRequired: true,
            help: "The subtrees in it, such as 1.3.6.1.2.1; * stands for any sub-identifier."),
        SettingsOption(name: "exclude", kind: .list(of: .text), help: "The subtrees of these that are not in it."),
    ]

    /// The view.
    public var view: MIBView

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        let name = values.text("name") ?? ""
        guard !MIBView.builtIn.contains(where: { $0.name == name }) else {
            throw SettingsError(
                .invalidValue, "\(values.name) cannot be named \(name): that view is built in", option: "name")
        }
        view = MIBView(name: name, families: [])
        for (option, isIncluded) in [("include", true), ("exclude", false)] {
            for text in values.texts(option) {
                guard let family = MIBView.Family(text, isIncluded: isIncluded) else {
                    throw SettingsError(
                        .invalidValue, "\(values.name) /\(option): expected a subtree such as 1.3.6.1.2.1, got \(text)",
                        option: option)
                }
                view.families.append(family)
            }
        }
    }
}
