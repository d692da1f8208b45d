import LinkProtocols
import NetworkValues
import Testing

/// VLANs and selected servers: what the manual adds to DHCP (4.2.2, I.6).
struct DHCPVLANTests {
    typealias Script = DHCPClientTests.Script
    private static let vlan100 = "ce020064"
    private static let vlan200 = "ce0200c8"

    private func sent(_ actions: [DHCPClient.Action]) -> [DHCPMessage] { DHCPClientTests.sent(actions) }

    @Test func `an offer that names another VLAN is not taken, and the search begins anew there`() throws {
        var script = Script()
        let discover = try #require(sent(script.start()).first)
        let moved = script.receive(script.reply(.offer, to: discover, vendor: Self.vlan100), 1)
        #expect(moved.prefix(2) == [.note(.vlanChange(from: 0, to: 100)), .setVLAN(100)])
        let again = try #require(sent(moved).first)
        #expect(again.type == .discover && again.transactionID != discover.transactionID)
        let request = try #require(
            sent(script.receive(script.reply(.offer, to: again, vendor: Self.vlan100), 2)).first)
        #expect(request.type == .request)
        _ = script.receive(script.reply(.ack, to: request, vendor: Self.vlan100), 3)
        #expect(script.client.lease?.vlan == 100 && script.client.vlan == 100 && script.client.vlanRestarts == 1)
    }

    @Test func `an offer that comes late from the VLAN before is not for it any longer`() throws {
        var script = Script()
        let discover = try #require(sent(script.start()).first)
        let offer = script.reply(.offer, to: discover, vendor: Self.vlan100)
        _ = script.receive(offer, 1)
        #expect(script.receive(offer, 1).isEmpty)
    }

    @Test func `scopes that name each other are left after three moves`() throws {
        var script = Script()
        var actions = script.start()
        for move in 0..<3 {
            let discover = try #require(sent(actions).last)
            actions = script.receive(
                script.reply(.offer, to: discover, vendor: move % 2 == 0 ? Self.vlan100 : Self.vlan200), 1)
            #expect(sent(actions).first?.type == .discover)
        }
        let discover = try #require(sent(actions).last)
        actions = script.receive(script.reply(.offer, to: discover, vendor: Self.vlan200), 2)
        #expect(actions.first == .note(.vlanLoop(staying: 100, refused: 200)))
        let request = try #require(sent(actions).first)
        #expect(request.type == .request)
        actions = script.receive(script.reply(.ack, to: request, vendor: Self.vlan200), 3)
        guard case .configure(let lease, false)? = actions.first else {
            Issue.record("expected a lease")
            return
        }
        #expect(lease.vlan == 100 && script.client.state == .bound)
    }

    @Test(arguments: [DHCPPolicy(ignoresVLAN: true), DHCPPolicy(ignoresVendorOptions: true)])
    func `no-vlan and no-vendor keep it where it is`(policy: DHCPPolicy) throws {
        var script = Script { $0.policy = policy }
        let discover = try #require(sent(script.start()).first)
        let actions = script.receive(script.reply(.offer, to: discover, vendor: Self.vlan100), 1)
        #expect(sent(actions).first?.type == .request && actions.count == 1)
    }

    @Test func `while LLDP says which VLAN to use a lease has no say`() throws {
        var script = Script()
        _ = script.start()
        let moved = script.handle(.vlan(50, isFixed: true), 1)
        let discover = try #require(sent(moved).first)
        #expect(discover.type == .discover && !moved.contains(.setVLAN(50)) && script.client.vlan == 50)
        let actions = script.receive(script.reply(.offer, to: discover, vendor: Self.vlan100), 2)
        #expect(sent(actions).first?.type == .request)
        #expect(script.handle(.vlan(50, isFixed: false), 3).isEmpty)
    }

    @Test func `a lease in use is left when LLDP names another VLAN`() throws {
        var script = Script()
        try script.bind()
        let actions = script.handle(.vlan(50, isFixed: true), 10)
        #expect(actions.first == .unconfigure && sent(actions).first?.type == .discover)
    }

    @Test func `VLAN 4095 is named and passed over`() throws {
        var script = Script()
        let discover = try #require(sent(script.start()).first)
        let actions = script.receive(script.reply(.offer, to: discover, vendor: "ce020fff"), 1)
        #expect(actions.first == .note(.reservedVLAN(4095)) && sent(actions).first?.type == .request)
    }

    @Test func `after a restart it goes to the VLAN of the lease, and back when that is refused`() throws {
        var first = Script()
        let discover = try #require(sent(first.start(-100)).first)
        let again = try #require(
            sent(first.receive(first.reply(.offer, to: discover, vendor: Self.vlan100), -99)).first)
        let request = try #require(sent(first.receive(first.reply(.offer, to: again, vendor: Self.vlan100), -98)).first)
        _ = first.receive(first.reply(.ack, to: request, vendor: Self.vlan100), -97)
        let saved = try #require(first.client.lease)

        var script = Script { $0.savedLease = saved }
        let start = script.start()
        #expect(start.first == .setVLAN(100) && sent(start).first?.type == .request)
        let asked = try #require(sent(start).first)
        let refused = script.receive(script.reply(.nak, to: asked), 1)
        #expect(refused.contains(.setVLAN(0)) && sent(refused).first?.type == .discover)
        #expect(script.client.vlan == 0)
    }

    @Test func `a renewed lease that names another VLAN begins the search there`() throws {
        var script = Script()
        try script.bind()
        let request = try #require(sent(script.fire().actions).first)
        let actions = script.receive(script.reply(.ack, to: request, vendor: Self.vlan100), 1801)
        #expect(actions.contains(.unconfigure) && actions.contains(.setVLAN(100)))
        #expect(script.client.state == .selecting)
    }

    // MARK: Selected server

    private static let selected = "fa15312e332e362e312e342e312e32373631342e312e31"
    private static let identifier = "1.3.6.1.4.1.27614.1.1"

    private func choosy(_ wait: Int64?, _ identifier: String? = Self.identifier) -> Script {
        Script { $0.selectedServer = DHCPSelectedServer(identifier: identifier, waitSeconds: wait) }
    }

    @Test func `the selected server's offer is taken at once, whoever came first`() throws {
        var script = choosy(10)
        let discover = try #require(sent(script.start()).first)
        #expect(script.receive(script.reply(.offer, to: discover, server: .v4(9)), 1).isEmpty)
        let taken = script.receive(script.reply(.offer, to: discover, vendor: Self.selected), 2)
        #expect(sent(taken).first?.options.address(DHCPOptionCode.serverIdentifier) == Script.server)
    }

    @Test func `when it does not answer in time another server's lease is taken`() throws {
        var script = choosy(10)
        let discover = try #require(sent(script.start()).first)
        _ = script.receive(script.reply(.offer, to: discover, server: .v4(9)), 1)
        var step = script.fire()
        while step.time < 10 {
            #expect(sent(step.actions).first?.type == .discover)
            step = script.fire()
        }
        #expect(step.time == 10 && step.actions.first == .note(.selectedServerSilent))
        #expect(sent(step.actions).first?.options.address(DHCPOptionCode.serverIdentifier) == .v4(9))
    }

    @Test func `after that time the first offer is taken`() throws {
        var script = choosy(3)
        _ = script.start()
        let discover = try #require(sent(script.fire().actions).first)
        #expect(sent(script.receive(script.reply(.offer, to: discover, server: .v4(9)), 5)).first?.type == .request)
    }

    @Test func `without a time it is waited for without end`() throws {
        var script = choosy(nil)
        let discover = try #require(sent(script.start()).first)
        _ = script.receive(script.reply(.offer, to: discover, server: .v4(9)), 1)
        for _ in 0..<20 { #expect(sent(script.fire().actions).first?.type == .discover) }
    }

    @Test func `without an identifier any server that names itself is a selected one`() throws {
        let named = DHCPVendorOptions(hex(Self.selected))
        #expect(DHCPSelectedServer(identifier: nil, waitSeconds: nil).matches(named))
        #expect(DHCPSelectedServer(identifier: Self.identifier, waitSeconds: nil).matches(named))
        #expect(!DHCPSelectedServer(identifier: "1.3", waitSeconds: nil).matches(named))
        #expect(!DHCPSelectedServer(identifier: nil, waitSeconds: nil).matches(DHCPVendorOptions()))
    }
}
