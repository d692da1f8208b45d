import LinkProtocols
import NetworkValues
import Testing

@testable import LinkLayer

/// Packets of IPv4, UDP and ARP, and the filter in front of them.
struct PacketTests {
    private static func datagram(_ payload: [UInt8] = Array("payload".utf8)) -> UDPPacket {
        UDPPacket(from: .v4(0x0a00_0001), 67, to: .v4(0x0a00_0002), 68, payload)
    }

    @Test func `a datagram comes back as it was, padding left out`() throws {
        for count in [0, 1, 2, 300, 1400] {
            let packet = Self.datagram((0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) })
            #expect(try UDPPacket(packet.encoded + [0, 0, 0], isChecksumOpen: false) == packet)
        }
    }

    @Test func `the checksums are those of a packet that was worked out by hand`() {
        // 0.0.0.0:68 to 255.255.255.255:67 with two octets.
        let packet = UDPPacket(from: .v4(0), 68, to: .v4(.max), 67, [0x12, 0x34]).encoded
        // Header: 4510+001e+4000+4011+ffff+ffff = 2c53d, which is c53f, and its complement 3ac0.
        #expect(packet[10..<12] == [0x3a, 0xc0])
        // Pseudo header and datagram: ffff+ffff+0011+000a+0044+0043+000a+1234 = 212de, which is 12e0; complement ed1f.
        #expect(packet[26..<28] == [0xed, 0x1f])
    }

    @Test func `each octet that is wrong is found by a checksum`() throws {
        let whole = Self.datagram().encoded
        for place in whole.indices {
            var damaged = whole
            damaged[place] ^= 0x40
            #expect(throws: UDPPacket.Refusal.self, "octet \(place)") {
                try UDPPacket(damaged, isChecksumOpen: false)
            }
        }
        var open = whole
        open[26] ^= 1
        #expect(try UDPPacket(open, isChecksumOpen: true) == Self.datagram())
        var none = whole
        none[26] = 0
        none[27] = 0
        #expect(try UDPPacket(none, isChecksumOpen: false) == Self.datagram())
    }

    @Test func `what is cut off, a part, or something else is refused by name`() {
        let whole = Self.datagram().encoded
        for count in 0..<whole.count {
            #expect(throws: UDPPacket.Refusal.truncated) { try UDPPacket(Array(whole[..<count]), isChecksumOpen: true) }
        }
        #expect(throws: UDPPacket.Refusal.header) {
            try UDPPacket([0x65] + whole.dropFirst(), isChecksumOpen: true)
        }
        // The fragment bits are in the checksum: keep the sum by taking them from the identification.
        var part = whole
        part[4] = 0xff
        part[5] = 0xff
        part[6] = 0x60
        part[7] = 0
        part[10] = 0
        part[11] = 0
        var sum = stride(from: 0, to: 20, by: 2).reduce(UInt32(0)) { $0 + UInt32(part[$1]) << 8 + UInt32(part[$1 + 1]) }
        while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
        part[10] = UInt8(~sum >> 8 & 0xff)
        part[11] = UInt8(~sum & 0xff)
        #expect(throws: UDPPacket.Refusal.fragment) { try UDPPacket(part, isChecksumOpen: true) }
    }

    @Test func `no octets bring the readers down`() {
        var random = SeededDice(state: 3)
        let seeds = [Self.datagram().encoded, ARPPacket.probe(for: .v4(1), from: PortScript.hardware).encoded]
        for _ in 0..<20_000 {
            var octets = seeds[Int.random(in: 0...1, using: &random)]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                octets[Int.random(in: octets.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            octets.removeLast(Int.random(in: 0..<octets.count, using: &random))
            _ = try? UDPPacket(octets, isChecksumOpen: Bool.random(using: &random))
            _ = ARPPacket(octets)
        }
    }

    @Test func `a packet of ARP comes back as it was`() {
        let reply = ARPPacket(
            isReply: true, senderHardware: PortScript.hardware, sender: PortScript.server,
            targetHardware: MACAddress(rawValue: 2), target: PortScript.address)
        #expect(ARPPacket(reply.encoded) == reply && reply.encoded.count == ARPPacket.length)
        #expect(ARPPacket(reply.encoded + Array(repeating: 0, count: 18)) == reply)
        #expect(ARPPacket(Array(reply.encoded.dropLast())) == nil)
        #expect(ARPPacket([0, 2] + reply.encoded.dropFirst(2)) == nil)
    }

    /// Runs a program over a packet, as the kernel does: only the instructions in use.
    private func filter(_ packet: [UInt8]) -> UInt32 {
        var accumulator: UInt32 = 0
        var index = 0
        var next = 0
        func half(_ place: Int) -> UInt32? {
            place + 2 <= packet.count ? UInt32(packet[place]) << 8 | UInt32(packet[place + 1]) : nil
        }
        while next < DHCPFilter.replies.count {
            let step = DHCPFilter.replies[next]
            next += 1
            switch step.code {
            case 0x30:
                guard Int(step.operand) < packet.count else { return 0 }
                accumulator = UInt32(packet[Int(step.operand)])
            case 0x28:
                guard let value = half(Int(step.operand)) else { return 0 }
                accumulator = value
            case 0xb1: index = Int(packet[Int(step.operand)] & 15) * 4
            case 0x48:
                guard let value = half(index + Int(step.operand)) else { return 0 }
                accumulator = value
            case 0x15: next += Int(accumulator == step.operand ? step.ifTrue : step.ifFalse)
            case 0x45: next += Int(accumulator & step.operand != 0 ? step.ifTrue : step.ifFalse)
            case 0x06: return step.operand
            default: return 0
            }
        }
        return 0
    }

    @Test func `the filter takes what goes to the client's port and nothing else`() {
        let packet = Self.datagram().encoded
        #expect(filter(packet) == 65_535)
        var withOption = packet
        withOption[0] = 0x46
        withOption.insert(contentsOf: [1, 1, 1, 1], at: 20)
        #expect(filter(withOption) == 65_535)
        for (place, octet) in [(9, UInt8(6)), (23, UInt8(67)), (22, UInt8(1)), (7, UInt8(1)), (6, UInt8(1))] {
            var other = packet
            other[place] = octet
            #expect(filter(other) == 0, "octet \(place)")
        }
        #expect(filter([0x45]) == 0)
        #expect(DHCPFilter.encoded(DHCPFilter.everything) == [(0xffff << 32 | 6).littleEndian])
    }
}
