public import Settings

/// What is watched of the host itself.
public struct HostSettings: SettingsModule {
    public static let name = "HOST0"
    public static let summary = "Watches the host that the agent runs on."
    public static let options = [
        SettingsOption(
            name: "interfaces", kind: .list(of: .text), length: 1...15,
            help: "The interfaces that must be up; without the option, all that have a connector.", takesEffect: .restart)
    ]

    /// The interfaces that must be up; `nil` for all that have a connector.
    public var interfaces: Set<String>?

    public init(_ values: ModuleValues) throws(SettingsError) {
        interfaces = values.isGiven("interfaces") ? Set(values.texts("interfaces")) : nil
    }
}
