import Faults
public import Settings
import TLSKit

/// A web server that gets alarms and events (manual 4.9.2).
public struct AlarmServerSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "ALARM0-SERVER"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...16
    /// What the module is for.
    public static let summary = "A web server that gets alarms and events: a master, a webhook, or an Alertmanager."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "address", kind: .text, isRequired: true, length: 1...253,
            help: "The External HTTP Server: its address or host name.", manualSection: "4.9.2"),
        SettingsOption(
            name: "port", kind: .integer(1...65_535),
            help: "Its port; 80 when not given, 443 for HTTPS.", manualSection: "4.9.2"),
        SettingsOption(
            name: "type", kind: .choice(["http", "https"]), default: "http", help: "HTTP or HTTPS.",
            manualSection: "4.9.2"),
        SettingsOption(name: "name", kind: .text, length: 0...32, help: "A name for people."),
        SettingsOption(
            name: "path", kind: .text, length: 1...1024,
            help: "The path; / when not given, /api/v2/alerts for an Alertmanager."),
        SettingsOption(
            name: "form", kind: .choice(AlarmServer.Form.allCases.map(\.rawValue)), default: "device",
            help: "What a request says: what base stations say to a master, JSON, or alerts for an Alertmanager."),
        SettingsOption(
            name: "method", kind: .choice(AlarmServer.Method.allCases.map(\.rawValue)), default: "get",
            help: "Whether the devices' form is the query of a GET or the content of a POST."),
        SettingsOption(
            name: "minimum", kind: .choice(Seriousness.allCases.map { "\($0)" }), default: "information",
            help: "The least seriousness that is sent.", manualSection: "4.8.6"),
        SettingsOption(
            name: "events", kind: .choice(["on", "off"]), default: "on", help: "Sends events beside alarms."),
        SettingsOption(
            name: "labels", kind: .list(of: .text), length: 1...256,
            help: "Labels for every alert of the form alertmanager, such as site=north: they tell sites apart."),
        SettingsOption(
            name: "resend", kind: .integer(0...1440), default: "30",
            help: "Minutes after which an alarm that stands is sent again; 0 for never."),
        SettingsOption(
            name: "user", kind: .text, length: 1...64, help: "The user, for Basic or Digest authentication."),
        SettingsOption(name: "password", kind: .secret, length: 1...128, help: "The user's password."),
        SettingsOption(
            name: "allow-untrusted", kind: .flag,
            help: "Does not check the server's certificate. An alarm stands as long as it is set."),
        SettingsOption(
            name: "no-name-check", kind: .flag,
            help: "Checks who issued the server's certificate, not whether it has the server's name."),
    ]

    private let template: AlarmServer

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        let usesTLS = values.text("type") == "https"
        var server = AlarmServer(
            index: 1, host: values.text("address") ?? "",
            port: UInt16(clamping: values.integer("port") ?? (usesTLS ? 443 : 80)))
        server.usesTLS = usesTLS
        server.name = values.text("name") ?? ""
        server.form = AlarmServer.Form(rawValue: values.text("form") ?? "device") ?? .device
        server.method = AlarmServer.Method(rawValue: values.text("method") ?? "get") ?? .get
        let path = values.text("path") ?? (server.form == .alertmanager ? "/api/v2/alerts" : "/")
        server.path = path.hasPrefix("/") ? path : "/" + path
        server.minimum = Seriousness.allCases.first { "\($0)" == values.text("minimum") } ?? .information
        server.includesEvents = values.text("events") != "off"
        server.resendMinutes = values.integer("resend") ?? 30
        server.labels = try Self.labels(values)
        server.user = values.text("user")
        server.password = values.secret("password")
        server.certificateCheck =
            values.flag("allow-untrusted") ? .none : values.flag("no-name-check") ? .withoutName : .full
        if values.flag("allow-untrusted"), !usesTLS {
            throw SettingsError(
                .invalidValue, "\(values.name) has /allow-untrusted, which only the type https knows",
                option: "allow-untrusted")
        }
        if (server.user == nil) != (server.password == nil) {
            throw SettingsError(.missingOption, "\(values.name) needs /user and /password together", option: "user")
        }
        template = server
    }

    private static func labels(_ values: ModuleValues) throws(SettingsError) -> [String: String] {
        var labels: [String: String] = [:]
        for label in values.texts("labels") {
            let parts = label.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[0].wholeMatch(of: /[a-zA-Z_][a-zA-Z0-9_]*/) != nil else {
                throw SettingsError(
                    .invalidValue, "\(values.name) expects /labels such as site=north, got \(label)", option: "labels")
            }
            labels[parts[0]] = parts[1]
        }
        return labels
    }

    /// The server with the number `index`.
    public func server(_ index: Int) -> AlarmServer {
        var server = template
        server.index = index
        return server
    }
}
