public import Settings
import TLSKit
import WebClient

/// Captures packets into files on a WebDAV server (manual 4.23.12).
public struct WebDAVSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "PCAP0-WEBDAV"
    /// What the module is for.
    public static let summary = "Captures packets into files on a WebDAV server; docs/webdav.md tells more."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "url", kind: .text, length: 0...1024,
            help: "The directory that files are put into, such as https://store.example/traces/. Without it nothing is "
                + "captured.", manualSection: "4.23.12"),
        SettingsOption(
            name: "user", kind: .text, length: 1...128, help: "The user, where the server wants one.",
            manualSection: "4.23.12"),
        SettingsOption(
            name: "password", kind: .secret, length: 0...256, help: "The user's password.", manualSection: "4.23.12"),
        SettingsOption(
            name: "interface", kind: .text, length: 1...15,
            help: "The interface that is captured, any for all of them; without it the first that is up."),
        SettingsOption(
            name: "filter", kind: .text, length: 0...4096,
            help: "Which packets, in the language of pcap-filter(7), such as \"udp port 5060\"; without it all."),
        SettingsOption(
            name: "snap", kind: .integer(64...262_144), default: "262144", help: "Octets of a packet that are kept."),
        SettingsOption(
            name: "size", kind: .integer(1...1000), default: "20",
            help: "MB (1,000,000 octets) of a file; then the next begins."),
        SettingsOption(
            name: "spool", kind: .integer(2...100_000), default: "200",
            help: "MB that files take on the disk at most; the oldest give way, and are counted. At least twice /size."),
        SettingsOption(
            name: "refresh", kind: .integer(10...86_400), default: "60",
            help: "Seconds after which the file that is written is sent as it is, if it has grown."),
        SettingsOption(
            name: "crash-minutes", kind: .integer(0...1440), default: "5",
            help: "Minutes before a crash whose packets become a file of their own; 0 for none."),
        SettingsOption(
            name: "mkcol", kind: .choice(["on", "off"]), default: "off",
            help: "Makes the directory on the server when it is missing."),
        SettingsOption(
            name: "buffer", kind: .integer(1...512), default: "8",
            help: "MB of memory in which packets may wait for the disk."),
        SettingsOption(
            name: "allow-untrusted", kind: .flag,
            help: "Does not check the server's certificate. An alarm stands as long as it is set."),
        SettingsOption(
            name: "no-name-check", kind: .flag,
            help: "Checks who issued the server's certificate, not whether it has the server's name."),
    ]

    /// The values.
    public private(set) var configuration: WebDAVConfiguration

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        var configuration = WebDAVConfiguration()
        configuration.url = try Self.url(values)
        configuration.user = values.text("user")
        configuration.password = values.secret("password")
        configuration.interface = values.text("interface")
        configuration.filter = values.text("filter") ?? ""
        configuration.snapLength = values.integer("snap") ?? 262_144
        configuration.sizeMegabytes = values.integer("size") ?? 20
        configuration.spoolMegabytes = values.integer("spool") ?? 200
        configuration.refreshSeconds = values.integer("refresh") ?? 60
        configuration.crashMinutes = values.integer("crash-minutes") ?? 5
        configuration.bufferMegabytes = values.integer("buffer") ?? 8
        configuration.makesDirectory = values.text("mkcol") == "on"
        configuration.certificateCheck =
            values.flag("allow-untrusted") ? .none : values.flag("no-name-check") ? .withoutName : .full
        self.configuration = configuration
        try check(values)
    }

    private func check(_ values: ModuleValues) throws(SettingsError) {
        if configuration.password != nil, configuration.user == nil {
            throw SettingsError(.missingOption, "\(values.name) has a /password and needs a /user", option: "password")
        }
        if let user = configuration.user, !user.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) {
            throw SettingsError(
                .invalidValue, "\(values.name) has a /user with control characters, which no header can carry",
                option: "user")
        }
        if configuration.spoolMegabytes < 2 * configuration.sizeMegabytes {
            throw SettingsError(
                .invalidValue,
                "\(values.name) expects /spool to be at least twice /size (\(2 * configuration.sizeMegabytes)), got "
                    + "\(configuration.spoolMegabytes)", option: "spool")
        }
        if values.flag("allow-untrusted"), let url = configuration.url, url.scheme == .http {
            throw SettingsError(
                .invalidValue, "\(values.name) has /allow-untrusted, which only https knows", option: "allow-untrusted")
        }
    }

    private static func url(_ values: ModuleValues) throws(SettingsError) -> WebURL? {
        guard let text = values.text("url"), !text.isEmpty else { return nil }
        guard !(text.prefix { $0 != "/" }.hasPrefix("http") && authority(text).contains("@")) else {
            throw SettingsError(
                .invalidValue, "\(values.name) has a /url with a user in it: URLs are shown; set /user and /password",
                option: "url")
        }
        let url: WebURL
        do throws(WebClientError) {
            url = try WebURL(text)
        } catch {
            throw SettingsError(
                .invalidValue, "\(values.name) has a /url that is none: \(error.message)", option: "url")
        }
        guard !url.target.contains("?") else {
            throw SettingsError(
                .invalidValue, "\(values.name) expects the /url of a directory, got one with a query", option: "url")
        }
        return url
    }

    /// What stands between the two slashes and the next one.
    private static func authority(_ text: String) -> Substring {
        text.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "/" }
    }
}
