import CaptureFormats
import NetworkValues
import Testing

/// Lines of a log as packets beside other packets.
struct TracePacketTests {
    static let linkTypes: [LinkType] = [.ethernet, .linuxSLL, .linuxSLL2, .raw, .upperPDU]
    static let line = Array("<134>1 2026-11-23T13:17:28.042Z dect01 agent - - - radio 00013e123456 lost".utf8)
    static let v6 = IPAddress("2001:db8::5") ?? .loopback

    static func form(_ linkType: LinkType, v6 isV6: Bool = false) -> TracePacket? {
        TracePacket(
            linkType: linkType, hardwareAddress: MACAddress(rawValue: 0x0101_3e12_3456),
            source: isV6 ? v6 : .v4(0xac10_4482), destination: .loopback)
    }

    private func packet(_ linkType: LinkType, v6: Bool = false, _ line: [UInt8] = line) throws -> [UInt8] {
        var octets: [UInt8] = []
        try #require(Self.form(linkType, v6: v6)).append(line.span, to: &octets)
        return octets
    }

    /// The sum in one's complement: 0xffff over a header with a right checksum.
    private func sum(_ octets: some Sequence<UInt8>) -> UInt32 {
        var sum: UInt32 = 0
        for (index, octet) in octets.enumerated() { sum += UInt32(octet) << (index % 2 == 0 ? 8 : 0) }
        while sum > 0xffff { sum = (sum & 0xffff) + sum >> 16 }
        return sum
    }

    @Test func `a packet of Ethernet has these octets`() throws {
        #expect(
            try packet(.ethernet, Array("<14>hello".utf8))
                == hex("000000000000 02013e123456 0800")
                + hex("4500 0025 0000 4000 4011 cb34 ac104482 7f000001")
                + hex("0202 0202 0011 d7f2") + Array("<14>hello".utf8))
    }

    @Test(arguments: 0..<70) func `checksums are right for every length of line`(length: Int) throws {
        var random = SplitMix(state: UInt64(length))
        let line = random.octets(length)
        let v4 = try packet(.raw, line)
        #expect(v4.count == 28 + length && sum(v4.prefix(20)) == 0xffff)
        let datagram = v4.dropFirst(20)
        #expect(sum([0, 17] + v4[12..<20] + v4[24..<26] + datagram) == 0xffff)
        let v6 = try packet(.raw, v6: true, line)
        #expect(v6.count == 48 + length && v6[6] == 17)
        #expect(sum([0, 17] + v6[8..<40] + v6[44..<46] + v6.dropFirst(40)) == 0xffff)
        #expect(Array(v6[24..<40]) == hex("0000 0000 0000 0000 0000 ffff 7f00 0001"))
    }

    @Test func `a checksum of zero is sent as all ones`() throws {
        // Two octets that make the sum 0xffff: RFC 768 keeps zero for "none".
        for value in UInt16.min...UInt16.max {
            let octets = try packet(.raw, [UInt8(value >> 8), UInt8(value & 0xff)])
            if octets[26] == 0xff, octets[27] == 0xff { return }
            if octets[26] == 0, octets[27] == 0 { break }
        }
        #expect(Bool(false), "no packet has a checksum of all ones")
    }

    @Test func `cooked headers tell of an Ethernet address and of who sent`() throws {
        #expect(
            Array(try packet(.linuxSLL).prefix(16)) == hex("0004 0001 0006 02013e123456 0000 0800"))
        #expect(
            Array(try packet(.linuxSLL2, v6: true).prefix(20))
                == hex("86dd 0000 00000000 0001 04 06 02013e123456 0000"))
    }

    @Test func `an exported message has tags in front`() throws {
        #expect(
            try packet(.upperPDU, [0x41])
                == hex("000c 0008 7379736c6f670000 0014 0004 ac104482 0015 0004 7f000001")
                + hex("0018 0004 00000003 0019 0004 00000202 001a 0004 00000202 0000 0000 41"))
    }

    @Test(arguments: linkTypes, [false, true]) func `a line that does not fit is cut and told of`(
        linkType: LinkType, v6: Bool
    ) throws {
        let form = try #require(Self.form(linkType, v6: v6))
        var octets: [UInt8] = []
        #expect(form.append([UInt8](repeating: 0x61, count: form.lineLimit).span, to: &octets) == false)
        #expect(octets.count == form.packetLength(of: form.lineLimit))
        octets = []
        #expect(form.append([UInt8](repeating: 0x61, count: form.lineLimit + 1).span, to: &octets) == true)
        #expect(octets.count == form.packetLength(of: .max))
        // Not within a character: the limits are 65,507 and 65,527.
        octets = []
        let accents = Array(String(repeating: "é", count: 40_000).utf8)
        #expect(form.append(accents.span, to: &octets) == true)
        #expect(octets.count == form.packetLength(of: form.lineLimit - 1) && octets.last == 0xa9)
    }

    @Test func `a link type that cannot carry it has no form`() {
        #expect(Self.form(LinkType(rawValue: 127)) == nil && Self.form(LinkType(rawValue: 0)) == nil)
    }

    @Test func `packets are appended behind what is there`() throws {
        let form = try #require(Self.form(.ethernet))
        var octets: [UInt8] = [9, 9, 9]
        form.append(Self.line.span, to: &octets)
        form.append(Self.line.span, to: &octets)
        let packet = try packet(.ethernet)
        #expect(octets == [9, 9, 9] + packet + packet && packet.count == form.packetLength(of: Self.line.count))
    }
}
