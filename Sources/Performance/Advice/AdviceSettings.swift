public import Settings

/// When something about capacity is worth a word.
public struct AdviceSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "ADVICE0"
    /// What the module is for.
    public static let summary = "Looks for what limits the system, and says what helps."
    /// The module's options.
    public static let options = [
        SettingsOption(name: "disable", kind: .flag, help: "Looks for nothing."),
        SettingsOption(
            name: "call-minutes", kind: .integer(1...60), default: "5",
            help: "Minutes in a row at the limit of calls, or of resources.", manualSection: "4.23.5"),
        SettingsOption(
            name: "memory-hours", kind: .integer(2...24), default: "6",
            help: "Hours in a row in which memory in use grew.", manualSection: "4.23.5"),
        SettingsOption(
            name: "sync-losses", kind: .integer(1...100), default: "3",
            help: "Losses of air synchronization of a radio in an hour."),
        SettingsOption(
            name: "ping-loss", kind: .integer(1...100), default: "20",
            help: "Percent of pings lost in five minutes.", manualSection: "4.23.7"),
        SettingsOption(
            name: "processor", kind: .integer(10...100), default: "90",
            help: "Percent of the processors in use for 15 minutes.", manualSection: "4.23.5"),
    ]

    /// Whether anything is looked for.
    public var isEnabled: Bool
    /// Minutes in a row at a limit.
    public var callMinutes: Int
    /// Hours in a row in which memory grew.
    public var memoryHours: Int
    /// Losses of synchronization in an hour.
    public var syncLosses: Int
    /// The share of pings lost, 0 to 1.
    public var pingLoss: Double
    /// The share of the processors in use, 0 to 1.
    public var processor: Double

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        isEnabled = !values.flag("disable")
        callMinutes = values.integer("call-minutes") ?? 5
        memoryHours = values.integer("memory-hours") ?? 6
        syncLosses = values.integer("sync-losses") ?? 3
        pingLoss = Double(values.integer("ping-loss") ?? 20) / 100
        processor = Double(values.integer("processor") ?? 90) / 100
    }
}
