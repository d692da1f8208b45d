public import NetworkValues
public import Settings

/// Where logs are received, and from whom.
public struct LogRelaySettings: SettingsModule, Hashable {
    /// Whether a sender under TLS shows a certificate.
    public enum ClientCertificate: String, CaseIterable, Sendable {
        /// It is not asked for one.
        case off
        /// It must show one that the trust list accepts.
        case required
    }

    /// The module's name in the settings.
    public static let name = "LOG0-RELAY"
    /// What the module is for.
    public static let summary = "Receives the logs of base stations and other devices, to be kept and forwarded."
    /// The module's options.
    public static let options = [
        SettingsOption(name: "enable", kind: .flag, help: "Receives logs."),
        SettingsOption(
            name: "address", kind: .list(of: .address), default: "0.0.0.0,::",
            help: "The addresses to listen on; 0.0.0.0 and :: mean all."),
        SettingsOption(
            name: "udp", kind: .integer(0...65_535), default: "514", help: "The port for datagrams; 0 for none."),
        SettingsOption(
            name: "tcp", kind: .integer(0...65_535), default: "514", help: "The port for TCP; 0 for none."),
        SettingsOption(
            name: "tls", kind: .integer(0...65_535), default: "6514", help: "The port for TLS; 0 for none."),
        SettingsOption(
            name: "relp", kind: .integer(0...65_535), default: "0",
            help: "The port for RELP, with which rsyslog's senders lose nothing; 0 for none."),
        SettingsOption(
            name: "http", kind: .choice(["on", "off"]), default: "off",
            help: "Takes the devices' web form at /log of the HTTP port."),
        SettingsOption(
            name: "client-certificate", kind: .choice(ClientCertificate.allCases.map(\.rawValue)), default: "off",
            help: "Whether a sender under TLS must show a certificate that is trusted."),
        SettingsOption(
            name: "allow", kind: .list(of: .network), help: "The networks that may send; all when not given."),
        SettingsOption(
            name: "connections", kind: .integer(1...4096), default: "256", help: "The most connections at once."),
        SettingsOption(
            name: "source-connections", kind: .integer(1...4096), default: "32",
            help: "The most connections at once of one source."),
        SettingsOption(
            name: "idle", kind: .integer(0...86_400), default: "0",
            help: "Seconds without a word after which a connection is ended; 0 for never."),
        SettingsOption(
            name: "rate", kind: .integer(0...1_000_000), default: "20000",
            help:
                "Messages a second of one source; 0 for no limit. A connection is read more slowly, datagrams are dropped."
        ),
        SettingsOption(
            name: "bytes", kind: .integer(0...1_000_000_000), default: "0",
            help: "Octets a second of one source; 0 for no limit."),
        SettingsOption(
            name: "limit", kind: .integer(480...65_536), default: "8192",
            help: "The most octets of a message; longer ones are cut."),
    ]

    /// Whether logs are received.
    public var isEnabled: Bool
    /// The addresses to listen on.
    public var addresses: [IPAddress]
    /// The port for datagrams; 0 for none.
    public var udpPort: Int
    /// The port for TCP; 0 for none.
    public var tcpPort: Int
    /// The port for TLS; 0 for none.
    public var tlsPort: Int
    /// The port for RELP; 0 for none.
    public var relpPort: Int
    /// Whether the devices' web form is taken.
    public var takesForms: Bool
    /// Whether a sender under TLS shows a certificate.
    public var clientCertificate: ClientCertificate
    /// The networks that may send; empty for all.
    public var allowed: [IPNetwork]
    /// The most connections at once.
    public var connectionLimit: Int
    /// The most connections at once of one source.
    public var sourceConnectionLimit: Int
    /// Seconds without a word after which a connection is ended; 0 for never.
    public var idleSeconds: Int
    /// Messages a second of one source; 0 for no limit.
    public var messagesPerSecond: Int
    /// Octets a second of one source; 0 for no limit.
    public var bytesPerSecond: Int
    /// The most octets of a message.
    public var messageLimitBytes: Int

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        isEnabled = values.flag("enable")
        addresses = values.addresses("address")
        udpPort = values.integer("udp") ?? 514
        tcpPort = values.integer("tcp") ?? 514
        tlsPort = values.integer("tls") ?? 6514
        relpPort = values.integer("relp") ?? 0
        takesForms = values.text("http") == "on"
        clientCertificate = ClientCertificate(rawValue: values.text("client-certificate") ?? "off") ?? .off
        allowed = values.networks("allow")
        connectionLimit = values.integer("connections") ?? 256
        sourceConnectionLimit = values.integer("source-connections") ?? 32
        idleSeconds = values.integer("idle") ?? 0
        messagesPerSecond = values.integer("rate") ?? 20_000
        bytesPerSecond = values.integer("bytes") ?? 0
        messageLimitBytes = values.integer("limit") ?? 8192
    }

    /// Whether an address may send.
    func allows(_ address: IPAddress) -> Bool {
        allowed.isEmpty || allowed.contains { $0.contains(address) }
    }
}
