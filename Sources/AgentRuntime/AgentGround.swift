import DeviceFeeds
import Faults
import IPDECTCore
import Journal
import LogForwarding
import NetworkValues
import Performance
import SNMPAgent
import Settings
import Snapshot
import Synchronization
import TLSKit

/// What stands first at a start. From then on SNMP answers over UDP, while the rest is put together.
struct AgentGround {
    let simulation: SimulationSettings
    let journal: Journal
    let writer: LogWriter
    let records: AgentRecords
    let store: SnapshotStore
    let core: SiteCore
    let snmp: SNMPService
    let contexts: LateContexts
}

/// The contexts of TLS for who is made before them.
final class LateContexts: Sendable {
    private let contexts = Mutex<TLSContexts?>(nil)

    func set(_ made: TLSContexts) { contexts.withLock { $0 = made } }

    /// The context for a purpose; throws also before there are any.
    func context(for purpose: TLSContexts.Purpose) throws -> TLSContext {
        guard let made = contexts.withLock({ $0 }) else { throw AgentFailure("the certificates are not there yet") }
        return try made.context(for: purpose)
    }
}

extension Agent {
    /// Opens the certificates. At a first start the device's key is made, which takes up to seconds, on a thread of its own.
    func openCertificates(_ folder: StateFolder, _ host: HostStatus) async throws -> CertificateStore {
        let clock = clock
        let mac = host.interfaces.compactMap(\.mac).first { $0.rawValue != 0 }
        do throws(TLSError) {
            return try await CertificateStore.opened(
                folder: folder.file("tls"), mac: mac, hostName: host.name, now: { clock.now() }, logger: logger)
        } catch {
            throw AgentFailure("\(error)")
        }
    }

    /// Opens what must survive, makes the core, and lets SNMP answer.
    func layGround(
        _ folder: StateFolder, _ document: SettingsDocument, _ host: HostStatus, simulation: SimulationSettings
    ) async throws -> AgentGround {
        let clock = clock
        let configuration = try SNMPConfiguration(document)
        let journal = try opened { try openJournal(document, folder) }
        let writer = LogWriter(
            try document.module(as: LogSettings.self), journal: journal, now: { clock.now() }, logger: plainLogger)
        outlet.attach(writer)
        let kept = try await journal.restoreAlarms()
        var first = Snapshot(
            time: clock.now(),
            agent: try agentStatus(configuration.agent, document, simulation: simulation, journal: journal))
        first.host = host
        first.alarms = AlarmTable(restoring: kept.alarms, lastNumber: kept.lastNumber)
        first.severities = try document.module(as: SeveritySettings.self).map
        first.log = await EventLog.restored(from: journal)
        let store = SnapshotStore(first)
        let core = SiteCore(
            agent: first.agent, host: host, alarms: first.alarms, log: first.log, severities: first.severities,
            journal: journal, store: store, clock: clock, lines: writer, logger: logger)
        let records = AgentRecords(writer, clock: clock)
        let contexts = LateContexts()
        let snmp = try makeSNMP(configuration, folder, journal, store, core: core, records: records, contexts)
        snmp.begin()
        return AgentGround(
            simulation: simulation, journal: journal, writer: writer, records: records, store: store, core: core,
            snmp: snmp, contexts: contexts)
    }

    private func openJournal(_ document: SettingsDocument, _ folder: StateFolder) throws -> Journal {
        let clock = clock
        return try Journal(
            path: folder.file("journal.sqlite"), settings: document.module(as: RetentionSettings.self).journal,
            logger: plainLogger, now: { clock.now() })
    }

    private func agentStatus(
        _ settings: SNMPSettings, _ document: SettingsDocument, simulation: SimulationSettings, journal: Journal
    ) throws -> AgentStatus {
        var status = AgentStatus(version: AgentVersion.current, startedAt: clock.now())
        status.journalLastNumber = journal.lastNumber
        let hasDevices = try !FeedConfiguration(document).devices.isEmpty
        status.feed = [simulation.isEnabled ? "simulation" : "", hasDevices ? "devices" : ""].filter { !$0.isEmpty }
            .joined(separator: ", ")
        status.take(settings)
        return status
    }

    private func makeSNMP(
        _ configuration: SNMPConfiguration, _ folder: StateFolder, _ journal: Journal, _ store: SnapshotStore,
        core: SiteCore, records: AgentRecords, _ contexts: LateContexts
    ) throws -> SNMPService {
        let clock = clock
        let file = EngineIdentityFile(path: folder.file("engine"))
        // The identity is durable before the first packet leaves.
        let identity = try opened {
            var random = SystemRandomNumberGenerator()
            return try file.start(using: &random)
        }
        let relay = BindFaults(core: core, store: store, logger: logger)
        return SNMPService(
            configuration, identity: identity, isColdStart: true, journal: journal, snapshots: store, logger: logger,
            now: { clock.now() }, onSocketState: { await relay.report($0) },
            onAuthenticationFailure: { records.authenticationFailed($0) },
            tls: { pinned in try contexts.context(for: .secureServer("SNMP", pinned: pinned)) })
    }
}
