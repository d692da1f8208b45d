import LinkProtocols
import NetworkValues
import Testing

@testable import LinkLayer

/// What would be done for a decision.
struct VLANPlanTests {
    private func texts(
        _ decision: VLANDecision, former: VLANPlan.Mark? = nil, _ records: [RouteRecord] = RouteSamples.port
    ) throws -> [String] {
        try VLANPlan(decision, port: "eth0", former: former, table: RouteSamples.table(records)).texts
    }

    private func vlan(_ id: UInt16, _ index: UInt32 = 3, egress: [UInt32: UInt8] = [0: 5]) -> RouteRecord {
        .link(RouteSamples.link(index, "eth0.\(id)", parent: 2, vlan: .init(id: id, egress: egress)))
    }

    private let moved: [RouteRecord] = [
        .link(RouteSamples.link(2, "eth0")), .address(RouteSamples.address(3, "10.1.1.5/24")),
        .route(
            RouteSamples.route("0.0.0.0/0", by: 3, gateway: "10.1.1.1", metric: 100, origin: 4), isReplacement: false),
    ]

    @Test func `a VLAN is made, and static addresses and their routes move to it`() throws {
        let plan = try VLANPlan(
            RouteSamples.decision(200), port: "eth0", table: RouteSamples.table(RouteSamples.port))
        #expect(
            plan.texts == [
                "ip link add link eth0 name eth0.200 type vlan id 200 egress-qos-map 0:5",
                "ip link set dev eth0.200 up",
                "ip route del default via 10.1.1.1 dev eth0 proto 4 metric 100",
                "ip address del 10.1.1.5/24 dev eth0",
                "ip address add 10.1.1.5/24 dev eth0.200",
                "ip route add default via 10.1.1.1 dev eth0.200 proto 4 metric 100",
            ])
        #expect(plan.mark == .init(name: "eth0.200", isOurs: true) && plan.makesLink)
        #expect(plan.undo.first?.text == "ip route del default via 10.1.1.1 dev eth0.200 proto 4 metric 100")
        #expect(plan.undo.suffix(2).map(\.text) == ["ip link set dev eth0.200 down", "ip link del dev eth0.200"])
    }

    @Test func `a plan that changes nothing is empty`() throws {
        #expect(try texts(RouteSamples.decision(nil)).isEmpty)
        #expect(try texts(RouteSamples.decision(200), [vlan(200)] + moved).isEmpty)
    }

    @Test func `another priority changes the link and moves nothing`() throws {
        #expect(
            try texts(RouteSamples.decision(200, priority: 3), [vlan(200)] + moved) == [
                "ip link set dev eth0.200 type vlan egress-qos-map 0:3"
            ])
    }

    @Test func `another VLAN takes the place of the one that the agent made`() throws {
        let plan = try texts(
            RouteSamples.decision(300), former: .init(name: "eth0.200", isOurs: true), [vlan(200)] + moved)
        #expect(
            plan == [
                "ip link add link eth0 name eth0.300 type vlan id 300 egress-qos-map 0:5",
                "ip link set dev eth0.300 up",
                "ip route del default via 10.1.1.1 dev eth0.200 proto 4 metric 100",
                "ip address del 10.1.1.5/24 dev eth0.200",
                "ip address add 10.1.1.5/24 dev eth0.300",
                "ip route add default via 10.1.1.1 dev eth0.300 proto 4 metric 100",
                "ip link set dev eth0.200 down",
                "ip link del dev eth0.200",
            ])
    }

    @Test func `without a VLAN all goes back to the port, and a link of somebody else stays`() throws {
        let ours = try texts(
            RouteSamples.decision(0, lldp: false), former: .init(name: "eth0.200", isOurs: true), [vlan(200)] + moved)
        #expect(ours.last == "ip link del dev eth0.200" && ours.contains("ip address add 10.1.1.5/24 dev eth0"))
        let theirs = try texts(
            RouteSamples.decision(nil), former: .init(name: "eth0.200", isOurs: false), [vlan(200)] + moved)
        #expect(theirs.last == "ip route add default via 10.1.1.1 dev eth0 proto 4 metric 100")
        #expect(try texts(RouteSamples.decision(nil), [vlan(200)] + moved).isEmpty)
    }

    @Test func `a priority without a VLAN is VLAN 0, with a warning`() throws {
        let plan = try VLANPlan(
            RouteSamples.decision(0, priority: 6, lldp: true), port: "eth0",
            table: RouteSamples.table(RouteSamples.port))
        #expect(plan.texts.first == "ip link add link eth0 name eth0.0 type vlan id 0 egress-qos-map 0:6")
        #expect(plan.notes.contains { $0.contains("the switch must tag its own too") })
    }

    @Test func `what a lease or a router gave stays with its routes`() throws {
        let records: [RouteRecord] = [
            .link(RouteSamples.link(2, "eth0")), .address(RouteSamples.address(2, "10.1.1.5/24", isLeased: true)),
            .address(RouteSamples.address(2, "fd00::5/64")),
            .route(RouteSamples.route("0.0.0.0/0", by: 2, gateway: "10.1.1.1", origin: 16), isReplacement: false),
            .route(RouteSamples.route("::/0", by: 2, gateway: "fe80::1", origin: 4), isReplacement: false),
            .route(RouteSamples.route("fd07::/16", by: 2, gateway: "fe80::1", origin: 9), isReplacement: false),
        ]
        let plan = try VLANPlan(RouteSamples.decision(200), port: "eth0", table: RouteSamples.table(records))
        #expect(
            plan.texts.dropFirst(2) == [
                "ip -6 route del default via fe80::1 dev eth0 proto 4",
                "ip address del fd00::5/64 dev eth0",
                "ip address add fd00::5/64 dev eth0.200",
                "ip -6 route add default via fe80::1 dev eth0.200 proto 4",
            ])
        #expect(plan.notes == ["10.1.1.5/24 stays on eth0: ask for a lease on eth0.200"])
    }

    @Test func `what cannot be done says what is in the way`() {
        func error(_ records: [RouteRecord], port: String = "eth0") -> String {
            let thrown = #expect(throws: VLANPlanError.self) {
                _ = try VLANPlan(RouteSamples.decision(200), port: port, table: RouteSamples.table(records))
            }
            return thrown?.description ?? ""
        }
        #expect(error([]) == "expected a link eth0, found none")
        #expect(error([vlan(200)] + moved, port: "eth0.200").contains("without a VLAN, found eth0.200 in VLAN 200"))
        #expect(error([.link(RouteSamples.link(2, "eth0", isUp: false))]).contains("switched on, found it off"))
        #expect(error(RouteSamples.port + [.link(RouteSamples.link(9, "eth0.200"))]).contains("kind hardware"))
        var slave = RouteSamples.link(2, "eth0")
        slave.master = 5
        #expect(error([.link(slave)]).contains("found eth0 in a bridge or a bond"))
        let many = (0..<1025).map { RouteRecord.address(RouteSamples.address(2, "10.2.\($0 / 250).\($0 % 250)/16")) }
        #expect(error(RouteSamples.port + many) == "expected at most 1024 addresses and routes to move, found 1027")
    }

    @Test func `a long name of a port is not cut but replaced`() {
        #expect(VLANPlan.name("enp0s31f6", 4094) == "enp0s31f6.4094")
        #expect(VLANPlan.name("enxaabbccddee", 4094) == "vlan4094")
    }
}
