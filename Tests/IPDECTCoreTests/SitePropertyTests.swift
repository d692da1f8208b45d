import IPDECTCore
import NetworkValues
import Testing

@Suite struct `Any inputs` {
    /// A run of random inputs; returns the first violation with the inputs that led to it.
    private func run(seed: UInt64, radioCount: Int, inputCount: Int) throws -> (String?, SiteSnapshot, [SiteEffect]) {
        var site = try TestSite(systemID: seed % 2 == 0 ? 1 : 293)
        var inputs = RandomInputs(seed: seed, radioCount: radioCount)
        var invariants = Invariants()
        var effects: [SiteEffect] = []
        var snapshot = site.state.snapshot
        for number in 0..<inputCount {
            site.time = site.time.adding(milliseconds: inputs.pause())
            let input = inputs.next(snapshot)
            let followed = site.send(input)
            effects += followed
            snapshot = site.state.snapshot
            let violations = invariants.violations(snapshot, followed)
            if let first = violations.first { return ("input \(number), \(input): \(first)", snapshot, effects) }
        }
        return (nil, snapshot, effects)
    }

    @Test(arguments: 1...40)
    func `break no invariant`(seed: Int) throws {
        let (violation, snapshot, _) = try run(seed: UInt64(seed), radioCount: 8 + seed % 20, inputCount: 3000)
        #expect(violation == nil)
        #expect(snapshot.radios.count > 4)
    }

    @Test func `have the same effects when they come again`() throws {
        let first = try run(seed: 100, radioCount: 16, inputCount: 4000)
        let second = try run(seed: 100, radioCount: 16, inputCount: 4000)
        #expect(first.1 == second.1)
        #expect(first.2 == second.2)
        #expect(first.1.traffic.handovers > 0)
    }

    @Test func `are refused without a change when they do not fit`() throws {
        var site = try TestSite()
        var inputs = RandomInputs(seed: 7, radioCount: 12)
        for _ in 0..<4000 {
            site.time = site.time.adding(milliseconds: inputs.pause())
            site.send(.tick)
            var before = site.state.snapshot
            let input = inputs.next(before)
            site.send(input)
            guard !site.refusals.isEmpty else { continue }
            let after = site.state.snapshot
            before.refusedInputs += 1
            before.revision += 1
            // A radio that said nonsense was heard all the same.
            for position in before.radios.indices { before.radios[position].lastSeen = after.radios[position].lastSeen }
            #expect(before == after, "\(input)")
        }
        #expect(site.state.snapshot.refusedInputs > 100)
    }
}
