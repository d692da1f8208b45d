import Faults
import Foundation
import IPDECTCore
import Journal
import Logging
import NIOPosix
import NetworkValues
import Snapshot
import Synchronization
import WebClient

@testable import AlarmForwarding

/// A journal with faults, alarms that stand, and what a pump needs around them.
final class AlarmBench: Sendable {
    static let device = FaultSubject(
        device: DeviceID(rawValue: 0x0001_3e1d_008d), deviceName: "ipbs3", address: .v4(0x0a00_0007))
    static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    let folder: String
    let journal: Journal
    let snapshots: SnapshotStore
    /// Clients that were made.
    let clients = Mutex(0)
    private let time = Mutex(Timestamp(seconds: 1_795_435_200))
    private let alarms = Mutex(AlarmTable())

    init(_ settings: JournalSettings = JournalSettings()) throws {
        folder = NSTemporaryDirectory() + "/alarms-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        journal = try Journal(
            path: folder + "/journal.sqlite", settings: settings, logger: Self.quiet,
            now: { Timestamp(seconds: 1_795_435_200) })
        snapshots = SnapshotStore(
            Snapshot(
                time: Timestamp(seconds: 1_795_435_200),
                agent: AgentStatus(version: "1", startedAt: Timestamp(seconds: 1_795_435_200))))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var now: Timestamp { time.withLock(\.self) }

    func skip(minutes: Int64) { time.withLock { $0 = $0.adding(seconds: minutes * 60) } }

    /// Surroundings whose clock stands, and whose pauses are short.
    var surroundings: AlarmSurroundings {
        AlarmSurroundings(
            journal: journal, snapshots: snapshots, agentID: "80",
            web: { _ in
                self.clients.withLock { $0 += 1 }
                return WebClient(tls: nil, logger: Self.quiet)
            }, now: { self.now }, sleep: { _ in try await Task.sleep(for: .milliseconds(5)) }, logger: Self.quiet)
    }

    /// An alarm begins. It stands in the table and, once that is durable, in the snapshot.
    @discardableResult
    func raise(_ source: String) async throws -> UInt32 {
        let change = alarms.withLock {
            $0.raise(.masterRadioRegistrationDown, on: Self.device, source: source, text: source, at: now)
        }
        return try await keep(change)
    }

    /// It ends.
    func clear(_ source: String) async throws {
        let key = AlarmKey(device: Self.device.device, source: source, code: .masterRadioRegistrationDown)
        guard let change = alarms.withLock({ $0.clear(key, at: now) }) else { return }
        try await keep(change)
    }

    @discardableResult
    private func keep(_ change: AlarmChange) async throws -> UInt32 {
        let (alarm, activity): (Alarm, FaultActivity) =
            switch change {
            case .raised(let alarm), .refreshed(let alarm): (alarm, .alarm)
            case .cleared(let alarm): (alarm, .alarmCleared)
            case .timedOut(let alarm): (alarm, .alarmTimeout)
            case .refused: throw CancellationError()
            }
        try await journal.append([Self.record(activity, alarm.number, alarm.key.source, alarm.text, at: now)])
        var snapshot = snapshots.current
        snapshot.alarms = alarms.withLock(\.self)
        snapshot.agent.journalLastNumber = journal.lastNumber
        snapshots.publish(snapshot)
        return alarm.number
    }

    /// Fills the journal with events.
    func fill(_ count: Int) async throws {
        let events = (0..<200).map { Self.record(.error, 0, "S\($0)", String(repeating: "x", count: 400), at: now) }
        for _ in 0..<(count / 200) { try await journal.append(events) }
    }

    private static func record(
        _ activity: FaultActivity, _ number: UInt32, _ source: String, _ text: String, at time: Timestamp
    ) -> JournalContent {
        .fault(
            FaultRecord(
                activity: activity, alarmNumber: number, code: .masterRadioRegistrationDown, severity: .critical,
                seriousness: .critical, subject: device, source: source, text: text, time: time))
    }

    /// Runs forwarding to servers while `body` runs.
    func forwarding<Value: Sendable>(
        to servers: [AlarmServer], _ body: @Sendable (AlarmForwardingService) async throws -> Value
    ) async throws -> Value {
        let service = AlarmForwardingService(servers, surroundings)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await service.run() }
            defer { group.cancelAll() }
            let isReady = try await eventually { self.journal.cursorNames.count == servers.count }
            guard isReady else { throw CancellationError() }
            return try await body(service)
        }
    }
}

/// Asks again and again until the answer is there, at most `seconds`.
func eventually(within seconds: Double = 60, _ isSo: @Sendable () async -> Bool) async throws -> Bool {
    let end = ContinuousClock.now.advanced(by: .seconds(seconds))
    while ContinuousClock.now < end {
        if await isSo() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return await isSo()
}
