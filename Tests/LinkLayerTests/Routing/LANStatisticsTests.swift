import NetworkValues
import Testing

@testable import LinkLayer

/// Counters since they were cleared.
struct LANStatisticsTests {
    private func counters(_ received: UInt64, errors: UInt64 = 0) -> LinkCounters {
        var counters = LinkCounters()
        counters[.receivedPackets] = received
        counters[.crcErrors] = errors
        return counters
    }

    @Test func `clearing shows what came after, and a restart keeps that`() throws {
        var statistics = LANStatistics(name: "eth0")
        let isEarly = statistics.clear(at: steady(0))
        #expect(!isEarly && statistics[.receivedPackets] == nil && statistics.text == nil)
        statistics.take(counters(100, errors: 7), index: 2, boot: "b1", now: steady(1))
        #expect(statistics[.receivedPackets] == 100 && statistics.text == nil)
        let isCleared = statistics.clear(at: steady(2))
        #expect(isCleared)
        statistics.take(counters(130, errors: 8), index: 2, boot: "b1", now: steady(3))
        #expect(statistics[.receivedPackets] == 30 && statistics[.crcErrors] == 1)

        let text = try #require(statistics.text)
        var again = try #require(LANStatistics(text: text))
        #expect(again.clearedAt == steady(2) && again.name == "eth0")
        let isForgotten = again.take(counters(150, errors: 8), index: 2, boot: "b1", now: steady(4))
        #expect(!isForgotten)
        #expect(again[.receivedPackets] == 50 && again[.crcErrors] == 1)
        #expect(again.text == statistics.text)
    }

    @Test(arguments: [(UInt32(2), "b1", UInt64(50)), (3, "b1", 200), (2, "b2", 200)])
    func `counters that begin anew are shown from their beginning`(index: UInt32, boot: String, received: UInt64) throws
    {
        var statistics = LANStatistics(name: "eth0")
        statistics.take(counters(100), index: 2, boot: "b1", now: steady(1))
        statistics.clear(at: steady(2))
        let text = try #require(statistics.text)
        var again = try #require(LANStatistics(text: text))
        let isForgotten = again.take(counters(received), index: index, boot: boot, now: steady(3))
        #expect(isForgotten)
        #expect(again[.receivedPackets] == received && again.clearedAt == nil && again.restarts == 1)
    }

    @Test(arguments: [
        "", "lan-statistics 2 eth0 2 b 0", "lan-statistics 1 eth0 x b 0", "lan-statistics 1 eth0 2 b 0 1 2",
    ])
    func `other text is none`(text: String) {
        #expect(LANStatistics(text: text) == nil)
    }

    @Test func `there are 25 counters, each with a label of its own`() {
        #expect(LinkCounter.allCases.count == 25 && Set(LinkCounter.allCases.map(\.label)).count == 25)
    }
}
