import DeviceFeeds
import Journal
import LogForwarding
import Logging
import Settings
import Snapshot
import Waking
import WebAPI
import WebServer

/// What SNMP's writer changes, in the steps that may fail: settings on the disk, settings in use, alarms, the log.
protocol SNMPWriterStore: Sendable {
    /// The settings that hold.
    var settings: SettingsDocument { get }
    /// The newest snapshot.
    var snapshot: Snapshot { get }
    var logger: Logger { get }

    /// One change of the settings at a time, whoever makes it.
    var turns: Turns { get }

    /// Writes other settings into their file. Throws when they are as they were.
    func write(
        _ edit: @escaping @Sendable (SettingsDocument) throws(SettingsError) -> SettingsDocument, by user: ConsoleUser
    ) async throws -> SettingsStore.Change
    /// Lets settings that were written hold in all parts of the agent.
    func takeUp(_ change: SettingsStore.Change, _ author: String) async throws
    /// Changes alarms. Returns, once a snapshot has it, whether that was done and is in the journal.
    func change(_ work: @escaping @Sendable (inout FaultDesk) -> [AlarmStateChange]) async -> Bool
    /// The line of the log for a change.
    func line(of change: ConsoleChange, by author: String) -> LogRecord
    /// Writes lines of the log into the journal.
    func keep(_ lines: [LogRecord]) async throws(JournalError)
}

extension ControlPlane: SNMPWriterStore {
    func takeUp(_ change: SettingsStore.Change, _ author: String) async throws {
        _ = try await takeUp(change, by: author)
    }

    func change(_ work: @escaping @Sendable (inout FaultDesk) -> [AlarmStateChange]) async -> Bool {
        await core.perform(.desk(work)).isDurable
    }

    func line(of change: ConsoleChange, by author: String) -> LogRecord { records.record(of: change, by: author) }

    func keep(_ lines: [LogRecord]) async throws(JournalError) {
        _ = try await journal.append(lines.map(JournalContent.log))
    }
}
