public import Settings

/// Everything that the settings say of alarms on their way to and from other machines.
public struct AlarmForwardingConfiguration: Sendable {
    /// The servers that get alarms.
    public var servers: [AlarmServer]
    /// How alarms are collected.
    public var collect: AlarmCollectSettings

    /// The modules of the settings that belong to it.
    public static let modules: [any SettingsModule.Type] = [AlarmServerSettings.self, AlarmCollectSettings.self]

    /// Reads the configuration from the settings.
    public init(_ document: SettingsDocument) throws(SettingsError) {
        servers = try document.instances(of: AlarmServerSettings.self).map { number, settings in
            settings.server(number)
        }
        collect = try document.module()
    }
}
