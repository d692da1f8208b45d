import AlarmForwarding
import DeviceFeeds
import Exposition
import History
import LinkLayer
import Performance
import LogForwarding
import LogRelay
import PacketCapture
import SNMPAgent
import ServiceReport
public import Settings
import TLSKit
import WebAccess
import WebClient
import WebAPI
import WebConsole
import WebServer

/// Every settings module that the agent knows.
public enum AgentSettings {
    /// The schema by which the settings file is read, checked and documented.
    public static let schema = SettingsSchema(
        SNMPConfiguration.modules + [
            WebSettings.self, SeveritySettings.self, RetentionSettings.self, SimulationSettings.self, HostSettings.self,
            AdviceSettings.self, PingSettings.self, HistorySettings.self, RemoteWriteSettings.self, LogSettings.self,
        ] + LogConfiguration.modules + AlarmForwardingConfiguration.modules + [
            LogRelaySettings.self, PacketCaptureSettings.self, WebDAVSettings.self, TLSSettings.self,
            WebClientSettings.self, WebClientURLSettings.self, ServiceReportSettings.self,
        ] + FeedConfiguration.modules + LinkLayerConfiguration.modules + AccessConfiguration.modules,
        rule: { document throws(SettingsError) in
            _ = try SNMPConfiguration(document)
            _ = try LogConfiguration(document)
            _ = try FeedConfiguration(document)
            _ = try AccessConfiguration(document)
            try checkCollectingPath(document)
        })

    /// The path at which alarms are collected is one that nothing else is served at.
    private static func checkCollectingPath(_ document: SettingsDocument) throws(SettingsError) {
        let path = try document.module(as: AlarmCollectSettings.self).path
        let head = path.split(separator: "/").first.map(String.init) ?? ""
        let taken = ConsoleRoutes.reservedPaths.union(["metrics", "health", "log", "capture"])
        guard taken.contains(head) else { return }
        throw document.located(
            SettingsError(
                .invalidValue,
                "\(AlarmCollectSettings.name) /path \(path) is a path of the console; choose another one",
                option: "path"), in: AlarmCollectSettings.name)
    }
}
