import AlarmForwarding
import DeviceFeeds
import Performance
import Exposition
import Faults
import History
import IPDECTCore
import Journal
import LogForwarding
import LogRelay
public import Logging
import NetworkValues
import PacketCapture
import SNMPAgent
import ServiceLifecycle
import ServiceReport
import Settings
import Snapshot
import TLSKit
import WebAccess
import UnixSignals
import WebAPI
import WebServer

/// The whole agent: opens what must survive, puts the parts together, and runs them until it is told to stop.
public struct Agent: Sendable {
    private let options: AgentOptions
    /// Writes where the caller said, and into the log of the topic agent.
    let logger: Logger
    /// The same without the log, for what the log itself stands on.
    let plainLogger: Logger
    let outlet: AgentLogOutlet
    let clock = SystemClock()

    /// Makes an agent.
    public init(_ options: AgentOptions, logger: Logger) {
        let clock = clock
        self.options = options
        outlet = AgentLogOutlet(now: { clock.now() })
        plainLogger = logger
        self.logger = outlet.logger(beside: logger)
    }

    /// Runs until SIGTERM or SIGINT. SIGHUP lets it read its settings again. Throws `AgentFailure` when it cannot start.
    public func run() async throws {
        MemoryService.configure()
        OpenFiles.raiseLimit()
        let folder = try opened { try StateFolder(path: options.stateFolder) }
        let settings = try openSettings(folder)
        let marker = RunningMarker(path: folder.file("running"))
        let restartedUnexpectedly = marker.exists
        let host = HostFeed.sample(at: clock.now())
        let ground = try await layGround(
            folder, settings.document, host, simulation: try simulationSettings(settings.document))
        defer { ground.snmp.end() }
        // Behind it, so that a first start does not share its processor with the making of the key.
        let certificates = try await openCertificates(folder, host)
        let services = try await compose(
            ground, folder, settings, certificates, restartedUnexpectedly: restartedUnexpectedly)
        try opened { try marker.create() }
        let group = ServiceGroup(
            configuration: .init(
                services: services.map {
                    // By name: the lifecycle would put all that a service holds into words.
                    .init(
                        service: $0, failureTerminationBehavior: .gracefullyShutdownGroup,
                        serviceName: "\(type(of: $0))")
                },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
        logger.notice(
            "ipdect-agent runs", metadata: ["version": "\(AgentVersion.current)", "state": "\(folder.path)"])
        try await group.run()
        marker.remove()
        logger.notice("ipdect-agent ended in order")
    }

    // MARK: Opening

    private func openSettings(_ folder: StateFolder) throws -> SettingsStore {
        let path = options.settingsFile ?? folder.file("ipdect-agent.conf")
        return try opened {
            try SettingsStore(path: path, schema: AgentSettings.schema, logger: logger)
        }
    }

    /// Turns whatever cannot be opened into a sentence.
    func opened<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let failure as AgentFailure {
            throw failure
        } catch {
            throw AgentFailure("\(error)")
        }
    }

    /// The lifecycle's own messages matter only when something fails.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }

    // MARK: Putting together

    private func compose(
        _ ground: AgentGround, _ folder: StateFolder, _ settings: SettingsStore, _ certificates: CertificateStore,
        restartedUnexpectedly: Bool
    ) async throws -> [any Service] {
        let (clock, document) = (clock, settings.document)
        let (journal, store, core, snmp) = (ground.journal, ground.store, ground.core, ground.snmp)
        let (writer, records, simulation) = (ground.writer, ground.records, ground.simulation)
        let security = try opened { try startSecurity(document, certificates, ground) }
        let web = try WebClients(document, contexts: security.contexts, logger: logger)
        let logs = try LogServices(
            document, journal: journal, store: store, core: core, security: security, web: web, clock: clock,
            logger: logger)
        let devices = try DeviceServices(
            document, folder, journal: journal, store: store, core: core, security: security, engine: snmp.status,
            simulates: simulation.isEnabled, clock: clock, logger: logger)
        let alarmServices = try AlarmServices(
            document, journal: journal, store: store, core: core, security: security, web: web,
            devices: devices.service,
            agentID: snmp.status.engineID.map { hexadecimal(UInt64($0), digits: 2) }.joined(), clock: clock,
            logger: logger)
        security.note(atStart: try ControlPlane.unchecked(document))
        let capture = try CaptureServices(
            document, folder, journal: journal, store: store, core: core, security: security, web: web,
            records: records, clock: clock, logger: logger, restartedUnexpectedly: restartedUnexpectedly)
        let lan = try opened {
            try LANServices(
                document, folder, core: core, store: store, security: security, records: records, clock: clock,
                logger: logger)
        }
        let history = try opened {
            try History(
                folder: folder.file("history"), settings: try document.module(as: HistorySettings.self), logger: logger)
        }
        let access = try opened { try startAccess(document, folder, records) }
        let remoteWriting = try RemoteWriting(
            document, history: history, store: store, security: security, web: web, clock: clock, logger: logger)
        var sources = ReportSources(
            store, journal: journal, history: history, settings: settings, logs: logs, alarmServices: alarmServices,
            capture: capture, remoteWriting: remoteWriting, security: security, folder: folder)
        sources.snmp = { snmp.status }
        let reports = try opened {
            try ReportServices(document, folder, sources, security: security, web: web, clock: clock, logger: logger)
        }
        let control = ControlPlane(
            history: history, remoteWriting: remoteWriting,
            advice: AdviceService(
                try document.module(as: AdviceSettings.self), of: store, into: core, clock: clock),
            pings: PingService(try document.module(as: PingSettings.self), into: core, clock: clock),
            core: core, store: store, settingsStore: settings, snmp: snmp, security: security, web: web,
            logs: logs, alarmServices: alarmServices, capture: capture, lan: lan, devices: devices, access: access,
            reports: reports, writer: writer, records: records, journal: journal, clock: clock, logger: logger)
        return try services(
            control, document, folder, simulation: simulation, restartedUnexpectedly: restartedUnexpectedly)
    }

    private func startAccess(
        _ document: SettingsDocument, _ folder: StateFolder, _ records: AgentRecords
    ) throws -> AccessControl {
        let clock = clock
        return try AccessControl(
            document, memoryPath: folder.file("access"), now: { clock.now() }, onEvent: { records.access($0) })
    }

    /// The group stops services in the reverse order: the core outlives its feeds, the journal outlives all.
    private func services(
        _ control: ControlPlane, _ document: SettingsDocument, _ folder: StateFolder, simulation: SimulationSettings,
        restartedUnexpectedly: Bool
    ) throws -> [any Service] {
        let (core, store) = (control.core, control.store)
        control.snmp.accept(SNMPWriter(control))
        var services: [any Service] = [
            JournalService(control.journal), control.writer, core, control.snmp, control.security,
            control.logs.forwarding, control.logs.relay, control.alarmServices.forwarding,
            control.alarmServices.collector, control.capture.capture, control.capture.webdav, control.lan.link,
        ]
        let page = metricsPage(control)
        services.append(HistoryRecorder(page, of: store, into: control.history, clock: clock, logger: logger))
        services += [control.remoteWriting.service, control.advice, control.pings, control.reports.service]
        services += try WebServices(control, page: page).services(document, folder)
        services.append(
            FeedService(
                core: core,
                host: HostFeed(
                    try document.module(as: HostSettings.self), into: core, clock: clock,
                    restartedUnexpectedly: restartedUnexpectedly, stateFolder: folder.path),
                site: simulation.isEnabled
                    ? SimulatedSiteService(simulation, into: core, clock: clock, logger: logger) : nil,
                devices: control.devices))
        services += [ReloadService(control: control, logger: logger), MemoryService(clock: clock)]
        return services
    }

    private func simulationSettings(_ document: SettingsDocument) throws -> SimulationSettings {
        var simulation = try document.module(as: SimulationSettings.self)
        try simulation.apply(options.simulation)
        return simulation
    }

    private func startSecurity(
        _ document: SettingsDocument, _ certificates: CertificateStore, _ ground: AgentGround
    ) throws -> Security {
        let (records, snmp) = (ground.records, ground.snmp)
        let security = Security(
            certificates, settings: try document.module(as: TLSSettings.self), core: ground.core, store: ground.store,
            clock: clock, onRejection: { records.certificateRejected($0, $1, peer: $2, purpose: $3) })
        ground.contexts.set(security.contexts)
        security.onChange { snmp.renewTLS() }
        return security
    }

    private func metricsPage(_ control: ControlPlane) -> MetricsPage {
        var sources = MetricsSources()
        sources.logServers = { control.logs.forwarding.status }
        sources.devices = { control.devices.service.status }
        sources.logRelay = { control.logs.relay.status }
        sources.alarmServers = { control.alarmServices.forwarding.status }
        sources.history = { control.history.status }
        sources.remoteWrite = { control.remoteWriting.service.status }
        sources.notificationTargets = { control.snmp.status.targets.map(NotificationTargetFigures.init) }
        sources.agentX = { AgentXFigures(control.snmp.status.agentX) }
        return MetricsPage(sources)
    }
}
