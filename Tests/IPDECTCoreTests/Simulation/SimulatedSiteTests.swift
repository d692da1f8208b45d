import IPDECTCore
import NetworkValues
import Testing

@Suite struct `The simulated site` {
    private static let start = SimulatedRun.start

    private static func inputs(_ plan: SimulationPlan, hours: Int64) -> [SiteInput] {
        var site = SimulatedSite(plan, startingAt: start)
        return site.advance(to: start.adding(seconds: hours * 3600))
    }

    @Test(arguments: Scenario.allCases)
    func `gives the same inputs for the same plan`(scenario: Scenario) {
        let plan = SimulationPlan(radios: 40, seed: 9, scenario: scenario)
        let first = Self.inputs(plan, hours: 2)
        #expect(first == Self.inputs(plan, hours: 2))
        #expect(first.count > 40 * 5)
    }

    @Test(arguments: Scenario.allCases)
    func `gives the same inputs in small steps and in one`(scenario: Scenario) {
        let plan = SimulationPlan(radios: 24, seed: 3, scenario: scenario)
        let end = Self.start.adding(seconds: 1800)
        var site = SimulatedSite(plan, startingAt: Self.start)
        var stepped: [SiteInput] = []
        var time = Self.start
        while time < end {
            stepped += site.advance(to: time)
            time = time.adding(milliseconds: 737)
        }
        stepped += site.advance(to: end)
        var whole = SimulatedSite(plan, startingAt: Self.start)
        #expect(stepped == whole.advance(to: end))
    }

    @Test(arguments: Scenario.allCases)
    func `gives other inputs for another seed`(scenario: Scenario) {
        let one = Self.inputs(SimulationPlan(radios: 24, seed: 1, scenario: scenario), hours: 1)
        let other = Self.inputs(SimulationPlan(radios: 24, seed: 2, scenario: scenario), hours: 1)
        #expect(one != other)
    }

    @Test func `is due at its start, and then never before the time that it has reached`() {
        var site = SimulatedSite(SimulationPlan(scenario: .busyHour), startingAt: Self.start)
        #expect(site.nextTime == Self.start)
        #expect(!site.advance(to: Self.start).isEmpty)
        var time = Self.start
        for _ in 0..<5000 {
            #expect(site.nextTime >= time)
            time = site.nextTime
            #expect(time > Self.start)
            _ = site.advance(to: time)
        }
    }

    @Test func `gives nothing for a time that has passed`() {
        var site = SimulatedSite(SimulationPlan(scenario: .alarmStorm), startingAt: Self.start)
        _ = site.advance(to: Self.start.adding(seconds: 60))
        #expect(site.advance(to: Self.start).isEmpty)
        #expect(!site.advance(to: Self.start.adding(seconds: 70)).isEmpty)
    }

    @Test func `cuts the number of radios to what a system can have`() {
        #expect(SimulationPlan(radios: 0).radios == 1)
        #expect(SimulationPlan(radios: 5000).radios == 3968)
    }

    @Test(arguments: [1, 2, 3, 24, 256, 257, 300])
    func `sets up a system of which all radios are registered and synchronized`(radios: Int) throws {
        var run = SimulatedRun(SimulationPlan(radios: radios))
        run.live(seconds: 3)
        let site = run.state.snapshot
        #expect(run.violation == nil)
        #expect(run.refusals.isEmpty, "\(run.refusalCounts)")
        #expect(site.radios.count == radios)
        #expect(site.radios.allSatisfy { $0.registration == .registered && $0.sync.color != .red })
        #expect(site.radios.allSatisfy { !$0.locationID.isEmpty && $0.rfpi != nil })
        #expect(site.regions.count == (radios + 255) / 256)
        #expect(site.regions.allSatisfy { $0.activeMasterIndex != nil })
        #expect(site.regions.dropFirst().allSatisfy { $0.hasReferenceSync })
        #expect(try #require(site.configuration).isSimulated)
        #expect(site.totalUsers == UInt32(radios * 8))
        #expect(site.masters.count == 5)
        #expect(site.masters.count { $0.isActive } == 4)
        #expect(run.raised.isEmpty)
    }

    @Test func `sets up the largest system within the limits of its PARI Master`() throws {
        var run = SimulatedRun(SimulationPlan(radios: 3968))
        run.live(seconds: 3, checkingEvery: 100_000)
        let site = run.state.snapshot
        #expect(run.violation == nil)
        #expect(run.refusals.isEmpty, "\(run.refusalCounts)")
        #expect(run.raised.isEmpty)
        #expect(site.radios.count == 3968)
        #expect(site.radios.allSatisfy { $0.registration == .registered && $0.sync.color != .red })
        #expect(site.radios.allSatisfy { $0.sync.candidates.count <= 16 })
        #expect(site.regions.count == 16)
        let configuration = try #require(site.configuration)
        let limits = configuration.systemID.radioLimits(pariMaster: configuration.pariMasterModel)
        #expect(site.radios.count <= Int(limits.baseStations))
    }
}
