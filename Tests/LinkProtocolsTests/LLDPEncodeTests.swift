import LinkProtocols
import NetworkValues
import Testing

/// What the device tells of itself.
struct LLDPEncodeTests {
    static let address = MACAddress(rawValue: 0x0001_3e12_3456)

    static var endpoint: LLDPEndpoint {
        var endpoint = LLDPEndpoint(chassis: address, port: PortID(interfaceName: "eth0"), source: address)
        endpoint.portDescription = "LAN"
        endpoint.systemName = "ipbs-12-34-56"
        endpoint.systemDescription = "IPBS3"
        endpoint.managementAddresses = [
            ManagementAddress(.v4(0xc0a8_0001), interfaceIndex: 2),
            ManagementAddress(.v6(high: 0x2001_0db8_0000_0000, low: 1, zone: 0), interfaceIndex: 2),
        ]
        endpoint.macPHY = Dot3TLVs.MACPHY(autoNegotiation: 3, advertised: 0x6c01, mauType: 30)
        endpoint.maximumFrameSize = 1518
        endpoint.inventory.hardwareRevision = "IPBS3-A3"
        endpoint.inventory.firmwareRevision = "11.4"
        endpoint.inventory.softwareRevision = "11.4.1"
        endpoint.inventory.serialNumber = "T1234"
        endpoint.inventory.manufacturer = "Ascom"
        endpoint.inventory.model = "IPBS3"
        endpoint.inventory.assetID = "A-77"
        return endpoint
    }

    @Test func `an endpoint of class III tells all that a switch wants to know`() throws {
        let frame = Self.endpoint.frame(timeToLiveSeconds: 121)
        let header = try EthernetFrame(frame.span)
        #expect(header.destination == GroupAddress.nearestBridge && header.source == Self.address)
        let unit = try LLDPDU(frame: frame.span)
        #expect(unit == Self.endpoint.unit(timeToLiveSeconds: 121))
        #expect(unit.msap == Self.endpoint.msap && unit.timeToLiveSeconds == 121)
        #expect(unit.capabilities?.enabled == .telephone)
        #expect(unit.med.capabilities?.deviceClass == MEDCapabilities.communicationDevice)
        #expect(unit.med.capabilities?.kinds == [.capabilities, .networkPolicy, .inventory])
        #expect(unit.med.policies == [.unknown(NetworkPolicy.voice)])
        #expect(unit.med.inventory.assetID == "A-77" && unit.med.inventory.firmwareRevision == "11.4")
        #expect(unit.managementAddresses.count == 2 && unit.dot3.maximumFrameSize == 1518)
    }

    @Test func `the octets of a small endpoint are these`() {
        let endpoint = LLDPEndpoint(chassis: Self.address, port: PortID(interfaceName: "e1"), source: Self.address)
        #expect(
            endpoint.unit(timeToLiveSeconds: 121).encoded()
                == hex(
                    "0207 04 00013e123456 0403 05 6531 0602 0079 0e04 0020 0020 fe07 0012bb01 0023 03 fe08 0012bb02 01 800000"
                        + "0000"))
    }

    @Test func `the last frame has only what must be there`() throws {
        let frame = Self.endpoint.frame(timeToLiveSeconds: 0)
        #expect(frame.count == EthernetFrame.minimumLength)
        let unit = try LLDPDU(frame: frame.span)
        #expect(unit.isShutdown && unit.systemName == nil && unit.med.capabilities == nil)
    }

    @Test func `texts are cut between characters, and what does not fit is left out`() throws {
        var endpoint = Self.endpoint
        endpoint.systemName = String(repeating: "ä", count: 200)
        endpoint.inventory.model = String(repeating: "€", count: 20)
        endpoint.systemDescription = String(repeating: "x", count: 4000)
        var unit = endpoint.unit(timeToLiveSeconds: 121)
        for index in 0..<8 {
            unit.unknown.append(UnknownTLV(type: 20, octets: Array(repeating: UInt8(index), count: 500)))
        }
        let octets = unit.encoded()
        #expect(octets.count <= LLDPDU.sizeLimit)
        let read = try LLDPDU(octets.span, in: 0..<octets.count)
        #expect(read.systemName == String(repeating: "ä", count: 127))
        #expect(read.med.inventory.model == String(repeating: "€", count: 10))
        #expect(read.systemDescription?.count == 255 && read.unknown.count < 8 && read.discarded.isEmpty)
    }

    @Test func `every TLV comes back as it was`() throws {
        var unit = Self.endpoint.unit(timeToLiveSeconds: 9)
        unit.dot1.portVLAN = 7
        unit.dot1.protocolVLANs = [Dot1TLVs.ProtocolVLAN(flags: 6, vlan: 8)]
        unit.dot1.vlanNames = [Dot1TLVs.VLANName(vlan: 9, name: "nine")]
        unit.dot3.power = Dot3TLVs.MDIPower(support: 7, pairs: 1, powerClass: 4, extensions: [1, 2, 3, 4, 5])
        unit.dot3.linkAggregation = Dot3TLVs.LinkAggregation(status: 3, portID: 11)
        unit.med.locations = [MEDTLVs.Location(format: 3, octets: [0x31, 0x32])]
        unit.med.power = MEDTLVs.Power(type: 1, source: 2, priority: 3, tenthsOfWatt: 130)
        unit.unknown = [UnknownTLV(type: 9, octets: [1]), UnknownTLV(type: 127, octets: [0, 0xaa, 0xbb, 1])]
        let octets = unit.encoded()
        #expect(try LLDPDU(octets.span, in: 0..<octets.count) == unit)
    }
}
