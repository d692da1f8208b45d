import LinkProtocols
import NetworkValues
import Testing

struct EthernetFrameTests {
    static let lldp = hex("0180c200000e 020000000001 88cc 0207040200000000010403020000000001060200780000")

    @Test func `a frame tells who sent what to whom`() throws {
        let frame = try EthernetFrame(Self.lldp.span)
        #expect(frame.destination == GroupAddress.nearestBridge)
        #expect(frame.source == MACAddress("02:00:00:00:00:01"))
        #expect(frame.kind == .lldp && frame.tag == nil)
        #expect(frame.payload == 14..<Self.lldp.count)
    }

    @Test(arguments: [(UInt16(0x80c8), UInt16(200), UInt8(4)), (0xe000, 0, 7)])
    func `one tag is stepped over, a priority tag as well`(control: UInt16, vlan: UInt16, priority: UInt8) throws {
        var octets = Self.lldp
        octets.insert(contentsOf: [0x81, 0x00, UInt8(control >> 8), UInt8(control & 0xff)], at: 12)
        let frame = try EthernetFrame(octets.span)
        #expect(frame.kind == .lldp && frame.payload.lowerBound == 18)
        #expect(frame.tag == VLANTag(priority: priority, vlan: vlan))
        #expect(frame.tag?.controlInformation == control)
    }

    @Test func `a second tag and a short frame are refused`() {
        var octets = Self.lldp
        octets.insert(contentsOf: hex("8100 0064 8100 0065"), at: 12)
        #expect(throws: FrameError.secondTag) { try EthernetFrame(octets.span) }
        #expect(throws: FrameError.truncated(needed: 14, found: 13)) { try EthernetFrame(Array(octets[..<13]).span) }
        #expect(throws: FrameError.truncated(needed: 18, found: 17)) { try EthernetFrame(Array(octets[..<17]).span) }
    }

    @Test func `behind a length the padding is left out`() throws {
        let octets = hex("0180c2000000 020000000001 0007 424203 00000000 ffffffff")
        let frame = try EthernetFrame(octets.span)
        #expect(frame.kind == .spanningTree && frame.payload == 17..<21)
        let cut = hex("0180c2000000 020000000001 0007 424203 0000")
        #expect(throws: FrameError.lengthOverrun(length: 7, left: 5)) { try EthernetFrame(cut.span) }
        #expect(try EthernetFrame(hex("0180c2000000 020000000001 0002 aaaa").span).kind == .other(2))
    }

    @Test func `an encoded frame is padded and read again`() throws {
        let octets = EthernetFrame.encoded(
            to: GroupAddress.portAccessEntity, from: MACAddress(rawValue: 2), tag: VLANTag(priority: 5, vlan: 12),
            kind: .eapol, payload: [1, 1, 0, 0])
        #expect(octets.count == EthernetFrame.minimumLength)
        let frame = try EthernetFrame(octets.span)
        #expect(frame.kind == .eapol && frame.tag?.vlan == 12 && frame.tag?.priority == 5)
        let tree = EthernetFrame.encoded(
            to: GroupAddress.bridges, from: MACAddress(rawValue: 2), kind: .spanningTree, payload: [0, 0, 0, 0x80])
        #expect(try EthernetFrame(tree.span).payload.count == 4)
    }

    @Test func `the socket's filter lets pass what belongs here and nothing else`() throws {
        let program = ReceiveFilter.program
        for name in ["lldp.pcap", "eap-md5.pcap", "eap-tls.pcap"] {
            for packet in try Recording.packets(name) { #expect(PacketFilter.run(program, packet) == 65_535) }
        }
        #expect(PacketFilter.run(program, hex("0180c2000000 020000000001 0026 424203 0000")) == 65_535)
        #expect(PacketFilter.run(program, hex("0180c200000e 020000000001 8100 0064 88cc 0207")) == 65_535)
        #expect(PacketFilter.run(program, hex("0180c2000003 020000000001 8100 0064 888e 0101")) == 65_535)
        for other in [
            "ffffffffffff 020000000001 0806 0001", "ffffffffffff 020000000001 0800 4242",
            "ffffffffffff 020000000001 8100 0064 0800", "0180c2000000 020000000001 0026 aaaa03", "0180c2000000", "",
        ] {
            #expect(PacketFilter.run(program, hex(other)) == 0)
        }
        for (index, instruction) in program.enumerated() where instruction.code != 0x28 && instruction.code != 0x06 {
            #expect(index + 1 + Int(max(instruction.ifTrue, instruction.ifFalse)) < program.count)
        }
    }
}
