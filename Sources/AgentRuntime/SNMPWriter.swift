import Faults
import Journal
import LogForwarding
import Logging
import SNMPAgent
import SNMPProtocol
import Settings
import Snapshot
import Synchronization
import WebAPI
import WebServer

/// Makes the changes that managers ask for over SNMP the way that the REST API makes them: settings through their store,
/// acknowledgements through the core. What was done is taken back when something that comes behind it fails.
struct SNMPWriter: ManagedWriter {
    private let control: ControlPlane

    init(_ control: ControlPlane) {
        self.control = control
    }

    func apply(_ changes: [NumberedChange], by origin: WriteOrigin) async throws(WriteFailure) {
        let settings = changes.filter { $0.change.isSetting }
        let alarms = changes.filter { !$0.change.isSetting }
        try test(alarms)
        let old = try oldValues(of: changes)
        let done = try await commit(settings, undoing: old.filter(\.change.isSetting), by: origin)
        guard await acknowledge(alarms) else {
            let index = alarms.first?.index ?? 0
            throw await undo(old.filter(\.change.isSetting), done, by: origin)
                ?? WriteFailure(.commitFailed, index: index)
        }
        // Whatever the settings changed, the next snapshot has it, and the manager that is answered sees it.
        _ = await control.core.perform(.desk { _ in [] })
        await note(changes, old, by: origin)
    }

    /// What may have changed since the engine tested the request.
    private func test(_ alarms: [NumberedChange]) throws(WriteFailure) {
        let standing = control.snapshot.alarms
        for numbered in alarms {
            guard case .acknowledged(let number, _) = numbered.change, standing.alarm(number: number) != nil else {
                throw WriteFailure(.inconsistentName, index: numbered.index)
            }
        }
    }

    /// The values that the objects have now, as changes that would give them back.
    private func oldValues(of changes: [NumberedChange]) throws(WriteFailure) -> [NumberedChange] {
        do {
            let document = control.settings
            let agent = try document.module(as: SNMPSettings.self)
            let map = try document.module(as: SeveritySettings.self).map
            let alarms = control.snapshot.alarms
            return changes.map { numbered in
                let old: ManagedChange =
                    switch numbered.change {
                    case .contact: .contact(agent.contact)
                    case .name: .name(agent.deviceName)
                    case .location: .location(agent.location)
                    case .authenticationTraps: .authenticationTraps(agent.notifications.sendsAuthenticationFailures)
                    case .seriousness(let code, _): .seriousness(code, map.seriousness(of: code))
                    case .acknowledged(let number, _):
                        .acknowledged(alarm: number, alarms.alarm(number: number)?.acknowledged ?? false)
                    }
                return NumberedChange(index: numbered.index, change: old)
            }
        } catch {
            throw WriteFailure(.genErr, index: changes.first?.index ?? 0)
        }
    }

    // MARK: Settings

    /// Writes the settings and lets them hold. Returns whether there was something to write.
    private func commit(
        _ changes: [NumberedChange], undoing old: [NumberedChange], by origin: WriteOrigin
    ) async throws(WriteFailure) -> Bool {
        guard let first = changes.first else { return false }
        var document = control.settings
        for numbered in changes {
            do throws(SettingsError) {
                document = try numbered.change.applied(to: document)
            } catch {
                throw WriteFailure(.inconsistentValue, index: numbered.index)
            }
        }
        let user = ConsoleUser("\(origin)")
        let written: SettingsStore.Change
        do {
            written = try control.settingsStore.replace(Self.edit(changes), by: user)
        } catch {
            // Nothing was written. Somebody else has the file in hand, or the disk does not take it.
            let isBusy = (error as? SettingsError)?.code == .changedOnDisk
            throw WriteFailure(isBusy ? .resourceUnavailable : .commitFailed, index: first.index)
        }
        do {
            _ = try await control.takeUp(written, by: "\(origin)")
        } catch {
            throw await undo(old, true, by: origin) ?? WriteFailure(.commitFailed, index: first.index)
        }
        return true
    }

    /// Gives the settings their old values back. Returns undoFailed when that cannot be done.
    private func undo(_ old: [NumberedChange], _ isNeeded: Bool, by origin: WriteOrigin) async -> WriteFailure? {
        guard isNeeded else { return nil }
        do {
            let written = try control.settingsStore.replace(Self.edit(old), by: ConsoleUser("\(origin)"))
            _ = try await control.takeUp(written, by: "\(origin), taken back")
            return nil
        } catch {
            control.logger.error(
                "what SNMP changed could not be taken back", metadata: ["reason": "\(error)", "origin": "\(origin)"])
            return WriteFailure(.undoFailed, index: 0)
        }
    }

    private static func edit(
        _ changes: [NumberedChange]
    ) -> @Sendable (SettingsDocument) throws(SettingsError) -> SettingsDocument {
        { document throws(SettingsError) in
            var document = document
            for numbered in changes { document = try numbered.change.applied(to: document) }
            return document
        }
    }

    // MARK: Alarms

    /// Acknowledges all of the alarms, or none. Returns whether that is durable.
    private func acknowledge(_ changes: [NumberedChange]) async -> Bool {
        guard !changes.isEmpty else { return true }
        let alarms = changes.compactMap { numbered -> (number: UInt32, value: Bool)? in
            guard case .acknowledged(let number, let value) = numbered.change else { return nil }
            return (number, value)
        }
        let isDone = Mutex(false)
        let before = Mutex<[(number: UInt32, value: Bool)]>([])
        _ = await control.core.perform(
            .desk { desk in
                let standing = alarms.compactMap { desk.alarms.alarm(number: $0.number) }
                guard standing.count == alarms.count else { return [] }
                before.withLock { $0 = standing.map { ($0.number, $0.acknowledged) } }
                isDone.withLock { $0 = true }
                return Self.set(alarms, in: &desk)
            })
        guard isDone.withLock({ $0 }) else { return false }
        guard await control.core.hasUnwrittenAlarms else { return true }
        // The journal did not take it, and tries again: with the old values, which then stand again.
        let old = before.withLock { $0 }
        _ = await control.core.perform(.desk { desk in Self.set(old, in: &desk) })
        return false
    }

    private static func set(_ alarms: [(number: UInt32, value: Bool)], in desk: inout FaultDesk) -> [AlarmStateChange] {
        alarms.compactMap { entry in
            guard desk.alarms.acknowledge(number: entry.number, entry.value) else { return nil }
            return desk.alarms.alarm(number: entry.number).map(AlarmStateChange.put)
        }
    }

    // MARK: Traces

    /// Writes into the log who changed what, before the manager is answered.
    private func note(_ changes: [NumberedChange], _ old: [NumberedChange], by origin: WriteOrigin) async {
        let records = zip(changes, old).compactMap { change, old in
            change.change == old.change
                ? nil
                : control.records.record(
                    of: ConsoleChange(change.change.module, change.change.told(from: old.change)), by: "\(origin)")
        }
        guard !records.isEmpty else { return }
        do throws(JournalError) {
            try await control.journal.append(records.map(JournalContent.log))
        } catch {
            // The log's own queue tries again.
            for record in records { control.writer.write(record, always: true) }
        }
    }
}

extension ManagedChange {
    /// Whether it is a change of the settings.
    fileprivate var isSetting: Bool {
        if case .acknowledged = self { false } else { true }
    }

    /// The settings with the change.
    fileprivate func applied(to document: SettingsDocument) throws(SettingsError) -> SettingsDocument {
        func text(_ option: String, _ value: String) throws(SettingsError) -> SettingsDocument {
            try document.changing(module: SNMPSettings.name, option: option, to: value.isEmpty ? .none : .text(value))
        }
        switch self {
        case .contact(let value): return try text("contact", value)
        case .name(let value): return try text("name", value)
        case .location(let value): return try text("location", value)
        case .authenticationTraps(let isOn):
            return try document.changing(module: SNMPSettings.name, option: "auth-trap", to: isOn ? .flag : .none)
        case .seriousness(let code, let seriousness):
            let current = try document.module(as: SeveritySettings.self)
            let isStandard = SeverityMap().seriousness(of: code) == seriousness
            return try current.applied(to: document, code, isStandard ? nil : seriousness)
        case .acknowledged:
            return document
        }
    }

    /// What part of the agent it belongs to.
    fileprivate var module: String {
        switch self {
        case .contact, .name, .location, .authenticationTraps: "snmp"
        case .seriousness: "faults"
        case .acknowledged: "alarms"
        }
    }

    /// The sentence for the log.
    fileprivate func told(from old: ManagedChange) -> String {
        "\(subject) was changed from \(old.value) to \(value)"
    }

    private var subject: String {
        switch self {
        case .contact: "sysContact"
        case .name: "sysName"
        case .location: "sysLocation"
        case .authenticationTraps: "snmpEnableAuthenTraps"
        case .seriousness(let code, _): "the seriousness of \(code)"
        case .acknowledged(let number, _): "alarm \(number)"
        }
    }

    private var value: String {
        switch self {
        case .contact(let text), .name(let text), .location(let text): text.isEmpty ? "nothing" : "\"\(text)\""
        case .authenticationTraps(let isOn): isOn ? "enabled" : "disabled"
        case .seriousness(_, let seriousness): "\(seriousness)"
        case .acknowledged(_, let isAcknowledged): isAcknowledged ? "acknowledged" : "not acknowledged"
        }
    }
}
