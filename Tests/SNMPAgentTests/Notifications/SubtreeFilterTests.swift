import NetworkValues
import Testing

@testable import SNMPAgent

struct SubtreeFilterTests {
    private func filter(_ include: [String], _ exclude: [String] = []) -> SubtreeFilter {
        SubtreeFilter(
            name: "f",
            families: include.compactMap { MIBView.Family($0) }
                + exclude.compactMap { MIBView.Family($0, isIncluded: false) })
    }

    private let coldStart = NotificationContent.generic(.coldStart)
    private let linkDown = NotificationContent.link(3, isUp: false, isAdministrativelyUp: true)

    @Test func `a notification that no family names does not pass`() {
        #expect(!filter(["1.3.6.1.4"]).passes(coldStart))
        #expect(filter(["1.3.6.1.6"]).passes(coldStart))
    }

    @Test func `the longest family decides`() {
        let filter = filter(["1.3.6.1.6", "1.3.6.1.6.3.1.1.5.1"], ["1.3.6.1.6.3.1.1.5"])
        #expect(filter.passes(coldStart))
        #expect(!filter.passes(linkDown))
    }

    @Test func `an excluded variable keeps its notification back, one that nothing names does not`() {
        #expect(filter(["1.3.6.1.6"]).passes(linkDown))
        #expect(!filter(["1.3.6.1.6"], ["1.3.6.1.2.1.2.2.1.*.3"]).passes(linkDown))
        #expect(filter(["1.3.6.1.6"], ["1.3.6.1.2.1.2.2.1.*.4"]).passes(linkDown))
    }

    @Test func `a host's next address is used when the first does not work, and a name that is gone keeps what it had`()
    {
        var place = HostPlace()
        #expect(place.current == nil)
        place.take([.v4(1), .v6(high: 0, low: 2, zone: 0)])
        #expect(place.current == .v4(1))
        place.turnOver()
        #expect(place.current == .v6(high: 0, low: 2, zone: 0))
        place.take([])
        #expect(place.current == .v6(high: 0, low: 2, zone: 0))
        place.take([.v4(3), .v6(high: 0, low: 2, zone: 0)])
        #expect(place.current == .v6(high: 0, low: 2, zone: 0), "what works stays")
        place.take([.v4(4)])
        #expect(place.current == .v4(4))
    }
}
