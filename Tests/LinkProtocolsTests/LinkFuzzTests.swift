import LinkProtocols
import NetworkValues
import Testing

/// The decoders and machines take any octets: they end, keep their bounds, and say what they expected.
///
/// `IPDECT_FUZZ_INPUTS` says how many inputs each gets.
struct LinkFuzzTests {
    @Test func `any octets are an LLDPDU that can be sent again, or a counted refusal`() throws {
        var random = SplitMix(state: 21)
        let seeds =
            try Recording.packets("lldp.pcap") + [
                LLDPEncodeTests.endpoint.frame(timeToLiveSeconds: 121),
                LLDPDecodeTests.frame("fe07 0012bb02 01 4191 1000"),
            ]
        var agent = LLDPAgent(endpoint: LLDPEncodeTests.endpoint, neighbourLimit: 16)
        _ = agent.handle(.linkUp, now: at(0))
        _ = agent.handle(.enable, now: at(0))
        for index in 0..<Mutation.inputs {
            let octets = Mutation.mutated(seeds, &random)
            do throws(LLDPError) {
                let unit = try LLDPDU(frame: octets.span)
                #expect(unit.discarded.allSatisfy { !$0.reason.isWholeUnit })
                let sent = unit.encoded()
                #expect(sent.count <= LLDPDU.sizeLimit)
                #expect(try LLDPDU(sent.span, in: 0..<sent.count).msap == unit.msap)
            } catch {
                #expect(error.reason.isWholeUnit && error.description.hasPrefix("expected"))
            }
            let now = at(Double(index) / 1000)
            _ = agent.receive(octets, now: now)
            if let deadline = agent.deadline, deadline <= now { _ = agent.handle(.timer, now: now) }
            #expect(agent.receiver.count <= 16 && agent.transmitter.credit <= 5)
        }
        #expect(agent.statistics.framesIn == UInt64(Mutation.inputs))
    }

    /// Frames of both recordings, with TLS fragments among them.
    private func authenticationFrames() throws -> [[UInt8]] {
        try Recording.packets("eap-md5.pcap") + Recording.packets("eap-tls.pcap")
    }

    @Test func `any octets leave the supplicant in a state that it has`() throws {
        var random = SplitMix(state: 22)
        let seeds = try authenticationFrames()
        var supplicant = Supplicant(address: MACAddress(rawValue: 0x1234), md5: MD5.digest)
        let credentials = EAPCredentials(user: "u", password: "p", hasCertificate: true)
        _ = supplicant.handle(.configure(credentials), now: at(0))
        _ = supplicant.handle(.linkUp, now: at(0))
        for index in 0..<Mutation.inputs {
            let now = at(Double(index) / 100)
            var actions = supplicant.receive(Mutation.mutated(seeds, &random), now: now)
            if let deadline = supplicant.deadline, deadline <= now { actions += supplicant.handle(.timer, now: now) }
            if supplicant.backend == .request {
                let records = [UInt8](repeating: 1, count: Int.random(in: 0...3000, using: &random))
                actions += supplicant.handle(.tls(EAPTLSOutput(records: records, status: .handshaking)), now: now)
            }
            for case .transmit(let frame) in actions { #expect(frame.count <= 1500 && frame.count >= 60) }
            if supplicant.isAuthorized { #expect(supplicant.state != .held && supplicant.state != .logoff) }
        }
        #expect(supplicant.statistics.framesOut > 0)
    }

    @Test func `any octets are an EAP packet within what came, or a refusal`() throws {
        var random = SplitMix(state: 23)
        let seeds = try authenticationFrames().map { Array($0[14...]) }
        for _ in 0..<Mutation.inputs {
            let octets = Mutation.mutated(seeds, &random)
            do throws(EAPOLError) {
                let packet = try EAPOLPacket(octets.span, in: 0..<octets.count)
                #expect(packet.body.upperBound <= octets.count)
                do throws(EAPError) {
                    let inner = try EAPPacket(octets.span, in: packet.body)
                    #expect(inner.data.upperBound <= packet.body.upperBound)
                } catch {
                    #expect(error.isLengthError || error.description.contains("code"))
                }
            } catch {
                #expect(error.description.hasPrefix("expected"))
            }
        }
    }

    @Test func `any fragments are put together within the limit`() throws {
        var random = SplitMix(state: 24)
        var reassembly = EAPTLSReassembly()
        let seeds = [
            hex("c0 00000790 160303003d"), hex("00 aabb"), hex("40 aabbcc"), hex("80 00000003 010203"), hex("20"),
            [0x40] + [UInt8](repeating: 7, count: 1400), hex("c0 00010000 01"),
        ]
        for _ in 0..<Mutation.inputs {
            let octets = Mutation.mutated(seeds, &random)
            do throws(EAPError) {
                let fragment = try EAPTLSFragment(octets.span, in: 0..<octets.count)
                #expect(fragment.records.upperBound <= octets.count)
                if case .whole(let message) = try reassembly.take(fragment, octets.span) {
                    #expect(message.count <= EAPTLSReassembly.limit && !reassembly.isPartial)
                }
            } catch {
                #expect(!reassembly.isPartial || error == .flagsMissing || error.description.contains("4 octets"))
            }
            #expect(reassembly.octets.count <= EAPTLSReassembly.limit)
        }
    }

    @Test func `any octets are a BPDU or a refusal, and one port is selected`() {
        var random = SplitMix(state: 25)
        let seeds = [BPDUTests.frame(BPDUTests.configuration), BPDUTests.frame(BPDUTests.rapid)]
        var monitor = RSTPMonitor()
        for index in 0..<Mutation.inputs {
            let octets = Mutation.mutated(seeds, &random)
            let port: LANPort = index.isMultiple(of: 2) ? .lan1 : .lan2
            let now = at(Double(index) / 10)
            if index % 50 == 0 { _ = monitor.handle(index % 100 == 0 ? .linkUp : .linkDown, on: port, now: now) }
            for trace in monitor.receive(octets.span, on: port, now: now) { #expect(!trace.description.isEmpty) }
            if let deadline = monitor.deadline { #expect(deadline <= now.adding(seconds: 60)) }
            #expect(monitor.selection.role(of: monitor.selection.port) != .alternate)
        }
        #expect(monitor.lan1.refused > 0 && monitor.lan1.received > 0)
    }

    @Test func `any octets are a DHCPv4 message that can be sent again, or a refusal`() {
        var random = SplitMix(state: 26)
        let good = DHCPMessageTests.message(
            options: "350102 3604c0a80001 330400000e10 0104ffffff00 2b07ce020064cf0105 340103 0c0161 ff",
            file: "0c0162 0f0178 ff", name: "0c0163 ff")
        var script = DHCPClientTests.Script()
        _ = script.start()
        for index in 0..<Mutation.inputs {
            var octets = Mutation.mutated([good, Array(good[..<240])], &random)
            if octets.count >= 34, index % 3 == 0 {
                // So that the client believes that some are for it.
                octets.replaceSubrange(4..<8, with: DHCPMessageTests.transaction(of: script.client))
                octets.replaceSubrange(28..<34, with: DHCPMessageTests.address.octets)
            }
            do throws(DHCPError) {
                let message = try DHCPMessage(octets.span)
                let again = try DHCPMessage(message.encoded().span)
                #expect(again == message)
                if let lease = DHCPLease(message, vlan: 0, now: at(0)) { #expect(lease.renewsAt ?? at(0) >= at(0)) }
                _ = script.receive(message, Double(index))
            } catch {
                #expect(error.description.hasPrefix("expected"))
            }
            if let deadline = script.client.deadline, deadline <= at(Double(index)) { _ = script.fire() }
        }
    }

    @Test func `any octets are vendor options, and a lease or none`() {
        var random = SplitMix(state: 27)
        let seeds = [
            hex("c80c0a0000010a0000020a000003ce020064cf0105d009307862382c30783638d802000ffa03312e33ff"),
            Array("192.168.0.100;192.168.0.1;3600;1795435200000;100;2b04ce020064".utf8),
        ]
        for _ in 0..<Mutation.inputs {
            let octets = Mutation.mutated(seeds, &random)
            let vendor = DHCPVendorOptions(octets)
            #expect(vendor.gatekeepers.count <= 2 && vendor.tos.media >= 0)
            if let lease = DHCPLease(text: String(decoding: octets, as: UTF8.self)) {
                #expect(DHCPLease(text: lease.text) == lease)
            }
        }
    }

    @Test func `any octets are a DHCPv6 message that can be sent again, or a refusal`() {
        var random = SplitMix(state: 28)
        let seed = hex(
            "07 abcdef 0001 000a 0003000100013e123456 0002 000a 00030001020000000001"
                + "0003 0028 00000001 00000e10 00001518 0005 0018 20010db8000000000000000000000005 00000fa0 00001f40"
                + "0018 000d 076578616d706c6503636f6d00 0011 000a 00006bde 00ce 0002 0064 000d 0002 0000")
        var script = DHCP6Tests.Script(.client)
        _ = script.start()
        for index in 0..<Mutation.inputs {
            let octets = Mutation.mutated([seed], &random)
            do throws(DHCPError) {
                let message = try DHCP6Message(octets.span)
                #expect(message.encoded() == octets)
                let lease = DHCP6Lease(
                    try message.association(1) ?? DHCP6Association(identifier: 1), server: [], obtainedAt: at(0),
                    options: message.options)
                #expect(lease.domains.count <= 16 && lease.vendorOptions(enterprise: 27_614).gatekeepers.count <= 2)
                _ = script.receive(message, Double(index))
            } catch {
                #expect(error.description.hasPrefix("expected"))
            }
            if let deadline = script.client.deadline, deadline <= at(Double(index)) { _ = script.fire() }
        }
    }

    @Test func `any text is lease files, bounded`() {
        var random = SplitMix(state: 29)
        let seeds = [Array(HostLeaseTests.dhclient.utf8), Array(HostLeaseTests.networkd.utf8)]
        for _ in 0..<max(1, Mutation.inputs / 10) {
            let octets = Mutation.mutated(seeds, &random)
            for lease in HostLease.dhclient(octets.span) { #expect(lease.routers.count <= 16) }
            if let lease = HostLease(keyValues: octets.span, writtenAt: at(0)) {
                #expect(lease.nameServers.count <= 16 && lease.prefixLength ?? 0 <= 32)
            }
        }
    }
}

extension DHCPMessageTests {
    /// The transaction that a client is in, as it is sent: read from what it would send next.
    static func transaction(of client: DHCPClient) -> [UInt8] {
        var copy = client
        var random = SplitMix(state: 0)
        guard let deadline = copy.deadline else { return [0, 0, 0, 0] }
        for case .send(let message, _) in copy.handle(.timer, now: deadline, using: &random) {
            return Array(message.encoded()[4..<8])
        }
        return [0, 0, 0, 0]
    }
}
