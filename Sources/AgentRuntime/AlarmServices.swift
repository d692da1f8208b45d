import AlarmForwarding
import DeviceFeeds
import Journal
import Logging
import Settings
import Snapshot
import TLSKit
import WebClient

/// Alarms on their way to and from other machines, put together.
struct AlarmServices: Sendable {
    let forwarding: AlarmForwardingService
    let collector: AlarmCollector

    init(
        _ document: SettingsDocument, journal: Journal, store: SnapshotStore, core: SiteCore, security: Security,
        web: WebClients, devices: DeviceFeedService, agentID: String, clock: any FeedClock, logger: Logger
    ) throws {
        let configuration = try AlarmForwardingConfiguration(document)
        forwarding = AlarmForwardingService(
            configuration.servers,
            AlarmSurroundings(
                journal: journal, snapshots: store, agentID: agentID,
                web: { server in
                    var credentials: [WebCredentials] = []
                    if let user = server.user, let password = server.password {
                        credentials = [WebCredentials(prefix: try WebURL(server.url), user: user, password: password)]
                    }
                    return try web.client(
                        for: "alarm server \(server.index)",
                        verification: server.usesTLS ? server.certificateCheck : nil,
                        credentials: credentials)
                }, now: { clock.now() }, logger: logger))
        collector = AlarmCollector(
            configuration.collect, snapshots: store,
            submit: { effects in
                // What a device that is watched says is one feed of several.
                let (rest, isDurable) = await devices.take(forwarded: effects)
                guard !rest.isEmpty else { return isDurable }
                return await core.submit(rest.map(HostObservation.fault)).isDurable && isDurable
            }, now: { clock.now() })
        let forwarding = forwarding
        security.onChange { forwarding.reconnect(\.usesTLS) }
    }

    /// Whether a change of a module concerns alarm servers.
    static func isConcerned(_ module: String) -> Bool { module.hasPrefix("ALARM0") }

    /// Takes other settings.
    func apply(_ document: SettingsDocument) throws {
        let configuration = try AlarmForwardingConfiguration(document)
        forwarding.apply(configuration.servers)
        collector.apply(configuration.collect)
    }

    /// The servers whose certificates are not checked, with the setting that says so.
    static func unchecked(_ document: SettingsDocument) throws -> [(module: String, address: String)] {
        try AlarmForwardingConfiguration(document).servers.filter { $0.certificateCheck == .none }.map {
            ("\(AlarmServerSettings.name)\($0.index)", $0.address)
        }
    }
}
