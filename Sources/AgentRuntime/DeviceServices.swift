import AlarmForwarding
import DeviceFeeds
import Faults
import IPDECTCore
import Journal
import LogRelay
import Logging
import NetworkValues
import SNMPAgent
import Settings
import Snapshot
import TLSKit

/// The devices of a system that runs already: everything that watches them, put together.
struct DeviceServices: Sendable {
    let service: DeviceFeedService
    let notifications: NotificationFeed
    let lines: LineFeed
    let searches: DeviceSearches
    private let snmp: SNMPPoller
    private let web: @Sendable () throws -> HTTPPoller
    private let core: SiteCore
    private let simulates: Bool

    init(
        _ document: SettingsDocument, _ folder: StateFolder, journal: Journal, store: SnapshotStore, core: SiteCore,
        security: Security, engine: SNMPStatus, simulates: Bool, clock: any FeedClock, logger: Logger
    ) throws {
        self.core = core
        self.simulates = simulates
        let configuration = try FeedConfiguration(document)
        let access = try SNMPAccess()
        let snmp = SNMPPoller(over: access)
        let contexts = security.contexts
        let web: @Sendable () throws -> HTTPPoller = {
            HTTPPoller(
                checkingTLS: try contexts.context(for: .client("devices", .full)),
                trustingTLS: try contexts.context(for: .client("devices", .none)), now: { clock.now() },
                logger: logger)
        }
        service = DeviceFeedService(
            configuration,
            DeviceFeedService.Surroundings(
                sink: core, clock: clock, pollers: [.snmp: snmp, .http: HTTPFeedPoller(web)],
                memory: DeviceMemory(path: folder.file("devices.json"), logger: logger),
                standing: { device in
                    store.current.alarms.alarms.lazy.map(\.key).filter { $0.device == device }
                }, logger: logger))
        let binds = StandingFaults(core: core, store: store)
        notifications = NotificationFeed(
            service, over: access,
            ownEngine: SNMPOwnEngine(engineID: engine.engineID, boots: UInt32(clamping: engine.engineBoots)),
            onListening: { listeners in
                let new = await binds.report(
                    listeners.filter { !$0.error.isEmpty }.map { listener in
                        StandingFault(
                            code: .ipUdpBindError, source: "TRAPS \(listener.address)",
                            text: "notifications cannot be received on \(listener.address): \(listener.error)")
                    })
                for fault in new { logger.error("\(fault.text)") }
            }, logger: logger)
        lines = LineFeed(service, journal: journal, logger: logger)
        searches = DeviceSearches(service, snmp: snmp, web: web, clock: clock)
        self.snmp = snmp
        self.web = web
    }

    /// What tries the feeds of a device; it knows whether logs and forwarded alarms are received at all.
    func trials(_ control: ControlPlane) -> DeviceTrials {
        DeviceTrials(
            service, snmp: snmp, web: web, notifications: notifications,
            logsOff: { control.logs.relay.status.isEnabled ? nil : "the agent receives no logs: LOG0-RELAY is off" },
            alarmsOff: {
                control.alarmServices.collector.isEnabled ? nil : "the agent takes no alarms: ALARM0-COLLECT is off"
            })
    }

    /// Watches until the agent shuts down.
    func run() async throws {
        await tellSystem()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await service.run() }
            group.addTask { try await notifications.run() }
            group.addTask { try await lines.run() }
        }
    }

    /// Whether a change of a module concerns devices that are watched.
    static func isConcerned(_ module: String) -> Bool { module.hasPrefix(FeedSettings.name) }

    /// Takes other settings.
    func apply(_ document: SettingsDocument) async throws {
        await service.apply(try FeedConfiguration(document))
        notifications.renew()
        await tellSystem()
    }

    /// Tells the core what the settings say of the system; a simulated one says that itself.
    func tellSystem() async {
        guard !simulates, let system = service.configuration.settings.system else { return }
        _ = await core.submit([.systemConfigured(system)])
    }

    /// The devices whose certificates are not checked, with the setting that says so.
    static func unchecked(_ document: SettingsDocument) throws -> [(module: String, address: String)] {
        try document.instances(of: FeedCredentialsSettings.self).filter { $0.settings.credentials.allowsUntrusted }
            .map { ("\(FeedCredentialsSettings.name)\($0.instance)", "the devices of \($0.settings.credentials.name)") }
    }
}
