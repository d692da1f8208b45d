public import Settings

/// The user and password for a URL and all below it (manual 4.9.4.2).
public struct WebClientURLSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "HTTPCLIENT0-URL"
    /// The numbers that instances may have.
    public static let instances: ClosedRange<Int>? = 1...64
    /// What the module is for.
    public static let summary = "The user and password for a URL and all below it."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "url", kind: .text, isRequired: true, length: 1...1024,
            help: "Where they count: this server, and this path with all below it.", manualSection: "4.9.4.2"),
        SettingsOption(
            name: "user", kind: .text, isRequired: true, length: 1...128, help: "The name of the user.",
            manualSection: "4.9.4.2"),
        SettingsOption(
            name: "password", kind: .secret, length: 0...256, help: "The password; empty when not given.",
            manualSection: "4.9.4.2"),
    ]

    /// The URL, user and password.
    public private(set) var credentials: WebCredentials

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        let url: WebURL
        do throws(WebClientError) {
            url = try WebURL(values.text("url") ?? "")
        } catch {
            throw SettingsError(.invalidValue, "\(values.name): \(error.message)", option: "url")
        }
        let user = values.text("user") ?? ""
        guard user.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
            throw SettingsError(
                .invalidValue, "\(values.name) has a /user with control characters, which no header can carry",
                option: "user")
        }
        credentials = WebCredentials(prefix: url, user: user, password: values.secret("password") ?? Secret(""))
    }
}
