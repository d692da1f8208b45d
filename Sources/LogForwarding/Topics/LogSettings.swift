public import Journal
public import Settings

/// Which topics are logged, and how much of them (manual 4.23.1).
public struct LogSettings: SettingsModule, Hashable {
    /// The module's name in the settings.
    public static let name = "LOG0"
    /// What the module is for.
    public static let summary =
        "Says what the agent writes into its log. Lines of other devices are kept whatever the topics say."
    /// The topics that are on when the settings name none.
    public static let defaultTopics: [LogTopic] = [
        .dectMaster, .dectRadio, .configChanges, .radioBusy, .rejectedCertificates, .agent, .login, .lan, .alarms,
    ]
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "topics", kind: .list(of: .choice(LogTopic.all.map(\.rawValue))),
            default: defaultTopics.map(\.rawValue).joined(separator: ","),
            help: "The topics that are logged; \"\" for none. What must be traceable is logged nevertheless.",
            manualSection: "4.23.1"),
        SettingsOption(
            name: "level", kind: .choice(SyslogSeverity.allCases.map { "\($0)" }), default: "notice",
            help: "The least severe of the agent's own messages that become records of the topic agent."),
        SettingsOption(
            name: "rate", kind: .integer(0...1_000_000), default: "1000",
            help: "Lines a second of one topic, five times that at once; 0 for no limit. What is over it is counted."),
    ]

    /// The topics that are on.
    public var topics: Set<LogTopic>
    /// The least severe of the agent's own messages that are kept, 0 to 7.
    public var level: UInt8
    /// Lines a second of one topic; 0 for no limit.
    public var linesPerSecond: Int

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        topics = Set(values.texts("topics").map { LogTopic(rawValue: $0) })
        level = (values.text("level").flatMap { SyslogSeverity($0) } ?? .notice).rawValue
        linesPerSecond = values.integer("rate") ?? 1000
    }
}
