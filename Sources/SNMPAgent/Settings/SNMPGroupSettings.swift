public import Settings

/// A group of users, communities and owners of certificates that may do the same (RFC 3415).
public struct SNMPGroupSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "SNMP0-GROUP"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...32
    /// What the module is for.
    public static let summary =
        "What some users, communities and certificates may do. Modules of one name make one group."
    /// The module's options.
    public static let options = [
        SettingsOption(name: "name", kind: .text, isRequired: true, length: 1...32, help: "The group's name."),
        SettingsOption(name: "users", kind: .list(of: .text), help: "The names of the users in it."),
        SettingsOption(
            name: "communities", kind: .list(of: .text),
            help: "The communities in it, by the /name of SNMP0-COMMUNITY; that of SNMP0 is called community."),
        SettingsOption(
            name: "certified", kind: .list(of: .text),
            help: "The names in it that SNMP0-TLS-CERT gives to certificates, without tls: in front."),
        SettingsOption(
            name: "level", kind: .choice(SecurityLevel.allCases.map { "\($0)" }), default: "authPriv",
            help: "The least protection of a message for which this holds; communities have noAuthNoPriv only."),
        SettingsOption(
            name: "view", kind: .text, default: MIBView.all.name, length: 1...32,
            help: "What may be read: none, all, restricted, or the name of a view."),
        SettingsOption(
            name: "write-view", kind: .text, default: MIBView.none.name, length: 1...32,
            help: "What users may change: none, all, or the name of a view. Communities change nothing."),
        SettingsOption(
            name: "notify-view", kind: .text, default: MIBView.all.name, length: 1...32,
            help: "What notifications to the group's targets may have."),
    ]

    /// The group.
    public var group: SNMPGroup

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        let level = values.text("level").flatMap { text in SecurityLevel.allCases.first { "\($0)" == text } }
        group = SNMPGroup(
            name: values.text("name") ?? "", users: values.texts("users"), communities: values.texts("communities"),
            certified: values.texts("certified"), level: level ?? .authPriv,
            view: values.text("view") ?? MIBView.all.name,
            writeView: values.text("write-view") ?? MIBView.none.name,
            notifyView: values.text("notify-view") ?? MIBView.all.name)
        if let name = group.certified.first(where: { !(1...CertificateMapper.nameLimit).contains($0.utf8.count) }) {
            throw SettingsError(
                .invalidValue,
                "\(values.name) /certified: expected names of 1 to \(CertificateMapper.nameLimit) octets, got \(name)",
                option: "certified")
        }
        if group.level == .noAuthNoPriv, group.writeView != MIBView.none.name {
            throw SettingsError(
                .invalidValue,
                "\(values.name) has /write-view for messages without authentication: set /level to authNoPriv or authPriv",
                option: "write-view")
        }
    }
}
