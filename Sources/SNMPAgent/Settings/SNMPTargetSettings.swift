import Faults
public import Settings

/// A receiver of notifications (manual 4.9.5, trap destinations).
public struct SNMPTargetSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "SNMP0-TARGET"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...64
    /// What the module is for.
    public static let summary = "A receiver of notifications."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "address", kind: .text, isRequired: true, length: 1...253,
            help: "The receiver's address or host name.",
            manualSection: "4.9.5"),
        SettingsOption(name: "port", kind: .integer(1...65_535), default: "162", help: "The receiver's UDP port."),
        SettingsOption(name: "name", kind: .text, length: 0...32, help: "A name for people."),
        SettingsOption(
            name: "version", kind: .choice(["1", "2c", "3"]), default: "2c", help: "The version of SNMP.",
            manualSection: "4.9.5"),
        SettingsOption(
            name: "community", kind: .secret, length: 1...255,
            help: "The community of versions 1 and 2c; that of SNMP0 when not given.", manualSection: "4.9.5"),
        SettingsOption(
            name: "user", kind: .text, length: 1...32, help: "The user of version 3, one of SNMP0-USER1 and following."),
        SettingsOption(
            name: "set", kind: .choice(NotificationSet.allCases.map { "\($0)" }), default: "own",
            help: "Which notifications it gets: those of IPDECT-ALARM-MIB, those of the vendor's devices, or both."),
        SettingsOption(
            name: "minimum", kind: .choice(Seriousness.allCases.map { "\($0)" }), default: "information",
            help: "The least seriousness that is sent; disabled sends also what the severity map disables.",
            manualSection: "4.8.6"),
    ]

    /// The version as text.
    private var version: String
    /// The community; `nil` for that of SNMP0.
    private var community: Secret?
    /// The user of version 3.
    private(set) var user: String?
    private var host: String
    private var port: UInt16
    private var title: String
    private var set: NotificationSet
    private var minimum: Seriousness

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        host = values.text("address") ?? ""
        port = UInt16(clamping: values.integer("port") ?? 162)
        title = values.text("name") ?? ""
        version = values.text("version") ?? "2c"
        community = values.secret("community")
        user = values.text("user")
        set = NotificationSet.allCases.first { "\($0)" == values.text("set") } ?? .own
        minimum = Seriousness.allCases.first { "\($0)" == values.text("minimum") } ?? .information
        if version == "3", user == nil {
            throw SettingsError(.missingOption, "\(values.name) needs /user for version 3", option: "version")
        }
        if version != "3", user != nil {
            throw SettingsError(
                .invalidValue, "\(values.name) has /user, which only version 3 knows; set /version 3", option: "user")
        }
    }

    /// The receiver with the number `index`; `standard` is the community of SNMP0. `nil` when it has no community.
    func target(_ index: Int, standard: Secret?) -> NotificationTarget? {
        let secret = (community ?? standard)?.revealed
        let form: NotificationTarget.Version
        if version == "3", let user {
            form = .v3(user: user)
        } else if let secret {
            form = version == "1" ? .v1(community: secret) : .v2c(community: secret)
        } else {
            return nil
        }
        return NotificationTarget(
            index: UInt32(index), name: title, host: host, port: port, version: form, set: set,
            minimumSeriousness: minimum == .disabled ? .information : minimum, includesDisabled: minimum == .disabled)
    }
}
