import DeviceFeeds
import Faults
import IPDECTCore
import Logging
import NetworkValues
import SNMPAgent
import Settings
import Snapshot
import WebConsole

/// What the console and the command line can ask of this agent.
struct ControlPlane: AgentControl {
    let core: SiteCore
    let store: SnapshotStore
    let settings: SettingsStore
    let snmp: SNMPControl
    let clock: any FeedClock
    let logger: Logger

    var snapshot: Snapshot { store.current }

    func settingsText() async -> String { settings.shown }

    func changeSettings(_ lines: String) async throws -> SettingsChange {
        let text = ConfigText(lines)
        var edits: [ConfigLine] = []
        for (position, entry) in text.entries.enumerated() {
            switch entry.kind {
            case .config(let line): edits.append(line)
            case .blank, .comment: continue
            case .command(let words):
                throw SettingsError(
                    .invalidText, "expected a line that begins with config, got the command \(words)", line: position + 1)
            case .unreadable(_, let message, let suggestion, _):
                throw SettingsError(.invalidText, message, line: position + 1, suggestion: suggestion)
            }
        }
        let change = try settings.replace { document throws(SettingsError) in
            var document = document
            for line in edits { document = try document.applying(line) }
            return document
        }
        logger.notice("settings changed", metadata: ["modules": "\(change.changedModules)"])
        return try await takeUp(change)
    }

    func reloadSettings() async throws -> SettingsChange {
        try await takeUp(settings.reload())
    }

    /// Hands new settings to the parts that take them at once.
    func takeUp(_ change: SettingsStore.Change) async throws -> SettingsChange {
        if change.changedModules.contains(SeveritySettings.name) {
            let map = try change.document.module(as: SeveritySettings.self).map
            _ = await core.perform(
                .desk { desk in
                    desk.severities = map
                    return []
                })
        }
        if change.changedModules.contains(where: { $0.hasPrefix(SNMPSettings.name) }) {
            try await snmp.takeUp(change.document)
            await core.update(with: try change.document.module(as: SNMPSettings.self))
        }
        let waiting = Set(change.awaitingRestart.map { String($0.prefix { $0 != " " }) })
        return SettingsChange(
            applied: change.changedModules.filter { !waiting.contains($0) }, needsRestart: change.awaitingRestart,
            unknown: change.document.unknownModules)
    }

    func operate(_ input: SiteInput) async throws {
        if let refusal = await core.perform(.inputs([input])).first { throw refusal }
    }

    func acknowledge(alarm number: UInt32) async -> Bool {
        guard store.current.alarms.alarm(number: number) != nil else { return false }
        _ = await core.perform(
            .desk { desk in
                guard desk.alarms.acknowledge(number: number), let alarm = desk.alarms.alarm(number: number) else {
                    return []
                }
                return [.put(alarm)]
            })
        return true
    }

    func remap(_ code: FaultCode, to seriousness: Seriousness?) async throws {
        let current = try settings.document.module(as: SeveritySettings.self)
        let change = try settings.replace { document throws(SettingsError) in
            var document = document
            for (option, codes) in current.lists(setting: code, to: seriousness) {
                document = try document.changing(
                    module: SeveritySettings.name, option: option,
                    to: codes.isEmpty ? .none : .text(codes.joined(separator: ",")))
            }
            return document
        }
        _ = try await takeUp(change)
    }

    func clearEvents() async {
        _ = await core.perform(
            .desk { desk in
                desk.events.clear()
                return []
            })
    }

    func testNotification(target: String?) async throws -> [NotificationOutcome] {
        try await snmp.testNotification(target: target)
    }

    func snmpStatus() async -> SNMPStatusView { await snmp.status() }
}

extension SiteCore {
    /// Takes what the SNMP settings say of the system's name, contact and place.
    func update(with settings: SNMPSettings) {
        update { agent in
            agent.systemName = settings.deviceName
            agent.systemContact = settings.contact
            agent.systemLocation = settings.location
        }
    }
}
