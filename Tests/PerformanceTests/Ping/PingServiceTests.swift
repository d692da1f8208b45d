import DeviceFeeds
import FeedSupport
import NetworkValues
import Settings
import Snapshot
import Synchronization
import Testing

@testable import Performance

@Suite struct `The automatic pings` {
    private func settings(_ options: String) throws -> PingSettings {
        let (document, problems) = SettingsDocument.parse(
            "config change PING0 \(options)\n", schema: SettingsSchema([PingSettings.self]))
        #expect(problems.isEmpty)
        return try document.module(as: PingSettings.self)
    }

    private func probes(_ sink: RecordingSink) -> [PingProbe] {
        guard case .probes(let probes)? = sink.observations.last?.first else { return [] }
        return probes
    }

    @Test func `go out at their interval and tell the core`() async throws {
        let clock = HandClock()
        let sink = RecordingSink()
        let asked = Mutex<[String]>([])
        let service = PingService(
            try settings("/destination-1 gate /interval-1 30 /timeout 500 /family ipv4"), into: sink, clock: clock,
            send: { target, family, timeout in
                let count = asked.withLock { asked in
                    asked.append("\(target) \(family.rawValue) \(timeout)")
                    return asked.count
                }
                return count == 2 ? .lost(.v4(1)) : .replied(.v4(1), seconds: 0.002)
            })
        let start = clock.now()
        let task = Task { try await service.run() }
        for round in 1...3 as ClosedRange<Int64> {
            let due = await clock.sleeper()
            #expect(due == start.adding(seconds: 30 * round))
            if round == 2 { #expect(probes(sink).first?.state == .lost) }
            clock.wake(at: due)
        }
        _ = await clock.sleeper()
        task.cancel()
        try await task.value
        #expect(asked.withLock { $0 } == Array(repeating: "gate ipv4 500", count: 4))
        let probe = try #require(probes(sink).first)
        #expect(probe.name == "PING1" && probe.sent == 4 && probe.received == 3 && probe.state == .ok)
        // One word at the start, and one for each request.
        #expect(sink.observations.count == 5)
    }

    @Test func `keep their counts when other settings come`() async throws {
        let clock = HandClock()
        let sink = RecordingSink()
        let service = PingService(
            try settings("/destination-1 gate"), into: sink, clock: clock,
            send: { _, _, _ in .replied(.v4(1), seconds: 0.001) })
        let task = Task { try await service.run() }
        clock.wake(at: await clock.sleeper())
        _ = await clock.sleeper()
        #expect(probes(sink).first?.sent == 2)
        service.apply(try settings("/destination-1 gate /interval-1 5"))
        while probes(sink).first?.sent != 3 { await Task.yield() }
        service.apply(try settings("/timeout 200"))
        while !probes(sink).isEmpty { await Task.yield() }
        task.cancel()
        try await task.value
    }

    @Test func `are off without a destination`() throws {
        #expect(try PingSettings.defaults().destinations.isEmpty)
        #expect(try settings("/destination-2 ::1 /interval-2 60").destinations.map(\.name) == ["PING2"])
    }
}
