import IPDECTCore
import Logging
import NetworkValues
import Settings
import Testing

@testable import DeviceFeeds
import FeedSupport

@Suite struct `The service of the simulated site` {
    private let clock = HandClock()
    private let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private func settings(_ options: String) throws -> SimulationSettings {
        let schema = SettingsSchema([SimulationSettings.self])
        let (document, problems) = SettingsDocument.parse("config change SIM0 /enable \(options)\n", schema: schema)
        #expect(problems.isEmpty)
        return try document.module(as: SimulationSettings.self)
    }

    /// Runs the service until it was woken this often, and gives the deadlines that it slept for.
    private func run(_ settings: SimulationSettings, into sink: RecordingSink, times: Int) async throws -> [Timestamp] {
        let service = SimulatedSiteService(settings, into: sink, clock: clock, logger: logger)
        let task = Task { try await service.run() }
        var deadlines: [Timestamp] = []
        for _ in 0..<times {
            let deadline = await clock.sleeper()
            deadlines.append(deadline)
            clock.wake(at: deadline)
        }
        _ = await clock.sleeper()
        task.cancel()
        try await task.value
        return deadlines
    }

    @Test func `hands over the whole set-up at once`() async throws {
        let settings = try settings("/radios 12 /scenario quiet")
        let sink = RecordingSink()
        let start = clock.now()
        _ = try await run(settings, into: sink, times: 0)
        var site = SimulatedSite(settings.plan, startingAt: start)
        #expect(sink.batches == [site.advance(to: start)])
        #expect(sink.batches.first?.isEmpty == false)
    }

    @Test(arguments: [1, 20])
    func `hands over each input in order when it is due`(speed: Int) async throws {
        let settings = try settings("/radios 24 /scenario alarm-storm /speed \(speed)")
        let sink = RecordingSink()
        let start = clock.now()
        let deadlines = try await run(settings, into: sink, times: 300)
        var site = SimulatedSite(settings.plan, startingAt: start)
        let milliseconds = try #require(deadlines.last).milliseconds(since: start) * Int64(speed)
        #expect(sink.batches.flatMap { $0 } == site.advance(to: start.adding(milliseconds: milliseconds)))
        #expect(sink.batches.allSatisfy { !$0.isEmpty })
        #expect(sink.batches.count > 100)
    }

    @Test func `lets the day of a faster site pass faster`() async throws {
        let sink = RecordingSink()
        let start = clock.now()
        let deadlines = try await run(try settings("/scenario mirror-switch /speed 1000"), into: sink, times: 100)
        let realSeconds = try #require(deadlines.last).milliseconds(since: start) / 1000
        let losses = sink.batches.flatMap { $0 }.count {
            if case .masterReachable(_, _, false) = $0 { true } else { false }
        }
        // A mirror is lost after 20 s and every 10 minutes from then on.
        #expect(losses >= 5)
        #expect(realSeconds < 60)
    }

    @Test func `gathers inputs for 50 milliseconds at least`() async throws {
        let start = clock.now()
        let deadlines = try await run(
            try settings("/scenario alarm-storm /radios 300 /speed 1000"), into: RecordingSink(), times: 60)
        for (earlier, later) in zip([start] + deadlines, deadlines) {
            #expect(later.milliseconds(since: earlier) >= SimulatedSiteService.gatheringMilliseconds)
        }
    }

    @Test func `catches up after a pause`() async throws {
        let settings = try settings("/radios 24 /scenario busy-hour")
        let sink = RecordingSink()
        let start = clock.now()
        let service = SimulatedSiteService(settings, into: sink, clock: clock, logger: logger)
        let task = Task { try await service.run() }
        _ = await clock.sleeper()
        clock.wake(at: start.adding(seconds: 3600))
        _ = await clock.sleeper()
        task.cancel()
        try await task.value
        var site = SimulatedSite(settings.plan, startingAt: start)
        #expect(sink.batches == [site.advance(to: start), site.advance(to: start.adding(seconds: 3600))])
    }

    @Test func `goes on when inputs are refused`() async throws {
        let sink = RecordingSink(refusesAll: true)
        _ = try await run(try settings("/scenario busy-hour"), into: sink, times: 20)
        #expect(sink.batches.count > 10)
    }

    @Test func `ends when it is cancelled before it began`() async throws {
        let sink = RecordingSink()
        let service = SimulatedSiteService(try settings(""), into: sink, clock: clock, logger: logger)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await service.run()
        }
        try await task.value
        #expect(sink.batches.isEmpty)
    }
}
