import DeviceProtocols
import Faults
import FeedSupport
import Foundation
import IPDECTCore
import Logging
import NetworkValues
import Settings
import Snapshot
import Synchronization
import Testing

@testable import DeviceFeeds

/// The service with pollers that are told what to answer, and a clock that stands until a test moves it.
struct DeviceFeedServiceTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private static func address(_ number: Int) -> IPAddress { .v4(0xc000_0200 + UInt32(number)) }
    private static func mac(_ number: Int) -> MACAddress { MACAddress(rawValue: 0x0090_33aa_0000 + UInt64(number)) }

    private static func identity(_ number: Int) -> DeviceIdentity {
        var identity = DeviceIdentity()
        identity.model = .ipbs2
        identity.mac = mac(number)
        identity.name = "unit-\(number)"
        return identity
    }

    private static func configuration(_ count: Int, inFlight: Int = 1000, interval: Int = 60) throws
        -> FeedConfiguration
    {
        var text = "config change FEED0 /interval \(interval) /in-flight \(inFlight)\n"
        for number in 1...max(1, count) where count > 0 {
            text += "config change FEED0-DEVICE\(number) /address \(address(number))\n"
        }
        let document = SettingsDocument(ConfigText(text), schema: SettingsSchema(FeedConfiguration.modules))
        return try FeedConfiguration(document)
    }

    /// Runs a service, and ends it behind `body`.
    private func run(
        _ configuration: FeedConfiguration, _ poller: ToldPoller, memory: DeviceMemory? = nil,
        _ body: (DeviceFeedService, StandingClock, RecordingSink) async throws -> Void
    ) async throws {
        let clock = StandingClock()
        let sink = RecordingSink()
        let service = DeviceFeedService(
            configuration,
            .init(sink: sink, clock: clock, pollers: [.snmp: poller], memory: memory, logger: Self.logger))
        let task = Task { try await service.run() }
        try await until { clock.isQuiet }
        try await body(service, clock, sink)
        task.cancel()
        poller.release()
        _ = await task.result
    }

    private func until(_ condition: () -> Bool) async throws {
        for _ in 0..<1_000_000 {
            if condition() { return }
            await Task.yield()
        }
        throw WaitedInVain()
    }

    private struct WaitedInVain: Error {}

    @Test func `each device is polled once in an interval, and what it says reaches the core`() async throws {
        let poller = ToldPoller { .read([.identity(Self.identity($0.number))], trouble: nil) }
        try await run(try Self.configuration(20), poller) { service, clock, sink in
            for _ in 1...60 {
                clock.advance(seconds: 1)
                try await until { clock.isQuiet && service.status.inFlight == 0 }
            }
            try await until { poller.polled.count == 20 }
            #expect(Set(poller.polled) == Set(1...20))
            try await until { sink.batches.flatMap(\.self).count == 20 }
            #expect(service.status.latePolls == 0 && service.status.mostLateMilliseconds < 1000)
            #expect(service.status.devices.allSatisfy { $0.model == .ipbs2 && $0.freshness == .fresh })
        }
    }

    @Test func `no more go on at once than may, and those that wait are counted as late`() async throws {
        let poller = ToldPoller(isHeld: true) { _ in .read([], trouble: nil) }
        try await run(try Self.configuration(5, inFlight: 2), poller) { service, clock, _ in
            clock.advance(seconds: 60)
            try await until { poller.waiting == 2 }
            #expect(service.status.inFlight == 2 && service.status.polls == 2)
            clock.advance(seconds: 10)
            poller.release()
            try await until { service.status.polls >= 5 }
            #expect(service.status.latePolls > 0)
        }
    }

    @Test func `a message of a device makes it be polled at once`() async throws {
        let poller = ToldPoller { .read([.identity(Self.identity($0.number)), .standingAlarms([])], trouble: nil) }
        try await run(try Self.configuration(1, interval: 3600), poller) { service, clock, sink in
            await service.take(
                [.alarm(ReportedAlarm(code: .rfpUnsynchronized))], from: .traps, at: Self.address(1))
            try await until { poller.polled == [1] }
            _ = clock
            // The device was not known before it was polled: its alarm waited for nothing.
            try await until { sink.observations.count + sink.batches.count >= 2 }
        }
    }

    @Test func `who is not in the list is noted, not believed`() async throws {
        let poller = ToldPoller { _ in .read([], trouble: nil) }
        try await run(try Self.configuration(1), poller) { service, _, sink in
            for number in 0..<100 {
                await service.take([.started(isCold: true)], from: .traps, at: .v4(0x0a00_0000 + UInt32(number)))
            }
            await service.take([.started(isCold: true)], from: .traps, at: .v4(0x0a00_0063))
            #expect(service.status.strangers.count == DeviceFeedService.strangerLimit)
            #expect(service.status.strangers.last?.count == 2)
            #expect(sink.batches.isEmpty && sink.observations.isEmpty)
        }
    }

    @Test func `what is forwarded is with the core before the sender is told so`() async throws {
        let poller = ToldPoller { _ in .read([], trouble: nil) }
        try await run(try Self.configuration(1), poller) { service, _, sink in
            let subject = FaultSubject(device: .standIn(for: Self.address(1)), deviceName: "", address: Self.address(1))
            let effect = SiteEffect.raise(.rfpUnsynchronized, on: subject, source: "RFP", text: "t")
            let first = await service.take(forwarded: [effect])
            #expect(first.rest.isEmpty && first.isDurable && sink.observations.count == 1)
        }
    }

    @Test func `who sends is told whether it is safe, also when nothing follows`() async throws {
        let poller = ToldPoller { _ in .read([], trouble: nil) }
        try await run(try Self.configuration(1), poller) { service, _, sink in
            sink.set(isDurable: false)
            let readings = [DeviceReading.identity(Self.identity(1))]
            #expect(await !service.take(readings, from: .traps, at: Self.address(1)))
            // Nothing follows from what a stranger sends.
            let stranger = Self.address(9)
            #expect(await !service.take(readings, from: .traps, at: stranger))
            sink.set(isDurable: true)
            #expect(await service.take(readings, from: .traps, at: stranger))
            #expect(await service.take(readings, from: .traps, at: Self.address(1)))
        }
    }

    @Test func `a storm of messages reaches the core whole and in order`() async throws {
        let poller = ToldPoller { _ in .read([], trouble: nil) }
        try await run(try Self.configuration(300), poller) { service, _, sink in
            var last: Task<Bool, Never>?
            for number in 1...300 {
                last = service.begin([.identity(Self.identity(number))], from: .traps, at: Self.address(number))
            }
            #expect(await last?.value == true)
            let found = sink.batches.flatMap(\.self).compactMap { input in
                if case .deviceFound(let mac, _, _) = input { mac } else { nil }
            }
            #expect(found == (1...300).map(Self.mac))
        }
    }

    @Test func `a device that the settings name no longer is forgotten`() async throws {
        let poller = ToldPoller { .read([.identity(Self.identity($0.number))], trouble: nil) }
        try await run(try Self.configuration(2), poller) { service, clock, sink in
            clock.advance(seconds: 60)
            try await until { poller.polled.count == 2 && sink.batches.flatMap(\.self).count == 2 }
            await service.apply(try Self.configuration(1))
            #expect(sink.batches.flatMap(\.self).contains(.deviceForgotten(Self.mac(2))))
            #expect(poller.forgotten == [2] && service.status.devices.count == 1)
        }
    }

    @Test func `a device that does not answer is asked more and more seldom`() async throws {
        let poller = ToldPoller { _ in .failed(.silence, "nobody") }
        try await run(try Self.configuration(1), poller) { service, clock, sink in
            for minute in 1...20 {
                clock.advance(seconds: 60)
                try await until { clock.isQuiet && service.status.inFlight == 0 }
                if minute == 4 { #expect(poller.polled.count >= 3) }
            }
            // Three at each interval, then the second, third, fourth and fifth, and every fifth from then on.
            #expect((5...8).contains(poller.polled.count), "\(poller.polled.count)")
            #expect(service.status.devices.first?.isSilent == true)
            try await until { sink.observations.count == 1 }
        }
    }

    @Test func `who devices are outlives the agent`() async throws {
        let folder = NSTemporaryDirectory() + "ipdect-devices-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/devices.json"
        let poller = ToldPoller { .read([.identity(Self.identity($0.number))], trouble: nil) }
        try await run(try Self.configuration(1), poller, memory: DeviceMemory(path: path, logger: Self.logger)) {
            _, clock, sink in
            clock.advance(seconds: 60)
            try await until { sink.batches.count == 1 }
        }
        #expect(DeviceMemory(path: path, logger: Self.logger).identity(at: Self.address(1)) == Self.identity(1))
        try "{ damaged".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(DeviceMemory(path: path, logger: Self.logger).identity(at: Self.address(1)) == nil)
    }
}

/// A poller that answers as it is told, once it is let.
private final class ToldPoller: DevicePoller {
    private struct State {
        var isHeld: Bool
        var polled: [Int] = []
        var forgotten: [Int] = []
        var held: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    private let answer: @Sendable (WatchedDevice) -> PollAnswer

    init(isHeld: Bool = false, _ answer: @escaping @Sendable (WatchedDevice) -> PollAnswer) {
        state = Mutex(State(isHeld: isHeld))
        self.answer = answer
    }

    var polled: [Int] { state.withLock { $0.polled } }
    var forgotten: [Int] { state.withLock { $0.forgotten } }
    var waiting: Int { state.withLock { $0.held.count } }

    func poll(_ device: WatchedDevice, with credentials: FeedCredentials) async -> PollAnswer {
        await withCheckedContinuation { continuation in
            let isHeld = state.withLock { state in
                state.polled.append(device.number)
                if state.isHeld { state.held.append(continuation) }
                return state.isHeld
            }
            if !isHeld { continuation.resume() }
        }
        return answer(device)
    }

    func forget(_ number: Int) { state.withLock { $0.forgotten.append(number) } }

    func release() {
        let held = state.withLock { state in
            state.isHeld = false
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }
}

/// A clock that stands until a test moves it, for any number of sleepers.
private final class StandingClock: FeedClock {
    private struct State {
        var now = Timestamp(seconds: 1_800_000_000)
        var next = 0
        var sleepers: [Int: (deadline: Timestamp, continuation: CheckedContinuation<Void, any Error>)] = [:]
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    func now() -> Timestamp { state.withLock { $0.now } }

    /// Whether both who sleep in the service do, and none past his time.
    var isQuiet: Bool {
        state.withLock { state in
            state.sleepers.count >= 2 && state.sleepers.values.allSatisfy { $0.deadline > state.now }
        }
    }

    func sleep(until deadline: Timestamp) async throws {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enum Verdict { case sleeps, isOver, isCancelled }
                let verdict: Verdict = state.withLock { state in
                    if state.cancelled.contains(number) { return .isCancelled }
                    if deadline <= state.now { return .isOver }
                    state.sleepers[number] = (deadline, continuation)
                    return .sleeps
                }
                switch verdict {
                case .sleeps: break
                case .isOver: continuation.resume()
                case .isCancelled: continuation.resume(throwing: CancellationError())
                }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.cancelled.insert(number)
                return state.sleepers.removeValue(forKey: number)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    func advance(seconds: Int64) {
        let due = state.withLock { state in
            state.now = state.now.adding(seconds: seconds)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for number in due.keys { state.sleepers[number] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }
}
