public import Settings

/// How much the history may take.
public struct HistorySettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "HISTORY0"
    /// What the module is for.
    public static let summary = "Says how much of what is measured over time is kept."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "size", kind: .integer(16...65_536), default: "512",
            help: "The most that the history takes on the disk, in MiB; the oldest values give way.")
    ]

    /// The most that the history takes on the disk, in octets.
    public var limitBytes: Int64

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        limitBytes = Int64(values.integer("size") ?? 512) << 20
    }

    /// Makes settings of a size.
    public init(limitBytes: Int64 = 512 << 20) {
        self.limitBytes = limitBytes
    }
}
