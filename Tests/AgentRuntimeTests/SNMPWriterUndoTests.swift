import Faults
import Journal
import LogForwarding
import Logging
import NetworkValues
import SNMPAgent
import SNMPProtocol
import Settings
import Snapshot
import Synchronization
import Testing
import Waking
import WebAPI
import WebServer

@testable import AgentRuntime

/// What comes of a SET that fails half-way: everything is taken back, and what cannot be is said (RFC 3416 4.2.5).
struct SNMPWriterUndoTests {
    /// The agent's own parts, of which chosen steps fail as on a disk that is full or read-only.
    final class FailingStore: SNMPWriterStore {
        enum Step: Hashable { case write, takeUp, change, keep }

        let control: ControlPlane
        /// What the tests of a request see; `nil` for what holds.
        private let seen: Snapshot?
        private let script: Mutex<(calls: [Step: Int], failing: [Step: Set<Int>])>

        /// `failing` has, for each step, which of its calls fail, from 1.
        init(_ control: ControlPlane, failing: [Step: Set<Int>] = [:], seen: Snapshot? = nil) {
            self.control = control
            self.seen = seen
            script = Mutex(([:], failing))
        }

        private func fails(_ step: Step) -> Bool {
            script.withLock { script in
                script.calls[step, default: 0] += 1
                return script.failing[step, default: []].contains(script.calls[step, default: 0])
            }
        }

        var settings: SettingsDocument { control.settings }
        var snapshot: Snapshot { seen ?? control.snapshot }
        var logger: Logger { control.logger }
        var turns: Turns { control.turns }

        func write(
            _ edit: @escaping @Sendable (SettingsDocument) throws(SettingsError) -> SettingsDocument,
            by user: ConsoleUser
        ) async throws -> SettingsStore.Change {
            if fails(.write) { throw SettingsError(.fileFailed, "No space left on device") }
            return try await control.write(edit, by: user)
        }

        func takeUp(_ change: SettingsStore.Change, _ author: String) async throws {
            if fails(.takeUp) { throw SettingsError(.fileFailed, "a part of the agent does not take it") }
            try await control.takeUp(change, author)
        }

        func change(_ work: @escaping @Sendable (inout FaultDesk) -> [AlarmStateChange]) async -> Bool {
            let isDurable = await control.change(work)
            return !fails(.change) && isDurable
        }

        func line(of change: ConsoleChange, by author: String) -> LogRecord { control.line(of: change, by: author) }

        func keep(_ lines: [LogRecord]) async throws(JournalError) {
            if fails(.keep) { throw JournalError(.diskFull, "database or disk is full") }
            try await control.keep(lines)
        }
    }

    /// Steps that fail, and what the manager is told.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var failing: [FailingStore.Step: Set<Int>]
        var failure: WriteFailure
    }

    private static let origin = WriteOrigin(user: "op", address: .v4(0xc000_0207), isOverTLS: true)
    /// The first setting has the number 2.
    private static let changes: [NumberedChange] = [
        .acknowledged(alarm: 1, true), .contact("new"), .seriousness(.ipTcpBindError, .disabled),
    ].enumerated().map { NumberedChange(index: $0.offset + 1, change: $0.element) }

    private static func apply(
        _ store: any SNMPWriterStore, _ changes: [NumberedChange] = changes
    ) async -> WriteFailure? {
        do throws(WriteFailure) {
            try await SNMPWriter(store).apply(changes, by: origin)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        Case(
            testDescription: "the settings file cannot be written", failing: [.write: [1]],
            failure: WriteFailure(.commitFailed, index: 2)),
        Case(
            testDescription: "a part of the agent does not take the settings", failing: [.takeUp: [1]],
            failure: WriteFailure(.commitFailed, index: 2)),
        Case(
            testDescription: "the journal does not take the acknowledgement", failing: [.change: [1]],
            failure: WriteFailure(.commitFailed, index: 1)),
        Case(
            testDescription: "the journal does not take the log", failing: [.keep: [1]],
            failure: WriteFailure(.commitFailed, index: 1)),
    ])
    func `a commit that fails half-way is undone`(failed: Case) async throws {
        let fixture = try await ControlPlaneTests.Fixture()
        try await fixture.running {
            await fixture.core.core.submit([.raise(.ipInterfaceDown)])
            let before = try fixture.file
            let store = FailingStore(fixture.control, failing: failed.failing)
            #expect(await Self.apply(store) == failed.failure)
            let file = try fixture.file
            #expect(file == before)
            let (snapshot, settings) = (fixture.control.snapshot, fixture.control.settings)
            #expect(snapshot.agent.systemContact.isEmpty)
            #expect(snapshot.severities == SeverityMap())
            #expect(try settings.module(as: SeveritySettings.self).overrides.isEmpty)
            #expect(snapshot.alarms.alarm(number: 1)?.acknowledged == false)
            #expect(try await fixture.core.journal.restoreAlarms().alarms.map(\.acknowledged) == [false])
            // What failed once hinders nothing that comes behind it.
            #expect(await Self.apply(store) == nil)
            #expect(fixture.control.snapshot.agent.systemContact == "new")
            #expect(try await fixture.core.journal.restoreAlarms().alarms.map(\.acknowledged) == [true])
        }
    }

    @Test func `an alarm that ended since the test fails its own variable binding`() async throws {
        let fixture = try await ControlPlaneTests.Fixture()
        try await fixture.running {
            let core = fixture.core.core
            await core.submit([.raise(.ipInterfaceDown), .raise(.ipTcpBindError)])
            let seen = fixture.control.snapshot
            await core.submit([.clear(.ipTcpBindError)])
            let changes = [ManagedChange.contact("new"), .acknowledged(alarm: 1, true), .acknowledged(alarm: 2, true)]
                .enumerated().map { NumberedChange(index: $0.offset + 1, change: $0.element) }
            let store = FailingStore(fixture.control, seen: seen)
            #expect(await Self.apply(store, changes) == WriteFailure(.commitFailed, index: 3))
            #expect(fixture.control.snapshot.alarms.alarm(number: 1)?.acknowledged == false)
            #expect(fixture.control.snapshot.agent.systemContact.isEmpty)
        }
    }

    @Test(arguments: [
        Case(
            testDescription: "the old settings cannot be written", failing: [.keep: [1], .write: [2]],
            failure: WriteFailure(.undoFailed, index: 0)),
        Case(
            testDescription: "a part of the agent takes neither the new nor the old settings",
            failing: [.takeUp: [1, 2]], failure: WriteFailure(.undoFailed, index: 0)),
        Case(
            // The second change makes the snapshot.
            testDescription: "the journal does not take the alarm's old state", failing: [.keep: [1], .change: [3]],
            failure: WriteFailure(.undoFailed, index: 0)),
    ])
    func `undoFailed says that something of it stands, and the rest is taken back`(failed: Case) async throws {
        let fixture = try await ControlPlaneTests.Fixture()
        try await fixture.running {
            await fixture.core.core.submit([.raise(.ipInterfaceDown)])
            let before = try fixture.file
            let store = FailingStore(fixture.control, failing: failed.failing)
            #expect(await Self.apply(store) == failed.failure)
            // The alarm does not wait for the settings, nor they for it.
            #expect(fixture.control.snapshot.alarms.alarm(number: 1)?.acknowledged == false)
            let file = try fixture.file
            let isWritten = failed.failing[.write] != nil
            #expect((file == before) == !isWritten)
            // The file and the settings in use are never two things.
            let contact = try fixture.control.settings.module(as: SNMPSettings.self).contact
            #expect(contact == (isWritten ? "new" : ""))
            #expect(await Self.apply(store) == nil)
            #expect(fixture.control.snapshot.agent.systemContact == "new")
        }
    }
}
