public import Settings
import TLSKit
import WebClient

/// A server that gets what is measured.
public struct RemoteWriteSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "REMOTEWRITE0-SERVER"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...8
    /// What the module is for.
    public static let summary = "A server that gets what is measured, such as VictoriaMetrics, Mimir or Prometheus."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "url", kind: .text, isRequired: true, length: 1...1024,
            help: "Where to send to, such as http://127.0.0.1:8428/api/v1/write."),
        SettingsOption(name: "user", kind: .text, length: 1...64, help: "The user, for Basic authentication."),
        SettingsOption(name: "password", kind: .secret, length: 1...128, help: "The user's password."),
        SettingsOption(
            name: "bearer-token", kind: .secret, length: 1...4096, help: "A token, instead of user and password."),
        SettingsOption(
            name: "labels", kind: .list(of: .text), length: 1...256,
            help: "Labels for every series, such as site=north. job is ipdect and instance the host's name without it."),
        SettingsOption(
            name: "batch", kind: .integer(1...10_000), default: "2000", help: "Samples in a request, at most."),
        SettingsOption(
            name: "max-age", kind: .integer(1...48), default: "47",
            help: "The age in hours above which samples are dropped instead of sent."),
        SettingsOption(
            name: "allow-untrusted", kind: .flag,
            help: "Does not check the server's certificate. An alarm stands as long as it is set."),
        SettingsOption(
            name: "no-name-check", kind: .flag,
            help: "Checks who issued the server's certificate, not whether it has the server's name."),
    ]

    private let template: RemoteWriteServer

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        var server = RemoteWriteServer(index: 1, url: values.text("url") ?? "")
        do {
            _ = try WebURL(server.url)
        } catch {
            throw SettingsError(.invalidValue, "\(values.name) has a /url that is none: \(error)", option: "url")
        }
        server.user = values.text("user")
        server.password = values.secret("password")
        server.bearerToken = values.secret("bearer-token")
        for label in values.texts("labels") {
            let parts = label.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, SeriesLabels.isLabelName(parts[0]) else {
                throw SettingsError(
                    .invalidValue, "\(values.name) expects /labels such as site=north, got \(label)", option: "labels")
            }
            server.labels[parts[0]] = parts[1]
        }
        server.batchSamples = values.integer("batch") ?? 2000
        server.maximumAgeHours = values.integer("max-age") ?? 47
        server.certificateCheck =
            values.flag("allow-untrusted") ? .none : values.flag("no-name-check") ? .withoutName : .full
        if (server.user == nil) != (server.password == nil) {
            throw SettingsError(.missingOption, "\(values.name) needs /user and /password together", option: "user")
        }
        if server.bearerToken != nil, server.user != nil {
            throw SettingsError(
                .invalidValue, "\(values.name) takes /user or /bearer-token, not both", option: "bearer-token")
        }
        if values.flag("allow-untrusted"), !server.usesTLS {
            throw SettingsError(
                .invalidValue, "\(values.name) has /allow-untrusted, which only https knows", option: "allow-untrusted")
        }
        template = server
    }

    /// The server with the number `index`.
    public func server(_ index: Int) -> RemoteWriteServer {
        var server = template
        server.index = index
        return server
    }
}
