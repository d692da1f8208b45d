import LinkProtocols
import NetworkValues
import Testing

@testable import LinkLayer

/// Decisions followed without losing the device.
struct VLANControlTests {
    @Test func `by default it says what it would do, once`() {
        var port = ControlledPort(.init(port: "eth0"))
        port.handle(.decision(RouteSamples.decision(200)), at: 0)
        port.handle(.decision(RouteSamples.decision(200)), at: 1)
        port.handle(.table, at: 2)
        #expect(port.kernel.ran.isEmpty && port.stored.isEmpty && port.notes.count == 1)
        #expect(port.notes[0].contains("ip link add link eth0 name eth0.200 type vlan id 200 egress-qos-map 0:5"))
        #expect(port.control.state.word == "observed" && port.control.deadline == nil)
    }

    @Test func `a gateway that answers in the new VLAN confirms it`() {
        var port = ControlledPort()
        port.handle(.decision(RouteSamples.decision(200)), at: 0)
        #expect(port.kernel.ran.count == 6 && port.carriers == ["eth0.200"])
        #expect(port.control.state.word == "confirming" && port.control.deadline == steady(3))
        #expect(port.asked.count == 1 && port.stored.contains("undo "))
        port.handle(.timer, at: 3)
        #expect(port.asked.count == 2)
        port.answer(by: "eth0.200", state: 1, at: 4)
        #expect(port.control.state.word == "confirming")
        port.answer(by: "eth0.200", at: 5)
        #expect(port.control.state == .current && port.control.mark == .init(name: "eth0.200", isOurs: true))
        #expect(!port.stored.contains("undo ") && port.stored.contains("mark made eth0.200"))
        // Nothing is done again.
        port.handle(.table, at: 6)
        #expect(port.kernel.ran.count == 6)
        // Nobody wants a VLAN any longer: an old entry of the gateway proves nothing.
        port.handle(.decision(RouteSamples.decision(nil)), at: 10)
        #expect(port.carriers == ["eth0"] && port.kernel.table.link(named: "eth0.200") == nil)
        port.answer(by: "eth0", at: 11)
        #expect(port.control.state.word == "confirming")
        port.answer(by: "eth0", state: 4, at: 12)
        port.answer(by: "eth0", at: 13)
        #expect(port.control.state == .current && port.control.mark == nil)
    }

    @Test func `what nobody confirms is taken back and not tried again`() {
        var port = ControlledPort()
        port.handle(.decision(RouteSamples.decision(200)), at: 0)
        let before = FakeKernel().table
        port.handle(.timer, at: 120)
        #expect(port.carriers == ["eth0"] && port.kernel.table.link(named: "eth0.200") == nil)
        #expect(port.kernel.table.defaultRoutes == before.defaultRoutes)
        #expect(port.control.state.word == "held" && port.kernel.ran.count == 12)
        for second in 121..<200 { port.handle(.decision(RouteSamples.decision(200)), at: Double(second)) }
        #expect(port.kernel.ran.count == 12 && port.notes.filter { $0.contains("it was tried 1 time ") }.count == 1)
        // Another decision is another matter.
        port.handle(.decision(RouteSamples.decision(300)), at: 200)
        #expect(port.carriers == ["eth0.300"])
    }

    @Test func `a link that comes up again allows another attempt, some times`() {
        var port = ControlledPort()
        port.handle(.decision(RouteSamples.decision(200)), at: 0)
        var now = 0.0
        for _ in 0..<10 {
            now += 120
            port.handle(.timer, at: now)
            for isUp in [false, true] {
                var link = RouteSamples.link(2, "eth0", isUp: isUp)
                link.flags |= 1
                _ = port.kernel.table.take(.link(link), fromDump: false)
                port.handle(.table, at: now + 1)
            }
        }
        #expect(port.kernel.ran.filter { $0.contains("link add") }.count == 3)
        #expect(port.control.failures.values.map(\.attempts) == [3])
        port.handle(.retry, at: now + 10)
        #expect(port.kernel.ran.filter { $0.contains("link add") }.count == 4)
    }

    @Test(arguments: 0..<6)
    func `a refusal takes back what was done`(done: Int) {
        var port = ControlledPort()
        port.kernel.stepsLeft = done
        port.handle(.decision(RouteSamples.decision(200)), at: 0)
        let before = FakeKernel().table
        #expect(port.carriers == ["eth0"] && port.kernel.table.link(named: "eth0.200") == nil)
        #expect(port.kernel.table.defaultRoutes == before.defaultRoutes)
        #expect(port.control.state.word == "held" && port.kernel.ran.count == 2 * done + 1)
        #expect(port.notes.contains { $0.contains("Operation not permitted") })
    }

    @Test func `a kernel without VLAN links is a state of its own`() {
        var port = ControlledPort()
        port.kernel.stepsLeft = 0
        port.kernel.refusal = RouteRefusal(errno: 95, text: "Unknown device type")
        port.handle(.decision(RouteSamples.decision(200)), at: 0)
        guard case .unsupported(let plan) = port.control.state else {
            Issue.record("\(port.control.state)")
            return
        }
        #expect(plan.steps.count == 6 && port.notes.last?.contains("8021q") == true)
        #expect(port.notes.last?.contains("Unknown device type") == true)
        port.handle(.table, at: 1)
        #expect(port.kernel.ran.count == 1)
    }

    @Test func `the first VLAN from LLDP waits until it is allowed`() {
        var port = ControlledPort()
        port.handle(.decision(RouteSamples.decision(200, lldp: true)), at: 0)
        #expect(port.kernel.ran.isEmpty && port.control.state.word == "held")
        #expect(port.notes.first?.contains("comes from LLDP") == true)
        port.handle(.allowLLDP, at: 1)
        port.handle(.confirm, at: 2)
        #expect(port.control.state == .current && port.stored.contains("lldp-allowed"))
        // Another agent knows it, in another boot as well.
        let isRestored = port.restart(boot: "boot-2", at: 3)
        #expect(isRestored && port.control.isLLDPAllowed && port.control.mark == nil)
        var bold = ControlledPort(.init(port: "eth0", mode: .apply, followsFirstLLDP: true))
        bold.handle(.decision(RouteSamples.decision(200, lldp: true)), at: 0)
        #expect(bold.control.state.word == "confirming" && !bold.control.isLLDPAllowed)
        bold.handle(.confirm, at: 1)
        #expect(bold.control.isLLDPAllowed)
    }

    @Test func `two sources that contradict each other do not move the device for ever`() {
        var port = ControlledPort()
        for turn in 0..<19 {
            port.handle(.decision(RouteSamples.decision(turn % 2 == 0 ? 100 : 200)), at: Double(turn * 10))
            port.handle(.confirm, at: Double(turn * 10 + 1))
        }
        #expect(port.kernel.ran.filter { $0.contains("link add") }.count == 6)
        #expect(port.control.state.word == "held" && port.control.deadline == steady(3600))
        port.handle(.timer, at: 3600)
        #expect(port.control.state.word == "confirming" && port.carriers == ["eth0.100"])
    }

    @Test func `an agent that is killed midway takes back what was done`() {
        for done in 0...5 {
            var port = ControlledPort()
            let actions = port.control.handle(
                .decision(RouteSamples.decision(200)), port.kernel.table, now: steady(0))
            guard case .store(let text)? = actions.first, let plan = port.control.state.plan else {
                Issue.record("\(actions)")
                return
            }
            port.stored = text
            for step in plan.steps.prefix(done) { _ = port.kernel.run(step) }
            let isRestored = port.restart(at: 10)
            #expect(isRestored && port.carriers == ["eth0"] && port.kernel.table.link(named: "eth0.200") == nil)
            #expect(port.kernel.table.defaultRoutes == FakeKernel().table.defaultRoutes)
            port.handle(.decision(RouteSamples.decision(200)), at: 20)
            #expect(port.control.state.word == "held")
        }
    }

    @Test func `an agent that ends while it waits waits once more, and then takes it back`() {
        var port = ControlledPort()
        port.handle(.decision(RouteSamples.decision(200)), at: 0)
        let first = port.restart(at: 50)
        #expect(first && port.control.state.word == "confirming" && port.carriers == ["eth0.200"])
        let second = port.restart(at: 100)
        #expect(second && port.carriers == ["eth0"] && !port.stored.contains("undo "))
        // One that is confirmed after a restart is confirmed for good.
        var other = ControlledPort()
        other.handle(.decision(RouteSamples.decision(200)), at: 0)
        _ = other.restart(at: 50)
        other.answer(by: "eth0.200", at: 60)
        #expect(other.control.state == .undecided || other.control.state == .current)
        #expect(
            other.control.mark == .init(name: "eth0.200", isOurs: true) && other.stored.contains("mark made eth0.200"))
    }

    @Test(arguments: ["", "x", "vlan-control 2 b\n", "vlan-control 1 b\nundo up\n", "undo up eth0\n"])
    func `other text is none`(text: String) {
        var port = ControlledPort()
        port.stored = text
        let isRestored = port.restart(at: 0)
        #expect(!isRestored)
    }
}
