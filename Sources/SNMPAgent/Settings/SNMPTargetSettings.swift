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
    public static let options = receiver + delivery

    /// Who the receiver is, and what it hears of.
    private static let receiver = [
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

    /// How notifications reach the receiver.
    private static let delivery = [
        SettingsOption(
            name: "kind", kind: .choice(["trap", "inform"]), default: "trap",
            help: "Whether notifications are acknowledged: an inform is sent again until it is. Needs version 2c or 3."),
        SettingsOption(
            name: "timeout", kind: .integer(1...300), default: "3",
            help:
                "Seconds that an inform waits for its acknowledgement; the time doubles with each try, up to 10 s or this, "
                + "whichever is longer."),
        SettingsOption(
            name: "retries", kind: .integer(0...255), default: "3",
            help:
                "How often an inform is sent again before the receiver counts as failing. It is sent again behind that, "
                + "too; nothing is given up."),
        SettingsOption(
            name: "window", kind: .integer(1...64), default: "1",
            help:
                "Informs that may be under way unacknowledged. More than 1 is faster over a long way, but one that gets "
                + "lost is overtaken by those behind it."),
        SettingsOption(
            name: "filter", kind: .text, length: 1...32,
            help: "The name of a filter, one of SNMP0-FILTER1 and following; without it every notification passes."),
        SettingsOption(
            name: "storm-rate", kind: .integer(0...600_000), default: "0",
            help:
                "Notifications a minute behind which a storm begins: what comes faster is held back and summed up. 0 for "
                + "no limit."),
        SettingsOption(
            name: "storm-burst", kind: .integer(1...100_000), default: "1000",
            help: "Notifications that may come at once before a storm begins."),
        SettingsOption(
            name: "heartbeat", kind: .integer(0...86_400), default: "0",
            help: "Seconds between two heartbeats with the number of alarms that stand; 0 for none."),
    ]

    /// The version as text.
    private var version: String
    /// The community; `nil` for that of SNMP0.
    private var community: Secret?
    /// The user of version 3.
    private(set) var user: String?
    /// The name of the filter.
    private(set) var filter: String?
    private var host: String
    private var port: UInt16
    private var title: String
    private var set: NotificationSet
    private var minimum: Seriousness
    private var kind: NotificationTarget.Kind
    private var timeout: Int
    private var retries: Int
    private var window: Int
    private var storm: StormLimit?
    private var heartbeat: Int

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
        kind = values.text("kind") == "inform" ? .inform : .trap
        timeout = values.integer("timeout") ?? 3
        retries = values.integer("retries") ?? 3
        window = values.integer("window") ?? 1
        filter = values.text("filter")
        let rate = values.integer("storm-rate") ?? 0
        storm = rate > 0 ? StormLimit(perMinute: rate, burst: values.integer("storm-burst") ?? 1000) : nil
        heartbeat = values.integer("heartbeat") ?? 0
        if kind == .inform, version == "1" {
            throw SettingsError(
                .invalidValue,
                "\(values.name) has /kind inform, but version 1 knows only traps; set /version 2c or 3, or /kind trap",
                option: "kind")
        }
        if kind == .trap, let option = ["timeout", "retries", "window"].first(where: { values.isGiven($0) }) {
            throw SettingsError(
                .invalidValue, "\(values.name) has /\(option), which only informs know; set /kind inform",
                option: option)
        }
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
        var target = NotificationTarget(
            index: UInt32(index), name: title, host: host, port: port, version: form, set: set,
            minimumSeriousness: minimum == .disabled ? .information : minimum, includesDisabled: minimum == .disabled)
        target.kind = kind
        target.timeoutMilliseconds = Int64(timeout) * 1000
        target.retries = retries
        target.window = window
        target.storm = storm
        target.heartbeatSeconds = heartbeat > 0 ? Int64(heartbeat) : nil
        return target
    }
}
