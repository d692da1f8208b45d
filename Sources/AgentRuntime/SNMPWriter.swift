import Faults
import Journal
import LogForwarding
import Logging
import SNMPAgent
import SNMPProtocol
import Settings
import Snapshot
import Synchronization
import Waking
import WebAPI
import WebServer

/// Makes the changes that managers ask for over SNMP the way that the REST API makes them: settings through their store,
/// acknowledgements through the core, then lines in the log. What was done is taken back when something that comes behind it
/// fails.
struct SNMPWriter: ManagedWriter {
    private let store: any SNMPWriterStore

    init(_ store: any SNMPWriterStore) {
        self.store = store
    }

    func apply(_ changes: [NumberedChange], by origin: WriteOrigin) async throws(WriteFailure) {
        // Alarms are changed in one step of the core: who only acknowledges does not wait for changes of the settings.
        guard changes.contains(where: \.change.isSetting) else { return try await make(changes, by: origin) }
        try await store.turns.take { () async throws(WriteFailure) in try await make(changes, by: origin) }
    }

    private func make(_ changes: [NumberedChange], by origin: WriteOrigin) async throws(WriteFailure) {
        let alarms = changes.filter { !$0.change.isSetting }
        try test(alarms)
        let old = try oldValues(of: changes)
        var done = Done(origin: origin)
        do throws(WriteFailure) {
            try await commit(changes.filter(\.change.isSetting), undoing: old, by: origin, &done)
            try await acknowledge(alarms, &done)
            // Whatever the settings changed, the next snapshot has it, and the manager that is answered sees it.
            _ = await store.change { _ in [] }
            try await note(changes, old, by: origin)
        } catch {
            throw await undo(done) ? error : WriteFailure(.undoFailed, index: 0)
        }
    }

    /// What was done already, as what gives the old values back.
    private struct Done {
        let origin: WriteOrigin
        var settings: (old: [NumberedChange], written: SettingsStore.Change)?
        var alarms: [Acknowledgement] = []
    }

    private typealias Acknowledgement = (number: UInt32, value: Bool)

    /// What may have changed since the engine tested the request.
    private func test(_ alarms: [NumberedChange]) throws(WriteFailure) {
        let standing = store.snapshot.alarms
        for numbered in alarms {
            guard case .acknowledged(let number, _) = numbered.change, standing.alarm(number: number) != nil else {
                throw WriteFailure(.inconsistentName, index: numbered.index)
            }
        }
    }

    /// The values that the objects have now, as changes that would give them back.
    private func oldValues(of changes: [NumberedChange]) throws(WriteFailure) -> [NumberedChange] {
        do {
            let document = store.settings
            let agent = try document.module(as: SNMPSettings.self)
            let map = try document.module(as: SeveritySettings.self).map
            let alarms = store.snapshot.alarms
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

    /// Writes the settings and lets them hold.
    private func commit(
        _ changes: [NumberedChange], undoing old: [NumberedChange], by origin: WriteOrigin, _ done: inout Done
    ) async throws(WriteFailure) {
        guard let first = changes.first else { return }
        var document = store.settings
        for numbered in changes {
            do throws(SettingsError) {
                document = try numbered.change.applied(to: document)
            } catch {
                throw WriteFailure(.inconsistentValue, index: numbered.index)
            }
        }
        let written: SettingsStore.Change
        do {
            written = try await store.write(Self.edit(changes), by: ConsoleUser("\(origin)"))
        } catch {
            // Nothing was written. Somebody else has the file in hand, or the disk does not take it.
            let isBusy = (error as? SettingsError)?.code == .changedOnDisk
            throw WriteFailure(isBusy ? .resourceUnavailable : .commitFailed, index: first.index)
        }
        done.settings = (old.filter(\.change.isSetting), written)
        do {
            try await store.takeUp(written, "\(origin)")
        } catch {
            throw WriteFailure(.commitFailed, index: first.index)
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

    /// Acknowledges all of the alarms, or none.
    private func acknowledge(_ changes: [NumberedChange], _ done: inout Done) async throws(WriteFailure) {
        guard let first = changes.first else { return }
        let alarms = changes.compactMap { numbered -> Acknowledgement? in
            guard case .acknowledged(let number, let value) = numbered.change else { return nil }
            return (number, value)
        }
        let before = Mutex<(old: [Acknowledgement], ended: Int?)>(([], nil))
        let isDurable = await store.change { desk in
            if let ended = alarms.firstIndex(where: { desk.alarms.alarm(number: $0.number) == nil }) {
                before.withLock { $0.ended = ended }
                return []
            }
            let standing = alarms.compactMap { desk.alarms.alarm(number: $0.number) }
            before.withLock { $0.old = standing.map { ($0.number, $0.acknowledged) } }
            return Self.set(alarms, in: &desk)
        }
        let (old, ended) = before.withLock { $0 }
        // An alarm that ended since it was tested fails its own variable binding (RFC 3416 4.2.5).
        if let ended { throw WriteFailure(.commitFailed, index: changes[ended].index) }
        guard isDurable else {
            // The journal did not take it, and tries again: with the old values, which then stand again.
            _ = await store.change { desk in Self.set(old, in: &desk) }
            throw WriteFailure(.commitFailed, index: first.index)
        }
        done.alarms = old
    }

    private static func set(_ alarms: [Acknowledgement], in desk: inout FaultDesk) -> [AlarmStateChange] {
        alarms.compactMap { entry in
            guard desk.alarms.acknowledge(number: entry.number, entry.value) else { return nil }
            return desk.alarms.alarm(number: entry.number).map(AlarmStateChange.put)
        }
    }

    // MARK: Traces

    /// Writes into the log who changed what, before the manager is answered. What leaves no trace is not done.
    private func note(
        _ changes: [NumberedChange], _ old: [NumberedChange], by origin: WriteOrigin
    ) async throws(WriteFailure) {
        let lines = zip(changes, old).compactMap { change, old in
            change.change == old.change
                ? nil
                : store.line(
                    of: ConsoleChange(change.change.module, change.change.told(from: old.change)), by: "\(origin)")
        }
        guard !lines.isEmpty else { return }
        do throws(JournalError) {
            try await store.keep(lines)
        } catch {
            throw WriteFailure(.commitFailed, index: changes.first?.index ?? 0)
        }
    }

    // MARK: Taking back

    /// Gives everything its old value back, each part whatever becomes of the other. Returns whether that is durable.
    private func undo(_ done: Done) async -> Bool {
        var isUndone = true
        if !done.alarms.isEmpty {
            isUndone = await store.change { desk in Self.set(done.alarms, in: &desk) }
            if !isUndone { tell("the journal does not take the alarms' old state", done) }
        }
        guard let (old, written) = done.settings else { return isUndone }
        let edit = Self.edit(old)
        do {
            // The old text to the letter, unless somebody else has changed something meanwhile.
            let back = try await store.write(
                { document throws(SettingsError) in
                    document.rendering(masked: false) == written.document.rendering(masked: false)
                        ? written.previous : try edit(document)
                }, by: ConsoleUser("\(done.origin)"))
            try await store.takeUp(back, "\(done.origin), taken back")
        } catch {
            tell("\(error)", done)
            isUndone = false
        }
        // What is polled next is what holds.
        _ = await store.change { _ in [] }
        return isUndone
    }

    private func tell(_ reason: String, _ done: Done) {
        store.logger.error(
            "what SNMP changed could not be taken back", metadata: ["reason": "\(reason)", "origin": "\(done.origin)"])
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
