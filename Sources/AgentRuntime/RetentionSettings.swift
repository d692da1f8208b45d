import Journal
public import Settings

/// How much the journal keeps.
public struct RetentionSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "JOURNAL0"
    /// What the module is for.
    public static let summary = "Says how much of what happened is kept."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "size", kind: .integer(1...65_536), default: "1024",
            help: "The most that the journal takes on the disk, in MiB; the oldest records give way."),
        SettingsOption(
            name: "days", kind: .integer(0...3660), default: "366",
            help: "The age in days after which a record is dropped; 0 for never."),
    ]

    /// The most that the journal takes on the disk, in MiB.
    public var mebibytes: Int
    /// The age in days after which a record is dropped; 0 for never.
    public var days: Int

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        mebibytes = values.integer("size") ?? 1024
        days = values.integer("days") ?? 366
    }

    /// The journal's own settings.
    var journal: JournalSettings {
        JournalSettings(maximumBytes: Int64(mebibytes) << 20, maximumAgeSeconds: Int64(days) * 86_400)
    }
}
