import AlarmForwarding
import DeviceFeeds
import Exposition
import Faults
import IPDECTCore
import History
import Journal
import LogForwarding
import LogRelay
import Logging
import NetworkValues
import PacketCapture
import Performance
import SNMPAgent
import ServiceReport
import Settings
import Snapshot
import TLSKit
import Threads
import Waking
import WebAPI
import WebAccess
import WebServer

/// What the console and the command line can ask of this agent.
struct ControlPlane: AgentControl {
    let history: History
    let remoteWriting: RemoteWriting
    let advice: AdviceService
    let pings: PingService
    let core: SiteCore
    let store: SnapshotStore
    let settingsStore: SettingsStore
    let snmp: SNMPService
    let security: Security
    let web: WebClients
    let logs: LogServices
    let alarmServices: AlarmServices
    let capture: CaptureServices
    let lan: LANServices
    let devices: DeviceServices
    let access: AccessControl
    let reports: ReportServices
    let writer: LogWriter
    let records: AgentRecords
    let journal: Journal
    let clock: any FeedClock
    let logger: Logger
    /// One change of the settings at a time, from what holds before it to what holds behind it in every part of the agent.
    let turns = Turns()

    var snapshot: Snapshot { store.current }
    var settings: SettingsDocument { settingsStore.document }

    func changeSettings(
        by user: ConsoleUser, telling change: ConsoleChange?,
        _ edit: @escaping @Sendable (SettingsDocument) throws(SettingsError) -> SettingsDocument
    ) async throws -> SettingsChange {
        try await turns.take {
            let outcome = try await write(edit, by: user)
            logger.notice("settings changed", metadata: ["modules": "\(outcome.changedModules)"])
            if let change { records.changed(change, by: "\(user)") }
            return try await takeUp(outcome, by: "\(user)")
        }
    }

    func reloadSettings(by user: ConsoleUser) async throws -> SettingsChange {
        try await turns.take {
            let change = try await Background.run { [settingsStore] in try settingsStore.reload(by: user) }
            if !change.changedModules.isEmpty { records.settingsRead(by: "\(user)") }
            return try await takeUp(change, by: "\(user)")
        }
    }

    /// Writes other settings into their file. Throws when they are as they were.
    func write(
        _ edit: @escaping @Sendable (SettingsDocument) throws(SettingsError) -> SettingsDocument, by user: ConsoleUser
    ) async throws -> SettingsStore.Change {
        try await Background.run { [settingsStore] in try settingsStore.replace(edit, by: user) }
    }

    /// Connections whose peers' certificates are not checked, as the settings want it.
    static func unchecked(_ document: SettingsDocument) throws -> [(module: String, address: String)] {
        try LogServices.unchecked(document) + AlarmServices.unchecked(document) + RemoteWriting.unchecked(document)
            + CaptureServices.unchecked(document) + DeviceServices.unchecked(document) + WebClients.unchecked(document)
    }

    /// Logs what is new, and hands it to the parts that take it at once.
    func takeUp(_ change: SettingsStore.Change, by author: String) async throws -> SettingsChange {
        // By the topics that held until now: who switches them off leaves a trace.
        records.settingsChanged(change, by: author)
        if change.changedModules.contains(LogSettings.name) {
            writer.apply(try change.document.module(as: LogSettings.self))
        }
        if change.changedModules.contains(SeveritySettings.name) {
            let map = try change.document.module(as: SeveritySettings.self).map
            _ = await core.perform(
                .desk { desk in
                    desk.severities = map
                    return []
                })
        }
        if change.changedModules.contains(where: { $0.hasPrefix(SNMPSettings.name) }) {
            let configuration = try SNMPConfiguration(change.document)
            snmp.apply(configuration)
            await core.update(with: configuration.agent)
        }
        if change.changedModules.contains(RetentionSettings.name) {
            journal.apply(try change.document.module(as: RetentionSettings.self).journal)
        }
        if change.changedModules.contains(HistorySettings.name) {
            history.apply(try change.document.module(as: HistorySettings.self))
        }
        if change.changedModules.contains(AdviceSettings.name) {
            advice.apply(try change.document.module(as: AdviceSettings.self))
        }
        if change.changedModules.contains(PingSettings.name) {
            pings.apply(try change.document.module(as: PingSettings.self))
        }
        if change.changedModules.contains(TLSSettings.name) {
            security.apply(try change.document.module(as: TLSSettings.self))
        }
        if change.changedModules.contains(where: WebClients.isConcerned) {
            try web.apply(change.document)
            logs.forwarding.reconnect { $0.transport == .http || $0.transport == .https }
            alarmServices.forwarding.reconnect()
            capture.webdav.reconnect()
            remoteWriting.service.reconnect()
            reports.service.reconnect()
        }
        if change.changedModules.contains(ServiceReportSettings.name) { try reports.apply(change.document) }
        if change.changedModules.contains(where: LogServices.isConcerned) { try logs.apply(change.document) }
        if change.changedModules.contains(where: RemoteWriting.isConcerned) { try remoteWriting.apply(change.document) }
        if change.changedModules.contains(where: CaptureServices.isConcerned) { try capture.apply(change.document) }
        if change.changedModules.contains(where: DeviceServices.isConcerned) {
            try await devices.apply(change.document)
        }
        if change.changedModules.contains(where: LANServices.isConcerned) { try lan.apply(change.document) }
        if change.changedModules.contains(where: { $0.hasPrefix(WebSettings.name + "-") }) {
            try access.apply(change.document)
        }
        if change.changedModules.contains(where: AlarmServices.isConcerned) { try alarmServices.apply(change.document) }
        await security.note(
            unchecked: try Self.unchecked(change.document))
        let waiting = Set(change.awaitingRestart.map { String($0.prefix { $0 != " " }) })
        let unknown = change.document.unknownModules
        return SettingsChange(
            applied: change.changedModules.filter { !waiting.contains($0) && !unknown.contains($0) },
            needsRestart: change.awaitingRestart,
            unknown: unknown,
            warnings: change.problems.filter { $0.severity == .warning }.map(\.description))
    }

    func operate(_ inputs: [SiteInput], telling changes: [ConsoleChange]) async throws {
        if let refusal = await core.perform(.operation(inputs)).refusals.first { throw refusal }
        for change in changes { note(change) }
    }

    func note(_ change: ConsoleChange) { records.changed(change, by: "\(ConsoleUser.current)") }

    func acknowledge(alarm number: UInt32) async -> Bool {
        guard let alarm = store.current.alarms.alarm(number: number) else { return false }
        _ = await core.perform(
            .desk { desk in
                guard desk.alarms.acknowledge(number: number), let alarm = desk.alarms.alarm(number: number) else {
                    return []
                }
                return [.put(alarm)]
            })
        if !alarm.acknowledged {
            let subject = "alarm \(number), \(alarm.key.code) on \(alarm.subject.deviceName)"
            note(ConsoleChange("alarms", "\(subject), was acknowledged"))
        }
        return true
    }

    func remap(_ code: FaultCode, to seriousness: Seriousness?, by user: ConsoleUser) async throws {
        try await turns.take {
            let change = try await write(
                { document throws(SettingsError) in
                    try document.module(as: SeveritySettings.self).applied(to: document, code, seriousness)
                }, by: user)
            _ = try await takeUp(change, by: "\(user)")
        }
    }

    /// Writes a change of accounts or tokens into the settings. Access control has checked the right to it.
    func apply(_ edit: AccessChange, by user: ConsoleUser) async throws {
        try await turns.take {
            let change = try await Background.run { [settingsStore] in
                try settingsStore.replace { document throws(SettingsError) in try edit.applied(to: document) }
            }
            records.accessChanged("\(edit)", by: "\(user)")
            _ = try await takeUp(change, by: "\(user)")
        }
    }

    func clearEvents() async {
        let count = store.current.events.count
        _ = await core.perform(
            .desk { desk in
                desk.events.clear()
                return []
            })
        note(ConsoleChange("events", "the event history was cleared, it had \(count) records"))
    }

    func testNotification(target: String?) async throws -> [NotificationOutcome] {
        let outcomes = await snmp.sendTest(to: target).map {
            NotificationOutcome(target: $0.target, address: $0.address, isSent: $0.isSent, message: $0.message)
        }
        let receivers = outcomes.map(\.target).joined(separator: ", ")
        if !outcomes.isEmpty { note(ConsoleChange("snmp", "a test notification was sent to \(receivers)")) }
        return outcomes
    }

    func snmpStatus() async -> SNMPStatusView {
        let status = snmp.status
        return SNMPStatusView(
            isEnabled: status.isEnabled, listening: status.listening,
            engineID: "0x" + status.engineID.map { hexadecimal(UInt64($0), digits: 2) }.joined(),
            engineBoots: UInt32(status.engineBoots), counters: status.counters,
            targets: status.targets.map(NotificationTargetView.init), agentX: AgentXView(status.agentX))
    }
}

extension NotificationTargetView {
    /// The view of a receiver's status.
    init(_ status: NotificationTargetStatus) {
        let version =
            switch status.version {
            case .v1: "1"
            case .v2c: "2c"
            case .v3: "3"
            }
        self.init(
            name: status.name, address: "\(status.host):\(status.port)", version: version, sent: status.sent,
            failed: status.failed, filtered: status.filtered, waiting: status.pending, lastError: status.lastError)
        kind = "\(status.kind)"
        state = "\(status.state)"
        acknowledged = status.acknowledged
        retried = status.retried
        heldBack = status.heldBack
        lastAcknowledged = status.lastAcknowledged.map { "\($0)" }
    }
}

extension SiteCore {
    /// Takes what the SNMP settings say of the system's name, contact and place.
    func update(with settings: SNMPSettings) {
        update { $0.take(settings) }
    }
}

extension AgentStatus {
    /// Takes what the SNMP settings say of the system's name, contact and place.
    mutating func take(_ settings: SNMPSettings) {
        systemName = settings.deviceName
        systemContact = settings.contact
        systemLocation = settings.location
    }
}
