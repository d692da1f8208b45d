import NIOCore
public import NetworkValues
public import Settings

/// The SNMP agent as a whole (manual 4.9.5): off unless enabled.
public struct SNMPSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "SNMP0"
    /// What the module is for.
    public static let summary = "Answers SNMP managers, and says how notifications are sent."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "enable", kind: .flag, help: "Answers managers and sends notifications.", manualSection: "4.9.5"),
        SettingsOption(
            name: "address", kind: .list(of: .address), default: "0.0.0.0,::",
            help: "The addresses to listen on; 0.0.0.0 and :: mean all."),
        SettingsOption(name: "port", kind: .integer(1...65_535), default: "161", help: "The port to listen on."),
        SettingsOption(
            name: "tcp", kind: .choice(["on", "off"]), default: "off",
            help: "Answers over TCP, too, on the same addresses and port."),
        SettingsOption(
            name: "connections", kind: .integer(1...1024), default: "128",
            help: "The most connections over TCP and TLS at once."),
        SettingsOption(
            name: "source-connections", kind: .integer(1...1024), default: "16",
            help: "The most connections over TCP and TLS at once of one address."),
        SettingsOption(
            name: "idle", kind: .integer(1...86_400), default: "600",
            help: "Seconds without a message after which a connection over TCP or TLS is ended."),
        SettingsOption(
            name: "community", kind: .secret, length: 1...255,
            help:
                "The community of versions 1 and 2c that may read all but who may do what; without it only version 3 is "
                + "answered.",
            manualSection: "4.9.5"),
        SettingsOption(
            name: "name", kind: .text, length: 0...255,
            help: "The device name, sysName; the host's name when not given.",
            manualSection: "4.9.5"),
        SettingsOption(
            name: "contact", kind: .text, length: 0...255, help: "Whom to call, sysContact.", manualSection: "4.9.5"),
        SettingsOption(
            name: "location", kind: .text, length: 0...255, help: "Where the system stands, sysLocation.",
            manualSection: "4.9.5"),
        SettingsOption(
            name: "auth-trap", kind: .flag, help: "Sends authenticationFailure, at most once a second.",
            manualSection: "4.9.5"),
        SettingsOption(
            name: "allow", kind: .list(of: .network), help: "The networks that are answered; without the option, all.",
            manualSection: "4.9.5"),
        SettingsOption(
            name: "link-traps", kind: .choice(["on", "off"]), default: "on", help: "Sends linkUp and linkDown."),
        SettingsOption(
            name: "neighbour-traps", kind: .flag,
            help: "Sends lldpRemTablesChange when an LLDP neighbour came, changed or went, at most once in 5 s."),
        SettingsOption(
            name: "hold", kind: .integer(0...3600), default: "90",
            help: "Seconds after the host's start in which notifications are kept back until the network is up."),
        SettingsOption(
            name: "rate", kind: .integer(0...1_000_000), default: "20000",
            help: "Requests a second that one address may send; 0 for no limit.", takesEffect: .restart),
        SettingsOption(
            name: "root", kind: .text, default: "\(ModuleRoot.standard)",
            help: "The object identifier below which the agent's own modules stand.", takesEffect: .restart),
        SettingsOption(
            name: "identity", kind: .choice(["own", "vendor"]), default: "own",
            help: "Whom sysDescr shows: this agent, or a device of the vendor for managers that read it by machine.",
            takesEffect: .restart),
        SettingsOption(
            name: "object-id", kind: .choice(["own", "vendor"]), default: "own",
            help: "Whom sysObjectID shows: this agent, or the vendor.", takesEffect: .restart),
        SettingsOption(
            name: "vendor-tree", kind: .choice(["on", "off"]), default: "on",
            help: "Serves the vendor's tree beside the agent's own modules.", takesEffect: .restart),
    ]

    /// Whether managers are answered and notifications sent.
    public var isEnabled: Bool
    /// The addresses to listen on.
    public var addresses: [IPAddress]
    /// The port to listen on.
    public var port: UInt16
    /// Whether managers are answered over TCP, too.
    public var usesTCP: Bool
    /// Bounds on connections.
    var streamLimits: StreamLimits
    /// The community that may read everything.
    public var community: Secret?
    /// sysName; empty for the host's name.
    public var deviceName: String
    /// sysContact.
    public var contact: String
    /// sysLocation.
    public var location: String
    /// The networks that are answered.
    public var allowed: AllowedNetworks
    /// How notifications are sent.
    public var notifications: NotificationSettings
    /// Requests a second that one address may send; 0 for no limit.
    public var requestsPerSource: UInt64
    /// What the tables show of the agent's identity.
    public var tables: TableSettings

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        isEnabled = values.flag("enable")
        addresses = values.addresses("address")
        port = UInt16(clamping: values.integer("port") ?? 161)
        usesTCP = values.text("tcp") == "on"
        streamLimits = StreamLimits()
        streamLimits.connections = values.integer("connections") ?? 128
        streamLimits.connectionsPerSource = values.integer("source-connections") ?? 16
        streamLimits.idle = .seconds(Int64(values.integer("idle") ?? 600))
        community = values.secret("community")
        deviceName = values.text("name") ?? ""
        contact = values.text("contact") ?? ""
        location = values.text("location") ?? ""
        allowed = AllowedNetworks(values.networks("allow"))
        notifications = NotificationSettings(
            holdSeconds: Int64(values.integer("hold") ?? 90), sendsAuthenticationFailures: values.flag("auth-trap"),
            sendsLinkChanges: values.text("link-traps") != "off",
            sendsNeighbourChanges: values.flag("neighbour-traps"))
        requestsPerSource = UInt64(values.integer("rate") ?? 20_000)
        let root: ModuleRoot
        do {
            root = try ModuleRoot(values.text("root") ?? "\(ModuleRoot.standard)")
        } catch {
            throw SettingsError(.invalidValue, "\(values.name) /root: \(error)", option: "root")
        }
        tables = TableSettings(
            root: root, identity: values.text("identity") == "vendor" ? .vendor : .own,
            objectIdentity: values.text("object-id") == "vendor" ? .vendor : .own,
            servesVendorTree: values.text("vendor-tree") != "off")
    }
}
