import SNMPProtocol
import Testing

/// RFC 3414 3.2.7, step a: what the authoritative engine takes for timely.
struct TimeWindowTests {
    private func isTimely(_ boots: Int32, _ time: Int32, engineBoots: Int32 = 7, engineTime: Int32 = 1000) -> Bool {
        TimeWindow.isTimely(boots: boots, time: time, engineBoots: engineBoots, engineTime: engineTime)
    }

    @Test(arguments: [(850, true), (849, false), (1000, true), (1150, true), (1151, false)] as [(Int32, Bool)])
    func `a message may be 150 seconds early or late`(time: Int32, expected: Bool) {
        #expect(isTimely(7, time) == expected)
    }

    @Test(arguments: [6, 8, 0, Int32.max])
    func `a message from another boot is never timely`(boots: Int32) {
        #expect(!isTimely(boots, 1000))
    }

    @Test func `nothing is timely for an engine at its last boot`() {
        #expect(isTimely(TimeWindow.highestBoots - 1, 1000, engineBoots: TimeWindow.highestBoots - 1))
        #expect(!isTimely(TimeWindow.highestBoots, 1000, engineBoots: TimeWindow.highestBoots))
    }

    @Test func `the ends of the clock are compared without overflow`() {
        #expect(!isTimely(7, Int32.max, engineTime: 0))
        #expect(!isTimely(7, Int32.min, engineTime: Int32.max))
        #expect(isTimely(7, Int32.max, engineTime: Int32.max - 150))
        #expect(isTimely(7, 0, engineTime: 150))
    }
}
