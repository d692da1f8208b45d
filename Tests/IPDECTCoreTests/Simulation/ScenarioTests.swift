import Faults
import IPDECTCore
import NetworkValues
import Testing

@Suite struct `Scenarios` {
    private func attempts(_ inputs: [SiteInput]) -> Int {
        inputs.count { if case .callStarted = $0 { true } else { false } }
    }

    @Test(arguments: 1...5)
    func `a quiet site raises no alarm in its first hours`(seed: UInt64) {
        var run = SimulatedRun(SimulationPlan(radios: 60, seed: seed, scenario: .quiet))
        run.live(hours: 6, checkingEvery: 500)
        #expect(run.raised.isEmpty)
        #expect(run.state.snapshot.traffic.callsIn > 0)
    }

    @Test func `people call by day more than by night`() {
        var site = SimulatedSite(SimulationPlan(radios: 300, scenario: .radioLoss), startingAt: SimulatedRun.start)
        let byHour = (1...24).map { attempts(site.advance(to: SimulatedRun.start.adding(seconds: $0 * 3600))) }
        #expect(byHour[9] > 5 * byHour[2])
        #expect(byHour.max() == byHour[8...10].max())
    }

    @Test func `the busy hour has the most calls, at any time of the day`() {
        for hour in [2, 9] as [Int64] {
            var counts: [Scenario: Int] = [:]
            for scenario in Scenario.allCases {
                let start = SimulatedRun.start.adding(seconds: hour * 3600)
                var site = SimulatedSite(SimulationPlan(radios: 100, scenario: scenario), startingAt: start)
                counts[scenario] = attempts(site.advance(to: start.adding(seconds: 3600)))
            }
            let busiest = counts.removeValue(forKey: .busyHour) ?? 0
            #expect(counts.values.allSatisfy { busiest > 4 * $0 }, "\(busiest) against \(counts)")
        }
    }

    @Test func `the busy hour fills radios up and moves calls`() {
        var run = SimulatedRun(SimulationPlan(radios: 48, scenario: .busyHour))
        run.live(hours: 4, checkingEvery: 10)
        #expect(run.mostCalls == DeviceModel.ipbs3.callLimit)
        #expect(run.events[.rfpBusyForSpeech, default: 0] > 10)
        #expect(run.state.snapshot.radios.contains { $0.traffic.busy > 0 })
        #expect(run.state.snapshot.traffic.handovers > 100)
        #expect(run.state.snapshot.traffic.abnormalReleases > 0)
        #expect(run.state.snapshot.traffic.busyHourAttempts > 700)
    }

    @Test func `lost radios come back, and others go, all day long`() {
        var run = SimulatedRun(SimulationPlan(radios: 40, scenario: .radioLoss))
        run.live(seconds: 9)
        #expect(run.raised.isEmpty)
        run.live(seconds: 65)
        #expect(run.raised[.masterRadioRegistrationDown] == 4)
        for _ in 1...4 {
            run.live(hours: 3, checkingEvery: 500)
            let before = run.raised[.masterRadioRegistrationDown, default: 0]
            run.live(hours: 1, checkingEvery: 500)
            let lost = run.state.snapshot.radios.count { $0.registration == .staticLost }
            #expect((1...4).contains(lost))
            // Four radios that are away for four minutes at a time.
            #expect(run.raised[.masterRadioRegistrationDown, default: 0] > before + 30)
            let cleared = run.cleared[.masterRadioRegistrationDown, default: 0]
            #expect(cleared == run.raised[.masterRadioRegistrationDown, default: 0] - lost)
        }
    }

    @Test func `a sync storm loses synchronization for every cause, and radios find it again`() {
        var run = SimulatedRun(SimulationPlan(radios: 40, scenario: .syncStorm))
        run.live(seconds: 9)
        #expect(run.raised.isEmpty)
        var causes: Set<SyncLossCause> = []
        for _ in 1...60 {
            run.live(seconds: 60, checkingEvery: 500)
            causes.formUnion(run.state.snapshot.radios.compactMap(\.sync.lastLossCause))
        }
        #expect(causes == Set(SyncLossCause.allCases))
        let raised = run.raised[.rfpUnsynchronized, default: 0]
        let red = run.state.snapshot.radios.count { $0.sync.color == .red }
        #expect(raised > 500)
        #expect(run.cleared[.rfpUnsynchronized, default: 0] > raised / 2)
        #expect((1...30).contains(red))
        #expect(run.state.snapshot.regions[0].syncLost > 500)
    }

    @Test func `the mirrors take turns`() throws {
        var run = SimulatedRun(SimulationPlan(radios: 24, users: 2000, scenario: .mirrorSwitch))
        func serving() throws -> MACAddress {
            try #require(run.state.snapshot.masters.first { $0.role == .master && $0.isActive }).mac
        }
        run.live(seconds: 19)
        let first = try serving()
        run.live(seconds: 2)
        let second = try serving()
        #expect(second != first)
        #expect(run.state.snapshot.masters.contains { $0.mac == first && $0.role == .master && !$0.isReachable })
        run.live(seconds: 180)
        #expect(run.state.snapshot.masters.allSatisfy { $0.isReachable })
        #expect(try serving() == second)
        #expect(!run.state.snapshot.calls.isEmpty)
        run.live(seconds: 417)
        #expect(try serving() == second)
        run.live(seconds: 3)
        #expect(try serving() == first)
        #expect(run.state.snapshot.traffic.abnormalReleases > 0)
        #expect(run.events[.masterActive, default: 0] == 3)
        #expect(run.violation == nil)
    }

    @Test func `an alarm storm raises and clears 20 faults a second on all radios`() {
        var run = SimulatedRun(SimulationPlan(radios: 40, scenario: .alarmStorm))
        run.live(seconds: 9)
        #expect(run.raised.isEmpty)
        run.live(seconds: 601, checkingEvery: 2000)
        let raised = run.raised.values.reduce(0, +)
        let events = run.events.values.reduce(0, +)
        #expect((11_000...13_000).contains(raised + events))
        #expect(run.raised.count == 8)
        #expect(events > 2000)
        // Raised again while it stands counts as raised, so fewer are cleared.
        #expect(run.cleared.values.reduce(0, +) > 5000)
        #expect(run.refusals.isEmpty, "\(run.refusalCounts)")
    }
}
