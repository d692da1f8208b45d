public import Settings

/// A named filter of notifications (RFC 3413 6), which receivers can be bound to.
public struct SNMPFilterSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "SNMP0-FILTER"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...32
    /// What the module is for.
    public static let summary = "A named filter of notifications."
    /// The module's options.
    public static let options = [
        SettingsOption(name: "name", kind: .text, isRequired: true, length: 1...32, help: "The filter's name."),
        SettingsOption(
            name: "include", kind: .list(of: .text), isRequired: true,
            help:
                "The subtrees whose notifications are sent, such as 1.3.6.1.6.3.1.1.5; * stands for any "
                + "sub-identifier."
        ),
        SettingsOption(
            name: "exclude", kind: .list(of: .text),
            help:
                "The subtrees of these whose notifications are not sent; a notification with a variable in one is not sent "
                + "either."),
    ]

    /// The most sub-identifiers of a subtree: it is part of an index in snmpNotifyFilterTable.
    private static let subtreeLimit = 64

    /// The filter.
    public var filter: SubtreeFilter

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        filter = SubtreeFilter(name: values.text("name") ?? "", families: [])
        guard filter.name != SubtreeFilter.everything.name else {
            throw SettingsError(
                .invalidValue, "\(values.name) cannot be named \(filter.name): that filter is built in", option: "name")
        }
        for (option, isIncluded) in [("include", true), ("exclude", false)] {
            for text in values.texts(option) {
                guard let family = MIBView.Family(text, isIncluded: isIncluded),
                    family.subtree.count <= Self.subtreeLimit
                else {
                    throw SettingsError(
                        .invalidValue,
                        "\(values.name) /\(option): expected a subtree such as 1.3.6.1.6.3 of at most \(Self.subtreeLimit) "
                            + "sub-identifiers, got \(text)", option: option)
                }
                guard !filter.families.contains(where: { $0.subtree == family.subtree && $0.mask == family.mask })
                else {
                    throw SettingsError(
                        .invalidValue, "\(values.name) /\(option): \(text) stands there twice", option: option)
                }
                filter.families.append(family)
            }
        }
    }
}
