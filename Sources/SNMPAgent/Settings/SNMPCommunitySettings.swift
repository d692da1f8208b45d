public import Settings

/// A further community, for a part of the MIB or for some networks only.
public struct SNMPCommunitySettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "SNMP0-COMMUNITY"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...32
    /// What the module is for.
    public static let summary = "A further community of versions 1 and 2c."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "community", kind: .secret, isRequired: true, length: 1...255,
            help: "The community's name, which works like a password.", manualSection: "4.9.5"),
        SettingsOption(
            name: "name", kind: .text, length: 1...32,
            help:
                "What it is called in groups and tables, where the community itself is never shown; communityN when not "
                + "given."),
        SettingsOption(
            name: "view", kind: .text, default: MIBView.restricted.name, length: 1...32,
            help: "What it may read: restricted, which is all but who may do what; all; or the name of a view."),
        SettingsOption(
            name: "allow", kind: .list(of: .network), help: "The networks it is taken from; without the option, all."),
    ]

    /// The community.
    public var community: SNMPCommunity
    private let givenName: String?
    /// The option that says what it may do; `nil` when that is left to a group.
    let ownAccess: String?

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        community = SNMPCommunity(
            name: (values.secret("community")?.revealed ?? "").utf8,
            view: values.text("view") ?? MIBView.restricted.name,
            networks: AllowedNetworks(values.networks("allow")))
        givenName = values.text("name")
        ownAccess = values.isGiven("view") ? "view" : nil
    }

    /// What the community of instance `number` is called.
    func securityName(_ number: Int) -> String { givenName ?? "\(SNMPCommunity.standardName)\(number)" }

    /// The community of instance `number`.
    func community(_ number: Int) -> SNMPCommunity {
        var named = community
        named.securityName = securityName(number)
        return named
    }
}
