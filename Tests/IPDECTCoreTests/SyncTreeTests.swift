import IPDECTCore
import NetworkValues
import Testing

@testable import struct IPDECTCore.SyncTreePlanner

@Suite struct `Sync trees` {
    typealias Link = SyncTreePlanner.Link

    @Test func `the plan is the cheapest way from a master`() {
        let links = [
            Link(source: 0, follower: 1, cost: 10, preference: -60),
            Link(source: 1, follower: 2, cost: 10, preference: -60),
            Link(source: 0, follower: 2, cost: 14, preference: -75),
            Link(source: 2, follower: 3, cost: 10, preference: -60),
            Link(source: 3, follower: 2, cost: 1, preference: 0), Link(source: 4, follower: 3, cost: 1, preference: 0),
        ]
        let (steps, order) = SyncTreePlanner.plan(count: 5, masters: [0], links: links)
        #expect(steps.map(\.source) == [-1, 0, 0, 2, -1])
        #expect(steps.map(\.cost) == [0, 10, 14, 24, .max])
        #expect(order == [0, 1, 2, 3])
    }

    @Test func `of two ways of one price the preferred one is taken`() {
        let links = [
            Link(source: 0, follower: 1, cost: 10, preference: -60),
            Link(source: 0, follower: 2, cost: 10, preference: -60),
            Link(source: 1, follower: 3, cost: 10, preference: -80),
            Link(source: 2, follower: 3, cost: 10, preference: -50),
            Link(source: 1, follower: 4, cost: 10, preference: -60),
            Link(source: 2, follower: 4, cost: 10, preference: -60),
        ]
        let (steps, _) = SyncTreePlanner.plan(count: 5, masters: [0], links: links)
        #expect(steps[3].source == 2)
        #expect(steps[4].source == 1)
    }

    @Test(arguments: 1...30)
    func `no plan has a ring, and each price is the sum of its steps`(seed: UInt64) {
        var random = TestRandom(seed: seed)
        let count = 40
        let links = (0..<200).map { _ in
            Link(
                source: Int32(random.below(count)), follower: Int32(random.below(count)),
                cost: UInt32(1 + random.below(30)),
                preference: Int32(random.below(5)))
        }
        let (steps, order) = SyncTreePlanner.plan(count: count, masters: [0, 1], links: links)
        var done: Set<Int32> = []
        for node in order {
            let step = steps[Int(node)]
            if step.source < 0 {
                #expect(node < 2)
            } else {
                #expect(done.contains(step.source))
                let best = links.filter { $0.source == step.source && $0.follower == node }.map(\.cost).min() ?? 0
                #expect(step.cost == steps[Int(step.source)].cost + best)
            }
            done.insert(node)
        }
        // Nothing cheaper is left.
        for link in links where steps[Int(link.source)].cost != .max {
            #expect(steps[Int(link.follower)].cost <= steps[Int(link.source)].cost + link.cost)
        }
    }

    /// A corridor: the master and radios that each hear their neighbours.
    private func corridor(_ count: Int) throws -> TestSite {
        var site = try TestSite()
        site.startMaster(1)
        for number in 2...count { site.start(number) }
        for number in 2...count {
            site.synchronize(number, hearing: [(number - 1, -65), (number + 1, -65)].filter { $0.0 <= count })
        }
        site.wait(seconds: 2)
        return site
    }

    @Test func `a corridor is a chain`() throws {
        let site = try corridor(8)
        for number in 2...8 {
            #expect(site.parent(number) == number - 1)
            #expect(site.radio(number).sync.depth == UInt16(number - 1))
        }
        #expect(try site.region(0).greenCount == 8)
    }

    @Test func `a shorter way is taken with the next calculation`() throws {
        var site = try corridor(6)
        let calculations = try site.region(0).calculations
        site.hear(6, [(5, -65), (1, -65)])
        #expect(site.parent(6) == 5)
        site.wait(seconds: 1)
        #expect(site.parent(6) == 1)
        #expect(site.radio(6).sync.depth == 1)
        #expect(try site.region(0).calculations == calculations + 1)
    }

    @Test func `changes of one second are one calculation`() throws {
        var site = try corridor(12)
        let calculations = try site.region(0).calculations
        for number in 4...12 { site.hear(number, [(number - 1, -65), (1, -60)]) }
        site.wait(seconds: 1)
        #expect(try site.region(0).calculations == calculations + 1)
        #expect((4...12).allSatisfy { site.parent($0) == 1 })
    }

    @Test func `a signal that comes and goes around a limit does not move a radio`() throws {
        var site = try TestSite.cell()
        site.start(4)
        site.synchronize(4, hearing: [(2, -68), (3, -72)])
        site.wait(seconds: 2)
        let region = try site.region(0)
        #expect(site.parent(4) == 2)
        for round in 0..<50 {
            let isUp = round % 2 == 0
            site.hear(4, [(2, isUp ? -69 : -73), (3, isUp ? -73 : -69)])
            site.wait(seconds: 10)
        }
        #expect(site.parent(4) == 2)
        #expect(try site.region(0).configurations == region.configurations)
        #expect(try site.region(0).calculations == region.calculations)
    }

    @Test func `a poor signal is left when there is a better one`() throws {
        var site = try TestSite.cell()
        site.start(4)
        site.synchronize(4, hearing: [(2, -68)])
        site.hear(4, [(2, -90), (3, -75)])
        site.wait(seconds: 1)
        #expect(site.parent(4) == 3)
    }

    @Test func `nobody follows a restricted slave`() throws {
        var site = try TestSite()
        site.startMaster(1)
        site.start(2, mode: .restrictedSlave)
        site.start(3)
        site.synchronize(2, hearing: [(1, -60)])
        site.synchronize(3, hearing: [(2, -50)])
        #expect(site.refusals.count == 1)
        #expect(site.radio(3).sync.state == .unsynchronized)
        site.synchronize(3, hearing: [(2, -50), (1, -80)])
        #expect(site.parent(3) == 1)
    }

    @Test func `a source that becomes a restricted slave is left`() throws {
        var site = try TestSite.cell()
        site.start(4)
        site.synchronize(4, hearing: [(2, -50), (3, -60)])
        site.send(.syncConfigured(TestSite.mac(2), SyncSettings(mode: .restrictedSlave)))
        #expect(site.parent(4) == 3)
        #expect(site.parent(2) == 1)
    }

    @Test func `a locked slave follows only the radios it is locked to`() throws {
        var site = try TestSite.cell()
        let locks = try [2, 3].map { try #require(site.radio($0).rfpi) }
        site.start(4, lockedTo: locks)
        site.synchronize(4, hearing: [(1, -50), (2, -80), (3, -60)])
        #expect(site.parent(4) == 2)
        site.wait(seconds: 2)
        #expect(site.parent(4) == 2)
        site.send(.syncLost(TestSite.mac(2), .pscnChanged))
        #expect(site.parent(4) == 3)
        site.send(.syncLost(TestSite.mac(3), .pscnChanged))
        #expect(site.parent(4) == nil)
        #expect(site.radio(4).sync.color == .yellow)
    }

    @Test func `a radio of another region cannot be locked to, nor followed`() throws {
        var site = try TestSite.cell()
        let rfpi = try #require(site.radio(2).rfpi)
        site.start(4, region: 1)
        site.send(.syncConfigured(TestSite.mac(4), SyncSettings(region: 1, lockedTo: [rfpi])))
        #expect(site.refusals.count == 1)
        site.synchronize(4, hearing: [(1, -50), (2, -50)])
        #expect(site.radio(4).sync.state == .unsynchronized)
    }

    @Test func `a radio that changes its region leaves its tree`() throws {
        var site = try TestSite.cell()
        site.start(4)
        site.synchronize(4, hearing: [(2, -50)])
        site.send(.syncConfigured(TestSite.mac(2), SyncSettings(region: 7)))
        #expect(site.radio(2).sync.state == .unsynchronized)
        #expect(site.parent(4) == nil)
        #expect(try site.region(7).redCount == 1)
        #expect(try site.region(0).radioCount == 3)
        site.send(.syncConfigured(TestSite.mac(2), SyncSettings()))
        #expect(!site.state.snapshot.regions.contains { $0.region == 7 })
    }
}
