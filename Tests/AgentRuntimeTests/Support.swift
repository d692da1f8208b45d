import DeviceFeeds
import Faults
import Foundation
import IPDECTCore
import Journal
import LogForwarding
import Logging
import NetworkValues
import Settings
import Snapshot
import Synchronization

@testable import AgentRuntime

/// A folder of its own for one test, gone with it.
final class TemporaryFolder: Sendable {
    let path = NSTemporaryDirectory() + "agent-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// A clock that stands until it is moved; whoever sleeps wakes when its time has come.
final class ManualClock: FeedClock {
    private struct State {
        var now = Timestamp(seconds: 1_800_000_000)
        var sleepers: [(deadline: Timestamp, continuation: CheckedContinuation<Void, any Error>, id: UInt64)] = []
        var cancelled: Set<UInt64> = []
        var nextID: UInt64 = 0
    }

    private let state = Mutex(State())

    func now() -> Timestamp { state.withLock { $0.now } }

    func sleep(until deadline: Timestamp) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if deadline <= state.now { return .success(()) }
                    state.sleepers.append((deadline, continuation, id))
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> CheckedContinuation<Void, any Error>? in
                guard let place = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: place).continuation
            }
            sleeper?.resume(throwing: CancellationError())
        }
    }

    func advance(milliseconds: Int64) {
        let due = state.withLock { state in
            state.now = state.now.adding(milliseconds: milliseconds)
            let now = state.now
            let due = state.sleepers.filter { $0.deadline <= now }
            state.sleepers.removeAll { $0.deadline <= now }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }
}

/// A core with a journal in a folder of its own.
struct CoreFixture {
    let folder: TemporaryFolder
    let clock = ManualClock()
    let journal: Journal
    let store: SnapshotStore
    let core: SiteCore
    let writer: LogWriter

    static let quiet: Logger = {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }()

    /// Makes the core; `log` are options of the log's settings.
    init(in folder: TemporaryFolder? = nil, log: String = "") async throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        let clock = clock
        journal = try Journal(
            path: folder.path + "/journal.sqlite", logger: Self.quiet, now: { clock.now() })
        let kept = try await journal.restoreAlarms()
        let agent = AgentStatus(version: "test", startedAt: clock.now())
        store = SnapshotStore(Snapshot(time: clock.now(), agent: agent))
        let settings = SettingsDocument(ConfigText("config change LOG0 \(log)"), schema: AgentSettings.schema)
        writer = LogWriter(
            try settings.module(as: LogSettings.self), journal: journal, now: { clock.now() }, logger: Self.quiet)
        core = SiteCore(
            agent: agent, alarms: AlarmTable(restoring: kept.alarms, lastNumber: kept.lastNumber),
            severities: SeverityMap(), journal: journal, store: store, clock: clock, lines: writer,
            logger: Self.quiet)
    }

    /// Runs the core's loop beside `body`.
    @discardableResult
    func running<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        let loop = Task { try await core.run() }
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        loop.cancel()
        try await loop.value
        return try result.get()
    }

    /// All lines of the log in the journal, once what waits was written.
    func lines() async throws -> [LogRecord] {
        let task = Task { await writer.run() }
        task.cancel()
        await task.value
        return try await journal.records(after: 0, limit: 10_000).compactMap {
            if case .log(let line) = $0.content { line } else { nil }
        }
    }

    /// All fault records of the journal.
    func faults() async throws -> [FaultRecord] {
        try await journal.records(after: 0, limit: 10_000).compactMap {
            if case .fault(let fault) = $0.content { fault } else { nil }
        }
    }
}

/// A device that reports faults.
let pump = FaultSubject(device: DeviceID(rawValue: 0x0001_3e00_0001), deviceName: "ipbs3-00-00-01", address: nil)

extension HostObservation {
    static func raise(_ code: FaultCode, on subject: FaultSubject = pump, source: String = "IP") -> HostObservation {
        .fault(.raise(code, on: subject, source: source, text: "text"))
    }

    static func clear(_ code: FaultCode, on subject: FaultSubject = pump, source: String = "IP") -> HostObservation {
        .fault(.clear(AlarmKey(device: subject.device, source: source, code: code)))
    }
}
