import Glibc
import LinkProtocols
import NetworkValues
import Snapshot
import Testing

@testable import LinkLayer

/// The DHCPv4 port in networks of scripts.
struct DHCPPortTests {
    @Test func `a lease is asked for, probed, used and kept`() throws {
        let script = try PortScript()
        #expect(script.port.linkUp(now: moment(0)).isEmpty)
        let packet = try UDPPacket(try #require(script.channel?.packets.first), isChecksumOpen: false)
        #expect(packet.source == .v4(0) && packet.target == .v4(.max) && packet.sourcePort == 68)
        let discover = try script.lastSent()
        #expect(discover.type == .discover)
        #expect(discover.options[DHCPOptionCode.vendorClass] == Array("1.3.6.1.4.1.27614".utf8))
        #expect(script.receive(PortScript.reply(.offer, to: discover, vendor: [206, 2, 0, 0]), 0.1).isEmpty)
        let request = try script.lastSent()
        #expect(request.type == .request)
        let granted = script.receive(PortScript.reply(.ack, to: request, vendor: [207, 1, 5]), 0.2)
        #expect(granted.configured.isEmpty && granted.saved.count == 1)
        #expect(script.port.status.state == "probing")
        let outputs = script.run(until: 10)
        let used = try #require(outputs.configured.first)
        #expect(used.configuration.addresses.first?.prefixLength == 24 && !used.isProvisional)
        #expect(used.configuration.routes.count == 1)
        #expect(script.channel?.arp.map(\.sender) == [.v4(0), .v4(0), .v4(0), PortScript.address, PortScript.address])
        let status = script.port.status
        #expect(status.state == "bound" && status.source == "server" && status.counters.sent == 2)
        #expect(status.lease?.obtainedAt == moment(0.2).adding(milliseconds: leaseWallOffset))
        #expect(status.vendorOptions.map(\.code) == [207] && status.problems.isEmpty)
    }

    @Test func `an address that somebody has is declined, and another one asked for`() throws {
        let script = try PortScript()
        _ = script.port.linkUp(now: moment(0))
        _ = script.receive(PortScript.reply(.offer, to: try script.lastSent()), 0)
        _ = script.receive(PortScript.reply(.ack, to: try script.lastSent()), 0)
        script.channel?.arrivals.append(
            .arp(
                ARPPacket(
                    isReply: true, senderHardware: MACAddress(rawValue: 0x99), sender: PortScript.address,
                    targetHardware: PortScript.hardware, target: .v4(0)
                ).encoded))
        let outputs = script.port.receive(now: moment(0.5))
        #expect(outputs.configured.isEmpty && outputs.saved == [nil])
        #expect(outputs.notes.first == "00:00:00:00:00:99 uses 192.0.2.100, too")
        let decline = try script.lastSent()
        #expect(
            decline.type == .decline && decline.options.address(DHCPOptionCode.requestedAddress) == PortScript.address)
        #expect(script.run(until: 9).isEmpty && script.port.deadline == moment(10.5))
        _ = script.run(until: 10.5)
        #expect(try script.lastSent().type == .discover)
    }

    @Test func `a lease is renewed with its server, then with everybody, and then it is over`() throws {
        let script = try PortScript()
        #expect(try script.bind().configured.count == 1)
        _ = script.run(until: 1800)
        let renewal = try #require(script.channel?.datagrams.first)
        #expect(renewal.server == PortScript.server)
        let message = try PortScript.message(renewal.message)
        #expect(message.clientAddress == PortScript.address)
        let renewed = script.receive(PortScript.reply(.ack, to: message), 1801)
        #expect(renewed.configured.first?.configuration.addresses.first?.validUntil == moment(1801 + 3600))
        #expect(script.channel?.arp.count == 5, "an address in use is not probed again")

        let before = script.channel?.packets.count
        _ = script.run(until: 1801 + 3100)
        #expect(script.port.status.state == "renewing" && script.channel?.packets.count == before)
        _ = script.run(until: 1801 + 3150)
        let rebinding = try UDPPacket(try #require(script.channel?.packets.last), isChecksumOpen: false)
        #expect(rebinding.source == PortScript.address && script.port.status.state == "rebinding")
        let end = script.run(until: 1801 + 3600)
        #expect(end.unconfigured == 1 && end.notes.first == "the lease of 192.0.2.100 is over" && end.saved == [nil])
        #expect(script.port.status.lease == nil)
    }

    @Test func `a renewal that finds no way to the server goes to everybody`() throws {
        let script = try PortScript()
        _ = try script.bind()
        let packets = try #require(script.channel?.packets.count)
        script.channel?.failure = ENETUNREACH
        let outputs = script.run(until: 1800)
        #expect(script.channel?.packets.count == packets + 1)
        #expect(outputs.notes == ["cannot send on lan1: Network is unreachable"])
        #expect(script.port.status.counters.sendFailures == 1)
    }

    @Test func `a refusal ends the lease`() throws {
        let script = try PortScript()
        _ = try script.bind()
        _ = script.run(until: 1800)
        let renewal = try PortScript.message(try #require(script.channel?.datagrams.first).message)
        let outputs = script.receive(PortScript.reply(.nak, to: renewal), 1801)
        #expect(outputs.unconfigured == 1 && outputs.saved == [nil])
        #expect(outputs.notes.first?.hasPrefix("refused by 192.0.2.1") == true)
        #expect(try script.lastSent().type == .discover)
    }

    @Test func `a lease survives a restart, also without a server`() throws {
        let before = try PortScript()
        let text: String = try #require(try before.bind().saved.last ?? nil)
        let after = try PortScript(saved: text)
        _ = after.port.linkUp(now: moment(0))
        let request = try after.lastSent()
        #expect(request.type == .request && request.options.address(DHCPOptionCode.serverIdentifier) == nil)
        #expect(request.options.address(DHCPOptionCode.requestedAddress) == PortScript.address)
        #expect(after.run(until: 29.9).configured.isEmpty)
        let outputs = after.run(until: 40)
        #expect(outputs.configured.map(\.isProvisional) == [true])
        #expect(after.port.status.source == "before the restart" && after.port.status.lease?.isProvisional == true)
        // Every 30 s it is asked for again, and confirmed when the server is back.
        let asked = try #require(after.channel?.packets.count)
        _ = after.run(until: 91)
        #expect(after.channel?.packets.count == asked + 2)
        let confirmed = after.receive(PortScript.reply(.ack, to: try after.lastSent()), 95)
        #expect(confirmed.configured.map(\.isProvisional) == [false] && confirmed.saved.count == 1)
    }

    @Test func `with /no-keep nothing is kept`() throws {
        let script = try PortScript("/no-keep")
        #expect(try script.bind().saved.isEmpty)
    }

    @Test func `the link goes and comes back`() throws {
        let script = try PortScript()
        _ = try script.bind()
        #expect(script.port.linkDown(now: moment(100)).isEmpty && script.port.deadline == nil)
        #expect(script.port.descriptors.isEmpty && script.port.status.lease != nil)
        _ = script.port.linkUp(now: moment(200))
        #expect(script.network.channels.count == 2)
        let request = try script.lastSent()
        #expect(request.type == .request)
        let outputs = script.receive(PortScript.reply(.ack, to: request), 200)
        #expect(outputs.configured.count == 1 && script.port.status.state == "bound")
    }

    @Test func `it ends with a release`() throws {
        let script = try PortScript()
        _ = try script.bind()
        let outputs = script.port.stop(isReleasing: true, now: moment(100))
        #expect(outputs.unconfigured == 1 && outputs.saved == [nil])
        let release = try PortScript.message(try #require(script.channel?.datagrams.last).message)
        #expect(release.type == .release && script.port.deadline == nil)
        #expect(script.port.stop(isReleasing: true, now: moment(101)).isEmpty)
        #expect(script.port.linkUp(now: moment(102)).isEmpty)
    }

    @Test func `damaged packets and those of others change nothing and are counted`() throws {
        let script = try PortScript()
        _ = script.port.linkUp(now: moment(0))
        let offer = PortScript.reply(.offer, to: try script.lastSent())
        var damaged = UDPPacket(from: PortScript.server, 67, to: .v4(.max), 68, offer.encoded()).encoded
        damaged[40] ^= 1
        let channel = try #require(script.channel)
        channel.arrivals = [
            .packet(damaged, isChecksumOpen: false), .nothing, .arp([1]), .packet([], isChecksumOpen: true),
        ]
        var other = offer
        other.transactionID &+= 1
        channel.arrivals.append(PortScript.packet(other))
        let strange = UDPPacket(from: PortScript.server, 1067, to: .v4(.max), 68, offer.encoded()).encoded
        channel.arrivals.append(.packet(strange, isChecksumOpen: false))
        let notes = script.port.receive(now: moment(1)).notes
        #expect(notes.count == 2 && notes.first?.contains("checksum") == true)
        #expect(script.port.status.counters.malformed == 2 && script.port.status.counters.received == 1)
        #expect(script.port.status.state == "selecting" && channel.packets.count == 1)
    }

    @Test func `a flood of packets is taken in parts`() throws {
        let script = try PortScript()
        _ = script.port.linkUp(now: moment(0))
        script.channel?.arrivals = Array(repeating: .nothing, count: 200)
        _ = script.port.receive(now: moment(0))
        #expect(script.channel?.arrivals.count == 200 - DHCPPort.packetLimit)
    }

    // MARK: Other clients

    @Test func `an interface with a lease of the host's own client is left alone until that is gone`() throws {
        try withLeaseTree { root in
            let wall = moment(0).adding(milliseconds: leaseWallOffset)
            try writeLease(
                "ADDRESS=10.0.0.9\nLIFETIME=100\n", "/run/systemd/netif/leases/7", below: root, writtenAt: wall)
            let script = try PortScript(root: root)
            let outputs = script.port.linkUp(now: moment(0))
            #expect(script.network.channels.isEmpty && outputs.notes.count == 1)
            let status = script.port.status
            #expect(status.state == "refused")
            #expect(status.problems.first?.hasPrefix("systemd-networkd has a lease of 10.0.0.9 for lan1 in ") == true)
            #expect(script.port.deadline == moment(60))
            #expect(script.run(until: 60).isEmpty && script.network.channels.isEmpty)
            _ = script.run(until: 120)
            #expect(try script.lastSent().type == .discover && script.port.status.problems.isEmpty)
        }
    }

    @Test func `a port that somebody has is left to him`() throws {
        let script = try PortScript()
        script.network.failure = EADDRINUSE
        #expect(script.port.linkUp(now: moment(0)).notes.count == 1)
        #expect(script.port.status.problems.first?.hasPrefix("another program has UDP port 68 of lan1") == true)
        script.network.failure = 0
        _ = script.run(until: 60)
        #expect(try script.lastSent().type == .discover)
    }

    @Test func `a socket that cannot be opened is tried again`() throws {
        let script = try PortScript()
        script.network.failure = EPERM
        let outputs = script.port.linkUp(now: moment(0))
        #expect(outputs.notes == ["expected a socket, got: Operation not permitted"])
        #expect(script.run(until: 5).isEmpty && script.port.deadline == moment(10))
        script.network.failure = 0
        _ = script.run(until: 10)
        #expect(try script.lastSent().type == .discover)
    }

    // MARK: Inform

    @Test func `options are asked for when there is an address`() throws {
        let script = try PortScript("/mode inform")
        #expect(script.port.linkUp(now: moment(0)).isEmpty && script.channel == nil)
        #expect(script.port.status.state == "waiting" && script.port.status.mode == .inform)
        #expect(script.port.addressChanged(to: PortScript.address, now: moment(1)).isEmpty)
        let inform = try script.lastSent()
        #expect(inform.type == .inform && inform.clientAddress == PortScript.address)
        let packet = try UDPPacket(try #require(script.channel?.packets.last), isChecksumOpen: false)
        #expect(packet.source == PortScript.address)
        let outputs = script.receive(PortScript.reply(.ack, to: inform, vendor: [206, 2, 0, 7]), 1)
        guard case .options(let lease)? = outputs.first else {
            Issue.record("expected options, got \(outputs)")
            return
        }
        #expect(lease.vendorOptions.vlan == 7 && outputs.configured.isEmpty)
        #expect(script.port.vlanOffer?.vlan == 7)
        #expect(script.port.addressChanged(to: PortScript.address, now: moment(2)).isEmpty)
        _ = script.port.addressChanged(to: .v4(0x0a00_0001), now: moment(3))
        #expect(try script.lastSent().clientAddress == .v4(0x0a00_0001))
        _ = script.port.addressChanged(to: nil, now: moment(4))
        #expect(script.port.deadline == nil && script.port.descriptors.isEmpty)
    }
}
