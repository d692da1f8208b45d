import DeviceFeeds
import FeedSupport
import IPDECTCore
import NetworkValues
import Settings
import Snapshot
import Testing

@testable import Performance

@Suite struct `The advisor` {
    private let start = Timestamp(seconds: 1_800_000_000 / 3600 * 3600)

    private func snapshot(_ change: (inout Snapshot) -> Void = { _ in }) -> Snapshot {
        var snapshot = Snapshot(time: start, agent: AgentStatus(version: "1", startedAt: start))
        snapshot.host.name = "host"
        snapshot.site.radios = (1...3).compactMap { number in
            let mac = MACAddress(rawValue: UInt64(number))
            let report = DeviceReport(model: .ipbs1, address: nil)
            return Radio(index: UInt32(number), mac: mac, name: "R\(number)", report: report, callLimit: 8, at: start)
        }
        change(&snapshot)
        return snapshot
    }

    private func advisor() throws -> CapacityAdvisor { CapacityAdvisor(try AdviceSettings.defaults()) }

    /// Looks every ten seconds at the same snapshot.
    private func look(
        _ advisor: inout CapacityAdvisor, at snapshot: Snapshot, from: Int64, to: Int64
    ) -> [CapacityFinding] {
        var found: [CapacityFinding] = []
        for second in stride(from: from, through: to, by: 10) {
            found = advisor.examine(snapshot, at: start.adding(seconds: second))
        }
        return found
    }

    @Test func `finds nothing in a system that is well`() throws {
        var advisor = try advisor()
        #expect(look(&advisor, at: snapshot { $0.site.radios[0].callCount = 7 }, from: 0, to: 7200).isEmpty)
    }

    @Test func `finds a radio at its call limit after five minutes, not before`() throws {
        var advisor = try advisor()
        let full = snapshot { $0.site.radios[1].callCount = 8 }
        #expect(look(&advisor, at: full, from: 0, to: 290).isEmpty)
        let found = look(&advisor, at: full, from: 300, to: 300)
        #expect(found.map(\.kind) == [.radioAtCallLimit] && found[0].subject == "R2" && found[0].since == start)
        #expect(found[0].evidence.contains("8 calls") && found[0].advice.contains("base station"))
        // One call less, and it begins anew.
        #expect(look(&advisor, at: snapshot { $0.site.radios[1].callCount = 7 }, from: 310, to: 310).isEmpty)
        #expect(look(&advisor, at: full, from: 320, to: 610).isEmpty)
        #expect(look(&advisor, at: full, from: 620, to: 620).count == 1)
    }

    @Test func `names encryption when it uses up the resources`() throws {
        var advisor = try advisor()
        let spent = snapshot {
            $0.site.radios[0].callCount = 5
            $0.site.radios[0].encryptedCallCount = 5
        }
        let found = look(&advisor, at: spent, from: 0, to: 300)
        #expect(found.map(\.kind) == [.resourcesExhausted] && found[0].evidence.contains("5 encrypted calls"))
    }

    @Test func `finds synchronization that comes and goes`() throws {
        var advisor = try advisor()
        var losses: UInt32 = 7
        _ = advisor.examine(snapshot { $0.site.radios[2].sync.lostCount = losses }, at: start)
        for minute in [5, 10, 15] as [Int64] {
            losses += 1
            let found = advisor.examine(
                snapshot { $0.site.radios[2].sync.lostCount = losses }, at: start.adding(seconds: minute * 60))
            #expect(found.isEmpty == (minute < 15))
        }
        let still = snapshot { $0.site.radios[2].sync.lostCount = losses }
        #expect(advisor.examine(still, at: start.adding(seconds: 3890)).map(\.kind) == [.syncFlaps])
        #expect(advisor.examine(still, at: start.adding(seconds: 3900)).isEmpty)
    }

    @Test func `finds pings that are lost, and waits for half of it before it is content`() throws {
        var advisor = try advisor()
        var probe = PingProbe(name: "PING1", target: "gate")
        func look(sent: UInt64, received: UInt64, _ second: Int64) -> [CapacityFinding] {
            (probe.sent, probe.received) = (sent, received)
            let probe = probe
            return advisor.examine(snapshot { $0.probes = [probe] }, at: start.adding(seconds: second))
        }
        #expect(look(sent: 100, received: 100, 0).isEmpty)
        #expect(look(sent: 109, received: 100, 90).isEmpty)
        let found = look(sent: 110, received: 108, 100)
        #expect(found.map(\.kind) == [.pingLoss] && found[0].evidence.contains("2 of 10"))
        #expect(look(sent: 118, received: 116, 180).count == 1)
        #expect(look(sent: 130, received: 128, 300).isEmpty)
        // Who is not able to send loses nothing.
        #expect(look(sent: 130, received: 128, 900).isEmpty)
    }

    @Test func `finds memory that only grows`() throws {
        var advisor = try advisor()
        for hour in 0..<12 as Range<Int64> {
            let used = UInt64(1000 + hour * 30) << 20
            let found = advisor.examine(
                snapshot { $0.host.memory.usedBytes = used }, at: start.adding(seconds: hour * 3600))
            #expect(found.map(\.kind) == (hour >= 7 ? [.memoryGrows] : []), "hour \(hour)")
        }
        for hour in 12..<15 as Range<Int64> {
            let found = advisor.examine(
                snapshot { $0.host.memory.usedBytes = 1000 << 20 }, at: start.adding(seconds: hour * 3600))
            #expect(found.isEmpty == (hour > 12))
        }
    }

    @Test func `finds processors that are busy for a quarter of an hour`() throws {
        var advisor = try advisor()
        let busy = snapshot { $0.host.processorUtilization = 0.95 }
        #expect(look(&advisor, at: busy, from: 0, to: 890).isEmpty)
        #expect(look(&advisor, at: busy, from: 900, to: 900).map(\.kind) == [.processorBusy])
        #expect(look(&advisor, at: snapshot(), from: 910, to: 910).isEmpty)
    }

    @Test func `tells the core only what has changed`() async throws {
        let clock = HandClock()
        let sink = RecordingSink()
        let store = SnapshotStore(snapshot { $0.site.radios[1].callCount = 8 })
        let service = AdviceService(try AdviceSettings.defaults(), of: store, into: sink, clock: clock)
        let task = Task { try await service.run() }
        for _ in 0..<40 { clock.wake(at: await clock.sleeper()) }
        _ = await clock.sleeper()
        task.cancel()
        try await task.value
        #expect(sink.observations.count == 1)
        guard case .findings(let found)? = sink.observations.first?.first else {
            Issue.record("\(sink.observations)")
            return
        }
        #expect(found.map(\.subject) == ["R2"])
    }
}
