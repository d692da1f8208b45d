import LinkProtocols
import NetworkValues
import Testing

/// Which of LAN1 and LAN2 carries the data (manual 4.2.12).
struct RSTPTests {
    private func bpdu(
        root: UInt64 = 1, cost: UInt32 = 20_000, bridge: UInt64 = 10, flags: UInt8 = 0x3c, hello: UInt16 = 512
    ) -> BPDU {
        .rapid(
            BPDUContent(
                flags: BPDUFlags(rawValue: flags),
                vector: PriorityVector(
                    root: BridgeID(rawValue: root), rootPathCost: cost, bridge: BridgeID(rawValue: bridge), port: 0x8001
                ),
                messageAge: 0, maximumAge: 20 * 256, helloTime: hello, forwardDelay: 15 * 256))
    }

    private func port(_ name: LANPort, _ bpdu: BPDU?, hasLink: Bool = true) -> SpanningTreePort {
        var port = SpanningTreePort(name)
        if hasLink { _ = port.handle(.linkUp, now: at(0)) }
        if let bpdu { _ = port.receive(bpdu, now: at(0)) }
        return port
    }

    private func select(_ lan1: SpanningTreePort, _ lan2: SpanningTreePort) -> RSTPSelection {
        RSTPSelection(lan1: lan1, lan2: lan2)
    }

    @Test func `of two ports that are alike the primary one carries the data`() {
        let selection = select(port(.lan1, bpdu()), port(.lan2, bpdu(bridge: 5)))
        #expect(selection.port == .lan1 && selection.reason == .primary)
        #expect(selection.lan1Role == .root && selection.lan2Role == .alternate)
    }

    @Test func `a link that is down gives the data to the other port`() {
        let down = select(port(.lan1, nil, hasLink: false), port(.lan2, bpdu()))
        #expect(down.port == .lan2 && down.reason == .onlyLink && down.lan1Role == .disabled)
        #expect(select(port(.lan1, nil, hasLink: false), port(.lan2, nil, hasLink: false)).reason == .noLink)
        #expect(select(port(.lan1, bpdu()), port(.lan2, nil, hasLink: false)).reason == .onlyLink)
    }

    @Test func `a bridge that discards gives the data to the other port`() {
        let discarding = bpdu(flags: 0x0c)
        #expect(select(port(.lan1, discarding), port(.lan2, bpdu())).port == .lan2)
        #expect(select(port(.lan1, discarding), port(.lan2, nil)).reason == .onlyForwarding)
        #expect(select(port(.lan1, discarding), port(.lan2, discarding)).port == .lan1)
    }

    @Test func `the better root goes before the nearer one, and the nearer before the primary port`() {
        let far = select(port(.lan1, bpdu(cost: 40_000)), port(.lan2, bpdu(cost: 20_000)))
        #expect(far.port == .lan2 && far.reason == .nearerToRoot)
        let split = select(port(.lan1, bpdu(root: 2, cost: 0)), port(.lan2, bpdu(root: 1, cost: 40_000)))
        #expect(split.port == .lan2 && split.reason == .betterRoot)
    }

    @Test func `without BPDUs the primary port carries the data`() {
        #expect(select(port(.lan1, nil), port(.lan2, nil)).reason == .noBPDUs)
        let one = select(port(.lan1, nil), port(.lan2, bpdu()))
        #expect(one.port == .lan2 && one.reason == .onlyBPDUs && one.lan1Role == .designated)
    }

    @Test func `what is not heard for three hellos does not count any longer`() {
        var monitor = RSTPMonitor()
        _ = monitor.handle(.linkUp, on: .lan1, now: at(0))
        _ = monitor.handle(.linkUp, on: .lan2, now: at(0))
        let rapid = BPDUTests.frame(BPDUTests.rapid)
        _ = monitor.receive(rapid.span, on: .lan1, now: at(1))
        _ = monitor.receive(rapid.span, on: .lan2, now: at(5))
        #expect(monitor.selection.port == .lan1 && monitor.deadline == at(7))
        #expect(monitor.handle(.timer, on: .lan1, now: at(6.9)).isEmpty)
        #expect(monitor.handle(.timer, on: .lan1, now: at(7)) == [.silent(.lan1), .selected(.lan2, .onlyBPDUs)])
        #expect(monitor.deadline == at(11))
        #expect(
            monitor.handle(.linkDown, on: .lan2, now: at(8)) == [
                .link(.lan2, isUp: false), .selected(.lan1, .onlyLink),
            ])
    }

    @Test func `each change is traced once`() throws {
        var port = SpanningTreePort(.lan1)
        #expect(port.handle(.linkUp, now: at(0)) == [.link(.lan1, isUp: true)])
        let first = port.receive(bpdu(), now: at(1))
        let vector = try #require(bpdu().content?.vector)
        #expect(
            first == [
                .vector(.lan1, vector), .role(.lan1, .designated, isRapid: true), .forwarding(.lan1, true),
            ])
        #expect(port.receive(bpdu(), now: at(3)).isEmpty)
        #expect(port.receive(bpdu(flags: 0x3d), now: at(5)) == [.topologyChange(.lan1)])
        #expect(port.receive(bpdu(flags: 0x3d), now: at(7)).isEmpty)
        #expect(port.receive(.topologyChange, now: at(8)) == [.topologyChange(.lan1)])
        #expect(port.topologyChanges == 2 && port.lastTopologyChange == at(8) && port.received == 5)
        #expect(
            port.receive([0], now: at(9)) == [
                .refused(.lan1, .frame(.truncated(needed: 14, found: 1)))
            ])
        #expect(port.receive(bpdu(flags: 0x0d), now: at(10)) == [.forwarding(.lan1, false)])
        for trace in first { #expect(trace.description.hasPrefix("LAN1")) }
    }

    @Test func `an old bridge counts as forwarding, for as long as its message may live`() {
        var port = SpanningTreePort(.lan2)
        _ = port.handle(.linkUp, now: at(0))
        _ = port.receive(BPDUTests.frame(BPDUTests.configuration), now: at(0))
        #expect(port.isForwarding && !port.isRapid && port.deadline == at(19))
    }

    @Test func `preconditions that do not hold are named in the order of the manual`() {
        let one = port(.lan1, bpdu(bridge: 1))
        let two = port(.lan2, bpdu(bridge: 2))
        #expect(RSTPPrecondition.unmet(.init(), lan1: one, lan2: two).isEmpty)
        let all = RSTPPrecondition.Configuration(
            lan1HasStaticAddress: false, lan1ChecksARP: true, lan1IsDisabled: true, lan2IsDisabled: false,
            lan2UsesDHCP: true, lan1VLAN: 5, lan2VLAN: 6)
        #expect(
            RSTPPrecondition.unmet(all, lan1: one, lan2: two) == [
                .lan1StaticAddress, .lan1CheckARPOff, .lan1IPEnabled, .lan2IPDisabled, .lan2DHCPDisabled, .lan1NoVLAN,
                .lan2NoVLAN,
            ])
        #expect(RSTPPrecondition.unmet(.init(), lan1: one, lan2: port(.lan2, bpdu(bridge: 1))) == [.differentBridges])
        #expect(RSTPPrecondition.unmet(.init(), lan1: one, lan2: port(.lan2, nil)) == [.portsOnRSTPBridges])
        var old = SpanningTreePort(.lan2)
        _ = old.handle(.linkUp, now: at(0))
        _ = old.receive(BPDUTests.frame(BPDUTests.configuration), now: at(0))
        #expect(RSTPPrecondition.unmet(.init(), lan1: one, lan2: old) == [.bridgesSupportRSTP])
        for precondition in RSTPPrecondition.allCases { #expect(precondition.description.contains("must")) }
    }
}
