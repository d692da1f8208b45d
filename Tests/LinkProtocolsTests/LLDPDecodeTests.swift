import LinkProtocols
import NetworkValues
import Testing

/// Reading what other programs sent, and every TLV.
struct LLDPDecodeTests {
    /// An LLDPDU in a frame, with these TLVs behind the three that must be there.
    static func frame(_ tlvs: String) -> [UInt8] {
        hex("0180c200000e 020000000001 88cc 0207 04 020000000001 0403 05 6531 0602 0078" + tlvs)
    }

    @Test func `lldpd's recorded frames say what lldpd meant`() throws {
        let units = try Recording.packets("lldp.pcap").map { try LLDPDU(frame: $0.span) }
        let address = try #require(MACAddress("d2:71:1e:82:14:dd"))
        let first = units[0]
        #expect(first.chassis == ChassisID(address) && first.port == PortID(address))
        #expect(first.chassis.description == "d2:71:1e:82:14:dd")
        #expect(first.timeToLiveSeconds == 120 && !first.isShutdown)
        #expect(first.systemName == "vm")
        #expect(first.systemDescription?.hasPrefix("Debian GNU/Linux 12 (bookworm) Linux 6.18") == true)
        #expect(
            first.capabilities
                == LLDPCapabilities(
                    available: [.bridge, .accessPoint, .router, .stationOnly], enabled: .stationOnly))
        #expect(first.portDescription == "va")
        #expect(first.dot3.linkAggregation == Dot3TLVs.LinkAggregation(status: 1, portID: 0))
        #expect(first.dot3.macPHY == Dot3TLVs.MACPHY(autoNegotiation: 0, advertised: 0x8000, mauType: 0x36))
        #expect(
            first.med.capabilities
                == MEDCapabilities(
                    kinds: [.capabilities, .networkPolicy, .location, .powerSource, .poweredDevice, .inventory],
                    deviceClass: 4))
        #expect(first.med.inventory.softwareRevision.hasPrefix("6.18"))
        #expect(first.unknown.isEmpty && first.discarded.isEmpty && first.med.policies.isEmpty)

        let second = units[1]
        #expect(
            second.med.validPolicies == [
                NetworkPolicy(application: 1, isTagged: true, vlan: 200, priority: 5, codePoint: 46)
            ])
        #expect(units[2].isShutdown)
    }

    @Test func `what lldpd sent is encoded to the octets that it sent, but for their order`() throws {
        for packet in try Recording.packets("lldp.pcap") {
            let unit = try LLDPDU(frame: packet.span)
            let encoded = unit.encoded()
            #expect(encoded.count == packet.count - 14)
            let again = try LLDPDU(encoded.span, in: 0..<encoded.count)
            #expect(again == unit)
        }
    }

    @Test func `TLVs of 802.1 are read`() throws {
        let unit = try LLDPDU(
            frame: Self.frame(
                "fe06 0080c201 00c8 fe07 0080c202 060064 fe0c 0080c203 00c8 05 766f696365 fe09 0080c207 0300000007"
            ).span)
        #expect(unit.dot1.portVLAN == 200)
        #expect(unit.dot1.protocolVLANs == [Dot1TLVs.ProtocolVLAN(flags: 6, vlan: 100)])
        #expect(unit.dot1.vlanNames == [Dot1TLVs.VLANName(vlan: 200, name: "voice")])
        #expect(unit.dot3.linkAggregation == Dot3TLVs.LinkAggregation(status: 3, portID: 7))
        #expect(unit.discarded.isEmpty)
    }

    @Test func `TLVs of 802.3 are read`() throws {
        let unit = try LLDPDU(
            frame: Self.frame(
                "fe09 00120f01 03 6c01 001e fe0c 00120f02 070104 51 0082 0080 fe06 00120f04 05ee"
            ).span)
        #expect(unit.dot3.macPHY == Dot3TLVs.MACPHY(autoNegotiation: 3, advertised: 0x6c01, mauType: 30))
        #expect(unit.dot3.power?.powerClass == 4)
        #expect(unit.dot3.power?.tenthsOfWatt?.requested == 130)
        #expect(unit.dot3.power?.tenthsOfWatt?.allocated == 128)
        #expect(unit.dot3.maximumFrameSize == 1518)
    }

    @Test func `TLVs of LLDP-MED are read`() throws {
        let unit = try LLDPDU(
            frame: Self.frame(
                "fe07 0012bb01 003f 03 fe08 0012bb02 02 40000f fe07 0012bb03 02 4445 fe07 0012bb04 53 0041"
                    + "fe06 0012bb05 6131 fe06 0012bb08 6232 fe06 0012bb0b 6333"
            ).span)
        #expect(unit.med.capabilities?.deviceClass == MEDCapabilities.communicationDevice)
        #expect(unit.med.policies.first?.isTagged == true && unit.med.policies.first?.codePoint == 15)
        #expect(unit.med.locations == [MEDTLVs.Location(format: 2, octets: [0x44, 0x45])])
        #expect(unit.med.power == MEDTLVs.Power(type: 1, source: 1, priority: 3, tenthsOfWatt: 65))
        #expect(unit.med.inventory.hardwareRevision == "a1" && unit.med.inventory.serialNumber == "b2")
        #expect(unit.med.inventory.assetID == "c3")
    }

    @Test func `management addresses of both families are read`() throws {
        let unit = try LLDPDU(
            frame: Self.frame(
                "100c 05 01 c0a80001 02 00000003 00 1018 11 02 20010db8000000000000000000000001 02 00000003 00"
            ).span)
        #expect(unit.managementAddresses.map(\.address) == [IPAddress("192.168.0.1"), IPAddress("2001:db8::1")])
        #expect(unit.managementAddresses.allSatisfy { $0.interfaceNumber == 3 })
    }

    @Test func `unknown TLVs are kept`() throws {
        let unit = try LLDPDU(frame: Self.frame("1203 010203 fe05 00aabb07 2a fe04 0080c204 0000").span)
        #expect(unit.unknown.map(\.type) == [9, 127, 127])
        #expect(unit.unknown[1].organization == 0xaabb && unit.unknown[1].subtype == 7)
        #expect(unit.unknown[2].subtype == 4)
    }

    @Test func `control characters of a neighbour's texts are not passed on`() throws {
        let unit = try LLDPDU(frame: Self.frame("0a05 61 0a 1b 62 00").span)
        #expect(unit.systemName == "a\u{fffd}\u{fffd}b")
    }

    @Test func `policies of a neighbour without LLDP-MED capabilities do not count`() throws {
        let unit = try LLDPDU(frame: Self.frame("fe08 0012bb02 01 41916e").span)
        #expect(unit.med.policies.count == 1 && unit.med.validPolicies.isEmpty)
    }

    @Test func `the bits of a policy are where the standard has them`() {
        let policy = NetworkPolicy(bits: 0x0141_916e)
        #expect(policy == NetworkPolicy(application: 1, isTagged: true, vlan: 200, priority: 5, codePoint: 46))
        #expect(policy.bits == 0x0141_916e)
        #expect(NetworkPolicy(bits: 0x02c0_0000).isUnknown && NetworkPolicy(bits: 0x011f_fe00).vlan == 4095)
    }
}
