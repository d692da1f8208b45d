import NetworkValues
import Testing

@testable import DeviceFeeds

@Suite struct `The pace of a search` {
    private let start = Timestamp(seconds: 1_800_000_000)

    private func plan(_ network: String, rate: Int, inFlight: Int = 1024) throws -> DiscoveryPlan {
        let request = try DiscoveryRequest(
            [network], credentials: [], ratePerSecond: rate, inFlightLimit: inFlight)
        return DiscoveryPlan(request, at: start)
    }

    @Test(arguments: [(50, 10_000), (1, 5000), (300, 3000), (1000, 1000)])
    func `asks so many addresses a second, evenly`(rate: Int, milliseconds: Int64) throws {
        var plan = try plan("10.0.0.0/16", rate: rate)
        var now = start
        var asked: [Int64] = []
        while now < start.adding(milliseconds: milliseconds) {
            switch plan.next(at: now) {
            case .probe: asked.append(now.milliseconds(since: start))
            case .wait(let deadline):
                #expect(deadline > now)
                now = deadline
            case .waitForAnswer, .finished: Issue.record("expected addresses to ask")
            }
            plan.answered()
        }
        #expect(asked.count == rate * Int(milliseconds) / 1000)
        for (index, time) in asked.enumerated() {
            #expect(abs(time - Int64(index) * 1000 / Int64(rate)) <= 1)
        }
    }

    @Test func `makes good a tenth of a second and no more`() throws {
        var plan = try plan("10.0.0.0/16", rate: 50)
        let late = start.adding(seconds: 60)
        var asked = 0
        while case .probe = plan.next(at: late) { asked += 1 }
        #expect(asked == 6)
    }

    @Test func `asks at most so many at the same time`() throws {
        var plan = try plan("192.0.2.0/29", rate: 1000, inFlight: 4)
        let late = start.adding(seconds: 1)
        for _ in 0..<4 {
            guard case .probe = plan.next(at: late) else { throw NoProbe() }
        }
        #expect(plan.next(at: late) == .waitForAnswer)
        plan.answered()
        #expect(try plan.next(at: late) == .probe(#require(IPAddress("192.0.2.5"))))
        #expect(plan.next(at: late) == .waitForAnswer)
        for _ in 0..<4 { plan.answered() }
        #expect(try plan.next(at: late) == .probe(#require(IPAddress("192.0.2.6"))))
        #expect(plan.next(at: late) == .waitForAnswer)
        plan.answered()
        #expect(plan.next(at: late) == .finished)
    }

    private struct NoProbe: Error {}
}
