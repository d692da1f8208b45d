import Journal
public import Settings
import TLSKit

/// A log server (manual 4.9.2).
public struct LogServerSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "LOG0-SERVER"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...16
    /// What the module is for.
    public static let summary = "A log server; several are served at once, each at its own pace."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "type", kind: .choice(LogServer.Transport.allCases.map(\.rawValue)), default: "off",
            help: "How records travel: lines over TCP, syslog datagrams, syslog over TLS, or a web request for each.",
            manualSection: "4.9.2"),
        SettingsOption(
            name: "address", kind: .text, length: 0...253, help: "The server's address or host name.",
            manualSection: "4.9.2"),
        SettingsOption(
            name: "port", kind: .integer(1...65_535),
            help: "The server's port; 514 when not given, 6514 under TLS, 80 and 443 for the web.",
            manualSection: "4.9.2"),
        SettingsOption(name: "name", kind: .text, length: 0...32, help: "A name for people."),
        SettingsOption(
            name: "path", kind: .text, default: "/", length: 1...1024, help: "The path of the form on a web server.",
            manualSection: "4.9.2"),
        SettingsOption(
            name: "method", kind: .choice(LogServer.Method.allCases.map(\.rawValue)), default: "get",
            help: "Whether the form is the query of a GET or the content of a POST."),
        SettingsOption(
            name: "class", kind: .integer(0...7), default: "0",
            help: "The message class: facility local0 to local7 of our own records.", manualSection: "4.9.2"),
        SettingsOption(
            name: "format", kind: .choice(LogServer.Form.allCases.map(\.rawValue)), default: "device",
            help: "How a line looks: as the devices write it, RFC 3164, or RFC 5424 with structured data."),
        SettingsOption(
            name: "framing", kind: .choice(LogServer.Framing.allCases.map(\.rawValue)),
            help: "How lines are told apart on a connection: by line feeds, or by octet counting as is usual under TLS."
        ),
        SettingsOption(
            name: "limit", kind: .integer(480...65_536),
            help: "The most octets of a line: 8192 when not given, 2048 for datagrams. Longer ones are cut and marked."),
        SettingsOption(
            name: "topics", kind: .list(of: .text), length: 1...32,
            help: "The topics that the server gets; all when not given.", manualSection: "4.23.1"),
        SettingsOption(
            name: "severity", kind: .choice(severities), default: "debug",
            help: "The least severe records that the server gets."),
        SettingsOption(
            name: "allow-untrusted", kind: .flag,
            help: "Does not check the server's certificate. An alarm stands as long as it is set.",
            manualSection: "4.9.2"),
        SettingsOption(
            name: "no-name-check", kind: .flag,
            help: "Checks who issued the server's certificate, not whether it has the server's name."),
        SettingsOption(
            name: "replay", kind: .integer(0...16_384), default: "1024",
            help:
                "KiB that are sent again behind a connection that broke: what the server's kernel had acknowledged, and the server perhaps not read."
        ),
        SettingsOption(
            name: "backup-of", kind: .integer(1...16),
            help: "The number of the server for which this one stands in while that one cannot be reached."),
    ]

    /// Severities of RFC 5424 by their usual names, in the order of their numbers.
    static let severities = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"]

    private let template: LogServer

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        let transport = LogServer.Transport(rawValue: values.text("type") ?? "off") ?? .off
        let host = values.text("address") ?? ""
        if transport != .off, host.isEmpty {
            throw SettingsError(.missingOption, "\(values.name) needs /address", option: "type")
        }
        let isUntrusted = values.flag("allow-untrusted")
        if isUntrusted, !transport.usesTLS {
            throw SettingsError(
                .invalidValue, "\(values.name) has /allow-untrusted, which only the types syslog-tls and https know",
                option: "allow-untrusted")
        }
        var topics: Set<LogTopic> = []
        for name in values.texts("topics") {
            let topic = LogTopic(rawValue: name)
            guard LogTopic.all.contains(topic), topic.rawValue == name else {
                throw SettingsError(
                    .invalidValue,
                    "expected topics out of \(LogTopic.all.map(\.rawValue).joined(separator: ", ")), got \(name)",
                    option: "topics")
            }
            topics.insert(topic)
        }
        let path = values.text("path") ?? "/"
        template = LogServer(
            index: 1, name: values.text("name") ?? "", transport: transport, host: host,
            port: values.integer("port").map { UInt16(clamping: $0) }, path: path.hasPrefix("/") ? path : "/" + path,
            method: LogServer.Method(rawValue: values.text("method") ?? "get") ?? .get,
            classNumber: UInt8(clamping: values.integer("class") ?? 0),
            form: LogServer.Form(rawValue: values.text("format") ?? "device") ?? .device,
            framing: values.text("framing").flatMap(LogServer.Framing.init), lineLimitBytes: values.integer("limit"),
            topics: topics,
            floor: UInt8(clamping: Self.severities.firstIndex(of: values.text("severity") ?? "debug") ?? 7),
            certificateCheck: isUntrusted ? .none : values.flag("no-name-check") ? .withoutName : .full,
            replayBytes: (values.integer("replay") ?? 1024) << 10, backupOf: values.integer("backup-of"))
    }

    /// The server with the number `index`.
    func server(_ index: Int) -> LogServer {
        var server = template
        server.index = index
        return server
    }
}
