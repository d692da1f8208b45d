import LinkProtocols
import NetworkValues
import Snapshot
import Testing

@testable import LinkLayer

/// VLANs of leases (manual I.6).
struct DHCPPortVLANTests {
    private static let vlan100 = DHCPInterface(name: "lan1.100", index: 9, hardwareAddress: PortScript.hardware)

    private func offered(_ script: PortScript, vlan: UInt8) throws -> [DHCPOutput] {
        script.receive(PortScript.reply(.offer, to: try script.lastSent(), vendor: [206, 2, 0, vlan]), 0)
    }

    @Test func `an offer with a VLAN is not taken; the search begins anew there`() throws {
        let script = try PortScript()
        _ = script.port.linkUp(now: moment(0))
        let outputs = try offered(script, vlan: 100)
        #expect(outputs.vlans == [100] && script.port.descriptors.isEmpty)
        #expect(try script.lastSent().type == .discover, "the offer is not asked for")
        // Nothing is sent before the VLAN is there.
        _ = script.run(until: 5)
        #expect(script.network.channels.count == 1 && script.channel?.packets.count == 1)
        #expect(script.port.vlanChanged(to: 100, isFixed: false, interface: Self.vlan100, now: moment(5)).isEmpty)
        #expect(script.channel?.interface == Self.vlan100)
        #expect(script.channel?.packets.count == 1)
        #expect(try script.lastSent().type == .discover)
        _ = try offered(script, vlan: 100)
        #expect(try script.lastSent().type == .request)
    }

    @Test func `two scopes that name each other do not send it around for ever`() throws {
        let script = try PortScript()
        _ = script.port.linkUp(now: moment(0))
        var vlans: [UInt16] = []
        for round in 0..<6 {
            let outputs = try offered(script, vlan: round.isMultiple(of: 2) ? 100 : 200)
            guard let vlan = outputs.vlans.first else {
                #expect(outputs.notes.first?.hasPrefix("the scopes of the VLANs name each other") == true)
                break
            }
            vlans.append(vlan)
            let interface = DHCPInterface(
                name: "lan1.\(vlan)", index: UInt32(vlan), hardwareAddress: PortScript.hardware)
            _ = script.port.vlanChanged(to: vlan, isFixed: false, interface: interface, now: moment(0))
        }
        #expect(vlans == [100, 200, 100])
        #expect(try script.lastSent().type == .request)
    }

    @Test func `a VLAN that cannot be set is given up, and the lease taken where it is`() throws {
        let script = try PortScript()
        _ = script.port.linkUp(now: moment(0))
        _ = try offered(script, vlan: 100)
        let outputs = script.port.vlanFailed(
            "Operation not supported", staying: 0, interface: PortScript.interface, now: moment(1))
        #expect(outputs.notes == ["cannot go to VLAN 100, staying in VLAN 0: Operation not supported"])
        #expect(try script.lastSent().type == .discover)
        let next = try offered(script, vlan: 100)
        #expect(next.vlans.isEmpty)
        #expect(try script.lastSent().type == .request)
    }

    @Test func `a VLAN that LLDP gave stands, whatever leases say`() throws {
        let script = try PortScript()
        _ = script.port.vlanChanged(to: 100, isFixed: true, interface: Self.vlan100, now: moment(0))
        _ = script.port.linkUp(now: moment(0))
        #expect(script.channel?.interface == Self.vlan100)
        #expect(try offered(script, vlan: 200).vlans.isEmpty)
        #expect(try script.lastSent().type == .request)
    }

    @Test func `another VLAN ends the lease; the same one on a new interface keeps it`() throws {
        let script = try PortScript()
        _ = try script.bind()
        let other = DHCPInterface(name: "lan1", index: 8, hardwareAddress: PortScript.hardware)
        let same = script.port.vlanChanged(to: 0, isFixed: false, interface: other, now: moment(100))
        #expect(same.configured.count == 1 && same.unconfigured == 0)
        let moved = script.port.vlanChanged(to: 100, isFixed: true, interface: Self.vlan100, now: moment(200))
        #expect(moved.unconfigured == 1)
        #expect(try script.lastSent().type == .discover && script.channel?.interface == Self.vlan100)
    }

    @Test func `with /no-vlan, or a policy, VLANs of leases are passed over`() throws {
        let script = try PortScript(policy: DHCPPolicy(ignoresVLAN: true))
        #expect(try script.bind(vendor: [206, 2, 0, 100]).vlans.isEmpty)
        #expect(script.port.vlanOffer == nil && script.port.status.vendorOptions.first?.isIgnored == true)
    }

    @Test func `a saved lease leads back to its VLAN`() throws {
        let first = try PortScript()
        _ = first.port.linkUp(now: moment(0))
        _ = try offered(first, vlan: 100)
        _ = first.port.vlanChanged(to: 100, isFixed: false, interface: Self.vlan100, now: moment(0))
        _ = try offered(first, vlan: 100)
        let saved = first.receive(PortScript.reply(.ack, to: try first.lastSent(), vendor: [206, 2, 0, 100]), 0).saved
        let text: String = try #require(saved.first ?? nil)
        let second = try PortScript(saved: text)
        #expect(second.port.linkUp(now: moment(0)).vlans == [100])
        _ = second.port.vlanChanged(to: 100, isFixed: false, interface: Self.vlan100, now: moment(1))
        let request = try second.lastSent()
        #expect(request.type == .request && second.channel?.interface == Self.vlan100)
        let refused = second.receive(PortScript.reply(.nak, to: request), 2)
        #expect(refused.vlans == [0] && refused.saved == [nil])
    }
}
