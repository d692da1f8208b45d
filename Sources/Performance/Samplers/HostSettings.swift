public import Settings

/// What is watched of the host itself.
public struct HostSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "HOST0"
    /// What the module is for.
    public static let summary = "Watches the host that the agent runs on."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "interfaces", kind: .list(of: .text), length: 1...15,
            help: "The interfaces that must be up; without the option, all that have a connector.",
            takesEffect: .restart)
    ]

    /// The interfaces that must be up; `nil` for all that have a connector.
    public var interfaces: Set<String>?

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        interfaces = values.isGiven("interfaces") ? Set(values.texts("interfaces")) : nil
    }
}
