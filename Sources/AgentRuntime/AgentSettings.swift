public import DeviceFeeds
public import Journal
public import SNMPAgent
public import Settings
public import WebConsole

/// Every settings module that the agent knows.
public enum AgentSettings {
    /// The schema by which the settings file is read, checked and documented.
    public static let schema = SettingsSchema([
        SNMPSettings.self, SNMPUserSettings.self, SNMPCommunitySettings.self, SNMPTargetSettings.self,
        WebSettings.self, SeveritySettings.self, JournalSettings.self, SimulationSettings.self, HostSettings.self,
    ])
}
