import Faults
import NetworkValues
import Testing

@testable import LinkLayer

/// Another MAC that answers for the gateway.
struct GatewayWatchTests {
    private static let first = "02:00:00:00:00:aa"
    private static let second = "02:00:00:00:00:bb"

    private func table(_ mac: String, state: UInt16 = 2, isUp: Bool = true) -> RouteTable {
        var records = RouteSamples.port + [.neighbour(RouteSamples.neighbour(2, "10.1.1.1", mac, state: state))]
        if !isUp { records.append(.link(RouteSamples.link(2, "eth0", isUp: false))) }
        return RouteSamples.table(records)
    }

    private func poisoned() -> GatewayWatch {
        var watch = GatewayWatch()
        _ = watch.examine(table(Self.first), now: steady(0))
        #expect(watch.faults.isEmpty && watch.deadline == nil)
        _ = watch.examine(table(Self.second), now: steady(10))
        return watch
    }

    @Test func `another MAC raises the fault`() throws {
        let watch = poisoned()
        let faults = watch.faults
        let fault = try #require(faults.first)
        #expect(fault.code.rawValue == 0x0011_0041 && fault.source == "IP ETH0 10.1.1.1" && watch.faults.count == 1)
        #expect(fault.text == "the gateway 10.1.1.1 was at 02:00:00:00:00:aa and is now at 02:00:00:00:00:bb")
    }

    @Test func `an entry that is being looked for says nothing`() {
        var watch = GatewayWatch()
        _ = watch.examine(table(Self.first), now: steady(0))
        _ = watch.examine(table(Self.second, state: 0x20), now: steady(10))
        #expect(watch.faults.isEmpty)
    }

    @Test func `the first MAC must answer alone for a minute`() {
        var watch = poisoned()
        _ = watch.examine(table(Self.first), now: steady(20))
        #expect(watch.faults.count == 1 && watch.deadline == steady(80))
        _ = watch.examine(table(Self.second), now: steady(50))
        _ = watch.examine(table(Self.first), now: steady(70))
        _ = watch.examine(table(Self.first), now: steady(129))
        #expect(watch.faults.count == 1)
        let notes = watch.examine(table(Self.first), now: steady(130))
        #expect(watch.faults.isEmpty && notes.map(\.text) == ["the gateway 10.1.1.1 is back at 02:00:00:00:00:aa"])
    }

    @Test func `a router that was replaced is taken after half an hour, or at once by an operator`() {
        var watch = poisoned()
        var other = watch
        #expect(watch.deadline == steady(1810))
        _ = watch.examine(table(Self.second), now: steady(1810))
        #expect(watch.faults.isEmpty)
        let accepted = (other.accept(.v4(0x0a01_0101)), other.accept(.v4(0x0a01_0101)))
        #expect(accepted.0 && !accepted.1 && other.faults.isEmpty)
        _ = other.examine(table(Self.first), now: steady(20))
        #expect(other.faults.count == 1)
    }

    @Test func `another network behind the cable begins anew`() {
        var watch = poisoned()
        let notes = watch.examine(table(Self.second, isUp: false), now: steady(20))
        #expect(notes.count == 1 && watch.faults.isEmpty)
        _ = watch.examine(table(Self.second), now: steady(30))
        #expect(watch.faults.isEmpty)
    }

    @Test(
        arguments: [
            ("00:00:5e:00:01:05", "VRRP group 5"), ("00:00:0c:07:ac:0a", "HSRP group 10"),
            ("00:00:0c:9f:f1:02", "HSRP group 258"), ("00:05:73:a0:00:03", "HSRP group 3"),
            ("00:07:b4:00:01:02", "GLBP"),
        ])
    func `the text names what may be a false alarm`(mac: String, router: String) throws {
        var watch = GatewayWatch()
        _ = watch.examine(table(Self.first), now: steady(0))
        _ = watch.examine(table(mac), now: steady(10))
        let fault = try #require(watch.faults.first)
        #expect(fault.text.contains("belongs to \(router)"))
        let plain = try #require(MACAddress(Self.first))
        #expect(VirtualRouter(plain) == nil)
    }
}

/// What is wrong with links and the way out.
struct LinkWatchTests {
    private func codes(_ faults: [LANFault]) -> [UInt32] { faults.map(\.code.rawValue) }

    /// A watch that `#expect` can ask.
    private final class Watched {
        var watch = LinkWatch(links: ["eth0"])

        func examine(_ table: RouteTable, now: Timestamp) -> [LANFault] { watch.examine(table, now: now) }
    }

    @Test func `a link that is not there, switched off or without a cable is down`() {
        let watch = Watched()
        #expect(watch.examine(RouteTable(), now: steady(0)).map(\.text) == ["eth0 is not there"])
        var records = RouteSamples.port
        #expect(watch.examine(RouteSamples.table(records), now: steady(1)).isEmpty)
        var link = RouteSamples.link(2, "eth0", isUp: false)
        records.append(.link(link))
        let off = watch.examine(RouteSamples.table(records), now: steady(2))
        #expect(codes(off) == [0x0011_0000] && off.map(\.text) == ["eth0 is switched off"])
        #expect(off.map(\.source) == ["IP ETH0"])
        link.flags |= 1
        #expect(
            watch.examine(RouteSamples.table(records + [.link(link)]), now: steady(3)).map(\.text)
                == ["eth0 has no carrier"])
    }

    @Test func `no address is told after a while, one that another device has at once`() {
        let watch = Watched()
        let bare = RouteSamples.table([.link(RouteSamples.link(2, "eth0"))])
        #expect(watch.examine(bare, now: steady(0)).isEmpty && watch.watch.deadline(now: steady(0)) == steady(10))
        #expect(codes(watch.examine(bare, now: steady(10))) == [0x0011_0001])
        var twice = RouteSamples.address(2, "fd00::5/64")
        twice.flags |= 0x08
        let faults = watch.examine(
            RouteSamples.table([.link(RouteSamples.link(2, "eth0")), .address(twice)]), now: steady(11))
        #expect(codes(faults) == [0x0011_0001] && faults[0].text.contains("another device has the address fd00::5"))
    }

    @Test func `an address on a VLAN link of the port counts`() {
        let watch = Watched()
        let table = RouteSamples.table([
            .link(RouteSamples.link(2, "eth0")),
            .link(RouteSamples.link(3, "eth0.200", parent: 2, vlan: .init(id: 200))),
            .address(RouteSamples.address(3, "10.2.1.5/24")),
        ])
        #expect(watch.examine(table, now: steady(0)).isEmpty && watch.examine(table, now: steady(20)).isEmpty)
    }

    @Test func `a gateway that does not answer and a default route that is gone are told`() {
        let watch = Watched()
        let silent = RouteSamples.neighbour(2, "10.1.1.1", "02:00:00:00:00:aa", state: 0x20)
        let table = RouteSamples.table(RouteSamples.port + [.neighbour(silent)])
        #expect(watch.examine(table, now: steady(0)).isEmpty)
        let faults = watch.examine(table, now: steady(10))
        #expect(codes(faults) == [0x0011_005e] && faults[0].text == "the gateway 10.1.1.1 on eth0 does not answer")
        let without = RouteSamples.table(Array(RouteSamples.port.dropLast()))
        #expect(watch.examine(without, now: steady(20)).isEmpty)
        #expect(watch.examine(without, now: steady(30)).map(\.text) == ["the default route by way of eth0 is gone"])
        let other = Watched()
        #expect(other.examine(without, now: steady(0)).isEmpty && other.examine(without, now: steady(60)).isEmpty)
    }

    @Test func `a route that the kernel passes over is told`() {
        let watch = Watched()
        var dead = RouteSamples.route("10.9.0.0/16", by: 2, gateway: "10.1.1.9")
        dead.hops = [RouteEntry.Hop(index: 2, gateway: dead.hops[0].gateway, flags: 0x10)]
        let table = RouteSamples.table(RouteSamples.port + [.route(dead, isReplacement: false)])
        _ = watch.examine(table, now: steady(0))
        #expect(codes(watch.examine(table, now: steady(10))) == [0x0011_001c])
    }
}
