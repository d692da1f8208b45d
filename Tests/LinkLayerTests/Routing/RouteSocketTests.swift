import Glibc
import NetworkValues
import Testing

@testable import LinkLayer

/// The kernel itself, in a network namespace of the test's own, changed by `ip`.
@Suite(.serialized, .enabled(if: Namespace.refusal == nil, "\(Namespace.refusal ?? "")"))
struct RouteSocketTests {
    private static func wire() throws {
        try Namespace.ip("link add eth0 type veth peer name far0")
        try Namespace.ip("link set eth0 up")
        try Namespace.ip("link set far0 up")
    }

    @Test func `links, addresses and routes are told as they come and go`() async throws {
        let found = try await Namespace.run { () -> [String] in
            var said: [String] = []
            let socket = try Namespace.socket()
            said.append(socket.table.links.values.map(\.name).sorted().joined(separator: " "))
            try Self.wire()
            try Namespace.take(socket, "eth0 up") { _ in socket.table.link(named: "eth0")?.isOperationallyUp == true }
            guard let link = socket.table.link(named: "eth0") else { throw Unexpected("no eth0") }
            said.append("\(link.kind) \(link.isEthernet) \(link.mac != nil) \(link.mtu)")
            said.append("\(link.speed?.megabits ?? 0) \(link.speed?.isFullDuplex == true)")
            try Namespace.ip("address add 10.1.1.5/24 dev eth0")
            try Namespace.ip("route add default via 10.1.1.1 dev eth0 metric 100")
            try Namespace.take(socket, "a default route") { _ in !socket.table.defaultRoutes.isEmpty }
            said.append(socket.table.defaultGateways.map { "\($0.address)" }.joined(separator: " "))
            try Namespace.ip("link set eth0 down")
            // The kernel removes the IPv4 routes and tells nobody.
            try Namespace.take(socket, "no routes of IPv4") { _ in socket.table.routes.allSatisfy { !$0.isIPv4 } }
            said.append("\(socket.table.defaultGateways.count)")
            try Namespace.ip("link del eth0")
            try Namespace.take(socket, "no eth0") { _ in socket.table.link(named: "eth0") == nil }
            said.append("\(socket.table.addresses.allSatisfy { $0.index == 1 }) \(socket.counters.unreadable)")
            return said
        }
        #expect(found == ["lo", "veth true true 1500", "10000 true", "10.1.1.1", "0", "true 0"])
    }

    @Test func `five thousand addresses at once are all known, and so is that they are gone`() async throws {
        let found = try await Namespace.run { () -> (Int, RouteCounters, Int) in
            let socket = try Namespace.socket()
            try Self.wire()
            let addresses = (0..<5000).map { "10.2.\($0 / 250).\($0 % 250 + 1)/16" }
            try Namespace.batch(addresses.map { "address add \($0) dev eth0" })
            let count = { socket.table.addresses.reduce(0) { $1.prefixLength == 16 ? $0 + 1 : $0 } }
            try Namespace.take(socket, "5000 addresses") { _ in count() == 5000 }
            let counters = socket.counters
            try Namespace.ip("address flush dev eth0")
            try Namespace.take(socket, "no addresses") { _ in count() == 0 }
            return (5000, counters, count())
        }
        #expect(found.0 == 5000 && found.2 == 0 && found.1.unreadable == 0)
    }

    @Test func `what was lost for want of room is read anew`() async throws {
        let found = try await Namespace.run { () -> (RouteCounters, Int) in
            // The least that the kernel gives: a few messages.
            let socket = try RouteSocket(now: Namespace.now, receiveBuffer: 4096)
            try Namespace.take(socket, "a complete table") { $0.contains(.complete) }
            try Self.wire()
            try Namespace.batch((0..<500).map { "address add 10.3.\($0 / 250).\($0 % 250 + 1)/16 dev eth0" })
            let all = try Namespace.take(socket, "completeness again") { $0.contains(.complete) }
            try Namespace.take(socket, "500 addresses") { _ in
                socket.table.addresses.filter { if case .v4 = $0.address { $0.index != 1 } else { false } }.count == 500
            }
            return (socket.counters, all.count)
        }
        #expect(found.0.overruns > 0 && found.0.resynchronizations >= found.0.overruns && found.0.unreadable == 0)
    }

    @Test func `what is cut off is counted and read anew, later each time`() async throws {
        let found = try await Namespace.run { () -> (RouteCounters, Timestamp?, Timestamp) in
            try Self.wire()
            let start = Namespace.now
            // Less than the links take.
            let socket = try RouteSocket(now: start, receiveBuffer: RouteSocket.receiveBuffer, roomSize: 1024)
            try Namespace.take(socket, "a datagram") { _ in socket.counters.truncated > 0 }
            return (socket.counters, socket.deadline, start)
        }
        #expect(found.0.truncated > 0 && found.0.resynchronizations >= found.0.truncated)
        #expect(try #require(found.1) > found.2)
    }

    @Test func `another MAC of the gateway is seen and raises the fault`() async throws {
        let found = try await Namespace.run { () -> [String] in
            let socket = try Namespace.socket()
            try Self.wire()
            try Namespace.ip("address add 10.1.1.5/24 dev eth0")
            try Namespace.ip("neighbour add 10.1.1.1 lladdr 02:00:00:00:00:aa dev eth0 nud reachable")
            try Namespace.ip("route add default via 10.1.1.1 dev eth0")
            var watch = GatewayWatch()
            // The entry was there before its route: it is asked for.
            try Namespace.take(socket, "the gateway's MAC") { _ in !socket.table.neighbours.isEmpty }
            let first = watch.examine(socket.table, now: Namespace.now).map(\.text)
            try Namespace.ip("neighbour change 10.1.1.1 lladdr 02:00:00:00:00:bb dev eth0 nud stale")
            try Namespace.take(socket, "another MAC") { _ in
                socket.table.neighbours.values.first?.mac == MACAddress("02:00:00:00:00:bb")
            }
            _ = watch.examine(socket.table, now: Namespace.now)
            return first + watch.faults.map { "\($0.code) \($0.text)" }
        }
        try #require(found.count == 2)
        #expect(found[0] == "the gateway 10.1.1.1 on eth0 is at 02:00:00:00:00:aa")
        #expect(found[1].hasSuffix("was at 02:00:00:00:00:aa and is now at 02:00:00:00:00:bb"))
    }

    @Test func `counters come when they are asked for, and a refusal has the kernel's words`() async throws {
        let found = try await Namespace.run { () -> [String] in
            let socket = try Namespace.socket()
            try Self.wire()
            try Namespace.take(socket, "eth0 up") { _ in socket.table.link(named: "eth0")?.isOperationallyUp == true }
            guard let index = socket.table.link(named: "eth0")?.index else { throw Unexpected("no eth0") }
            _ = socket.send(.statistics(of: index), now: Namespace.now)
            var said: [String] = []
            let changes = try Namespace.take(socket, "counters") {
                $0.contains { if case .statistics = $0 { true } else { false } }
            }
            for case .statistics(index, let counters) in changes { said.append("\(counters[.sentPackets] < 1000)") }
            let number = socket.send(.statistics(of: 4711), now: Namespace.now)
            let refused = try Namespace.take(socket, "a refusal") {
                $0.contains { if case .answer(number, _) = $0 { true } else { false } }
            }
            for case .answer(number, .refused(let refusal)) in refused { said.append("\(refusal.errno == ENODEV)") }
            said.append("\(socket.deadline == nil)")
            return said
        }
        #expect(found == ["true", "true", "true"])
    }
}
