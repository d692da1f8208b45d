public import Settings
public import WebClient

/// What the service report does by itself, and how much of it is kept.
public struct ServiceReportConfiguration: Hashable, Sendable {
    /// When reports are made without anybody asking; `nil` for never.
    public var schedule: ReportSchedule?
    /// The WebDAV directory that they are put into; `nil` keeps them here alone.
    public var url: WebURL?
    /// What is hidden in them.
    public var redaction = ReportRedaction.none
    /// Whether the directory is made when it is missing.
    public var makesDirectory = false
    /// How much is kept.
    public var limits = ReportLibrary.Limits()

    /// The defaults: no report but by hand.
    public init() {}
}

/// The settings of the service report (manual 4.23.11).
public struct ServiceReportSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "REPORT0"
    /// What the module is for.
    public static let summary = "Makes service reports by itself; docs/service-report.md tells more."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "schedule", kind: .text, default: "off", length: 1...24,
            help: "When a report is made without anybody asking: off, a day of the week with a time in UTC such as "
                + "\"sunday 03:15\", or \"daily 03:15\"."),
        SettingsOption(
            name: "url", kind: .text, length: 0...1024,
            help: "The WebDAV directory that the reports of the schedule are put into, such as "
                + "https://store.example/reports/. A user is set by HTTPCLIENT0-URL."),
        SettingsOption(
            name: "redaction", kind: .choice(ReportRedaction.allCases.map(\.rawValue)), default: "none",
            help:
                "What is hidden in the reports of the schedule, beside secrets: none, addresses, or addresses and names."
        ),
        SettingsOption(
            name: "mkcol", kind: .choice(["on", "off"]), default: "off",
            help: "Makes the directory on the server when it is missing."),
        SettingsOption(
            name: "keep", kind: .integer(1...50), default: "5",
            help: "Reports that are kept in the state folder; the oldest give way."),
        SettingsOption(
            name: "keep-days", kind: .integer(0...3660), default: "90",
            help: "Days after which a report is removed from the state folder; 0 for never."),
        SettingsOption(
            name: "limit", kind: .integer(10...3600), default: "300",
            help: "Seconds after which a report that is not finished is given up."),
    ]

    /// The values.
    public private(set) var configuration: ServiceReportConfiguration

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        var configuration = ServiceReportConfiguration()
        let schedule = values.text("schedule") ?? "off"
        if schedule.lowercased() != "off" {
            guard let parsed = ReportSchedule(schedule) else {
                throw SettingsError(
                    .invalidValue,
                    "\(values.name) expects /schedule as off, a day and a time such as \"sunday 03:15\", or "
                        + "\"daily 03:15\", got \(schedule)", option: "schedule")
            }
            configuration.schedule = parsed
        }
        configuration.url = try Self.url(values)
        if let redaction = values.text("redaction").flatMap({ ReportRedaction(rawValue: $0) }) {
            configuration.redaction = redaction
        }
        configuration.makesDirectory = values.text("mkcol") == "on"
        configuration.limits.count = values.integer("keep") ?? 5
        configuration.limits.days = values.integer("keep-days") ?? 90
        configuration.limits.seconds = Int64(values.integer("limit") ?? 300)
        self.configuration = configuration
    }

    private static func url(_ values: ModuleValues) throws(SettingsError) -> WebURL? {
        guard let text = values.text("url"), !text.isEmpty else { return nil }
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
}
