import NetworkValues
import Testing

@testable import IPDECTCore

@Suite struct `A day of a simulated site` {
    /// What the core may refuse by a rule that the simulation does not know: while a storm keeps half of the radios off the
    /// air, one may hear only such as are told to follow it, and then it cannot follow them.
    private static let stormRefusals: Set<String> = [
        "syncFound outOfRange", "syncLost notSynchronized", "callStarted notSynchronized",
        "handoverStarted notSynchronized",
    ]

    private func expectAccepted(_ run: SimulatedRun, _ scenario: Scenario) {
        #expect(run.violation == nil)
        if scenario == .syncStorm {
            #expect(Set(run.refusalCounts.keys).isSubset(of: Self.stormRefusals), "\(run.refusalCounts)")
            #expect(run.refusals.count * 2000 < run.inputCount, "\(run.refusalCounts) of \(run.inputCount)")
        } else {
            #expect(run.refusals.isEmpty, "\(run.refusalCounts)")
        }
        #expect(run.state.snapshot.refusedInputs == UInt64(run.refusals.count))
        #expect(run.mostCalls <= 8)
    }

    /// The simulation and the core agree about who is there, who is synchronized, and which calls go on.
    private func expectAgreement(_ run: SimulatedRun, _ scenario: Scenario) {
        let site = run.state.snapshot
        #expect(site.calls.map(\.id) == run.site.calls.keys.sorted())
        for (radio, simulated) in zip(site.radios, run.site.radios) {
            #expect(radio.mac == simulated.mac)
            #expect((radio.registration == .registered) == simulated.isPresent, "\(radio.name)")
            #expect(scenario == .syncStorm || (radio.sync.color != .red) == simulated.isSynchronized, "\(radio.name)")
        }
    }

    @Test(arguments: Scenario.allCases)
    func `is accepted by the core whole`(scenario: Scenario) {
        var run = SimulatedRun(SimulationPlan(radios: 24, seed: 1, scenario: scenario))
        // A storm of alarms has two million inputs a day; its hours are all alike.
        run.live(hours: scenario == .alarmStorm ? 3 : 24, checkingEvery: 60)
        expectAccepted(run, scenario)
        expectAgreement(run, scenario)
    }

    @Test(arguments: Scenario.allCases)
    func `is accepted for a large site too`(scenario: Scenario) {
        var run = SimulatedRun(SimulationPlan(radios: 300, seed: 2, scenario: scenario))
        let isCostly = scenario == .syncStorm || scenario == .radioLoss
        run.live(hours: isCostly ? 1 : 3, checkingEvery: 1000)
        expectAccepted(run, scenario)
        expectAgreement(run, scenario)
    }

    @Test(arguments: [1, 2, 3], Scenario.allCases)
    func `is accepted for the smallest sites`(radios: Int, scenario: Scenario) {
        var run = SimulatedRun(SimulationPlan(radios: radios, seed: 5, users: 60, scenario: scenario))
        run.live(hours: 1, checkingEvery: 20)
        #expect(run.violation == nil)
        #expect(run.refusals.isEmpty, "\(run.refusalCounts)")
        #expect(run.state.snapshot.calls.map(\.id) == run.site.calls.keys.sorted())
    }
}
