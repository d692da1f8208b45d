import NetworkValues
import Testing

@testable import LinkLayer

/// What is known, kept by dumps and by what the kernel tells between them.
struct RouteTableTests {
    @Test func `what a dump no longer has is gone`() {
        var table = RouteSamples.table(RouteSamples.port)
        table.begin(.addresses)
        _ = table.take(.address(RouteSamples.address(2, "10.1.1.5/24")), fromDump: true)
        let gone = table.end(.addresses)
        #expect(gone == [.address(before: RouteSamples.address(2, "fe80::2/64", scope: 253), after: nil)])
        #expect(table.addresses.count == 1)
    }

    @Test func `what the kernel tells during a dump wins over the dump`() {
        var table = RouteSamples.table(RouteSamples.port)
        var newer = RouteSamples.link(2, "eth0")
        newer.mtu = 9000
        table.begin(.links)
        _ = table.take(.link(newer), fromDump: false)
        let older = table.take(.link(RouteSamples.link(2, "eth0")), fromDump: true)
        let gone = table.end(.links)
        #expect(older.isEmpty && gone.isEmpty && table.links[2]?.mtu == 9000)

        table.begin(.addresses)
        let address = RouteSamples.address(2, "10.1.1.5/24")
        _ = table.take(.addressGone(address), fromDump: false)
        let late = table.take(.address(address), fromDump: true)
        _ = table.end(.addresses)
        #expect(late.isEmpty && table.addressCount == 0)
    }

    @Test func `a dump of one family leaves the routes of the other`() {
        var table = RouteSamples.table(
            RouteSamples.port + [.route(RouteSamples.route("fd00::/64", by: 2), isReplacement: false)])
        table.begin(.routesIPv4)
        let gone = table.end(.routesIPv4)
        #expect(gone.count == 2)
        #expect(table.routes.map(\.destination) == [IPNetwork("fd00::/64")])
    }

    @Test func `only gateways have entries of neighbours`() {
        var table = RouteSamples.table(RouteSamples.port)
        let gateway = RouteSamples.neighbour(2, "10.1.1.1", "02:00:00:00:00:aa")
        let other = RouteSamples.neighbour(2, "10.1.1.9", "02:00:00:00:00:09")
        let none = table.take(.neighbour(other), fromDump: false)
        let one = table.take(.neighbour(gateway), fromDump: false)
        #expect(none.isEmpty && one == [.neighbour(before: nil, after: gateway)])
        #expect(table.defaultGateways == [gateway.key])
        let route = RouteSamples.route("0.0.0.0/0", by: 2, gateway: "10.1.1.1", metric: 100, origin: 4)
        let gone = table.take(.routeGone(route), fromDump: false)
        #expect(gone == [.route(before: route, after: nil), .neighbour(before: gateway, after: nil)])
        let asked = table.takeNewGateways()
        #expect(table.defaultGateways.isEmpty && asked.isEmpty)
    }

    @Test func `a replaced route is gone although the kernel does not say so`() {
        var table = RouteSamples.table(RouteSamples.port)
        let other = RouteSamples.route("0.0.0.0/0", by: 2, gateway: "10.1.1.254", metric: 100)
        let changes = table.take(.route(other, isReplacement: true), fromDump: false)
        #expect(changes.count == 2 && table.defaultRoutes == [other])
        let asked = table.takeNewGateways()
        #expect(asked == [.init(index: 2, address: .v4(0x0a01_01fe))])
    }

    @Test func `all that stands on a link goes with it`() {
        var table = RouteSamples.table(RouteSamples.port)
        let changes = table.take(.linkGone(RouteSamples.link(2, "eth0")), fromDump: false)
        #expect(changes.count == 5 && table.addresses.isEmpty && table.routes.isEmpty && table.links.isEmpty)
    }

    @Test func `too many routes are counted and passed over, but not the default one`() {
        var table = RouteTable()
        for number in 0..<(RouteTable.routeLimit + 10) {
            guard let network = IPNetwork(.v4(UInt32(number) << 8), prefixLength: 24) else { continue }
            var route = RouteEntry(destination: network)
            route.hops = [RouteEntry.Hop(index: 2)]
            _ = table.take(.route(route, isReplacement: false), fromDump: false)
        }
        let route = RouteSamples.route("0.0.0.0/0", by: 2, gateway: "10.1.1.1")
        _ = table.take(.route(route, isReplacement: false), fromDump: false)
        #expect(table.passedOver == 10 && table.defaultRoutes.count == 1)
    }

    @Test func `dumps come one after the other and again when something was lost`() {
        var dumping = RouteDumping()
        var kinds: [RouteDump] = []
        while let kind = dumping.next(now: steady(0)) {
            kinds.append(kind)
            let second = dumping.next(now: steady(0))
            let isRepeated = dumping.end()
            #expect(second == nil && !isRepeated)
        }
        #expect(kinds == RouteDump.allCases)
        let whole = (dumping.becameWhole(), dumping.becameWhole())
        #expect(whole.0 && !whole.1 && dumping.deadline == nil)
        // Not more than once a second.
        dumping.loseAll()
        let early = dumping.next(now: steady(0.5))
        #expect(early == nil && dumping.deadline == steady(1))
        let first = dumping.next(now: steady(1))
        dumping.proceed(isInterrupted: true, now: steady(1))
        let isRepeated = dumping.end()
        let again = dumping.next(now: steady(1))
        #expect(first == .links && isRepeated && again == .links)
        // One that does not go on.
        let patient = dumping.expire(now: steady(5.9))
        let givenUp = dumping.expire(now: steady(6))
        #expect(patient == nil && givenUp == .links && dumping.isBusy)
    }
}
