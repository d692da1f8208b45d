import CaptureFormats
import Testing

/// Files of the newer format, written and read.
struct PcapNGTests {
    private let time = PacketTime(nanoseconds: 0x0001_0002_0003_0004)

    private func blocks(_ file: [UInt8], _ reader: inout PcapNGReader) throws -> [PcapNGBlock] {
        var position = 0
        var blocks: [PcapNGBlock] = []
        while let block = try reader.next(in: file.span, at: &position) { blocks.append(block) }
        return blocks
    }

    private var sample: [UInt8] {
        let writer = PcapNGWriter()
        var file: [UInt8] = []
        writer.append(PcapNGSection(application: "agent"), to: &file)
        writer.append(PcapNGInterface(linkType: .ethernet, snapLength: 128, name: "eth0", filter: "udp"), to: &file)
        writer.append([1, 2, 3, 4, 5].span, at: time, originalLength: 9, comment: "hm", to: &file)
        var statistics = PcapNGStatistics(interface: 0, time: time)
        statistics.received = 7
        statistics.droppedBySystem = 2
        statistics.endTime = time
        writer.append(statistics, to: &file)
        return file
    }

    @Test func `each block has its octets`() {
        let expected =
            hex("0a0d0d0a 2c000000 4d3c2b1a 0100 0000 ffffffffffffffff 0400 0500 6167656e74000000 00000000 2c000000")
            + hex("01000000 30000000 0100 0000 80000000 0200 0400 65746830 0900 0100 09000000")
            + hex("0b00 0400 00756470 00000000 30000000")
            + hex("06000000 34000000 00000000 02000100 04000300 05000000 09000000 0102030405000000")
            + hex("0100 0200 686d0000 00000000 34000000")
            + hex("05000000 40000000 00000000 02000100 04000300 0300 0800 02000100 04000300")
            + hex("0400 0800 0700000000000000 0700 0800 0200000000000000 00000000 40000000")
        #expect(sample == expected)
    }

    @Test func `what was written is read`() throws {
        let writer = PcapNGWriter(resolution: .microseconds)
        let section = PcapNGSection(hardware: "x86", system: "Linux", application: "agent 1", comment: "über")
        let interface = PcapNGInterface(
            linkType: .linuxSLL2, snapLength: 0, name: "any", about: "all of them", filter: "port 2002")
        var statistics = PcapNGStatistics(interface: 1, time: PacketTime(seconds: 5, microseconds: 6))
        statistics.startTime = PacketTime(seconds: 1, microseconds: 2)
        statistics.endTime = PacketTime(seconds: 3, microseconds: 4)
        (statistics.received, statistics.droppedByInterface) = (UInt64.max, 1)
        (statistics.droppedBySystem, statistics.delivered) = (2, 3)
        var file: [UInt8] = []
        writer.append(section, to: &file)
        writer.append(interface, to: &file)
        writer.append(PcapNGInterface(linkType: .upperPDU), to: &file)
        for length in 0..<5 {
            writer.append(
                [UInt8](repeating: 9, count: length).span, interface: 1,
                at: PacketTime(seconds: 7, microseconds: 8), originalLength: 4, to: &file)
        }
        writer.append(statistics, to: &file)
        var reader = PcapNGReader()
        let blocks = try blocks(file, &reader)
        #expect(blocks.count == 9 && reader.wholeLength == UInt64(file.count))
        #expect(blocks[0] == .section(section) && blocks[1] == .interface(interface))
        #expect(blocks[8] == .statistics(statistics))
        for length in 0..<5 {
            guard case .packet(let packet) = blocks[3 + length] else { return #expect(Bool(false), "no packet") }
            #expect(packet.time == PacketTime(seconds: 7, microseconds: 8) && packet.originalLength == 4)
            #expect(packet.octets.count == length && packet.interface == 1 && packet.comment.isEmpty)
        }
    }

    @Test func `any piece of a file tells how much of it is whole`() throws {
        let whole = sample
        let ends = [0, 44, 92, 144, 208]
        for length in 0...whole.count {
            var reader = PcapNGReader()
            _ = try blocks(Array(whole.prefix(length)), &reader)
            #expect(reader.wholeLength == UInt64(ends.last { $0 <= length } ?? 0))
        }
        var reader = PcapNGReader()
        #expect(throws: CaptureFormatError.tooShort(.pcapngBlock, expected: 12, found: 0)) {
            try blocks(whole + [UInt8](repeating: 0, count: 512), &reader)
        }
        #expect(reader.wholeLength == 208)
    }

    @Test func `a section of the other byte order follows one of this`() throws {
        let other =
            hex("0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c")
            + hex("00000001 0000001c 0065 0000 00000040 0009 0001 83000000 0000001c")
            + hex("00000006 00000024 00000000 00000000 0000000c 00000001 00000001 aa000000 00000024")
            + hex("00000bad 0000000c 0000000c")
        var reader = PcapNGReader()
        let blocks = try blocks(sample + other, &reader)
        #expect(blocks[5] == .interface(PcapNGInterface(linkType: .raw, snapLength: 64)))
        guard case .packet(let packet) = blocks[6] else { return #expect(Bool(false), "no packet") }
        // Twelve eighths of a second.
        #expect(packet.time == PacketTime(nanoseconds: 1_500_000_000))
        #expect(blocks[7] == .other(type: 0xbad))
    }

    @Test func `what contradicts itself is refused`() throws {
        let good = sample
        let cases: [(Int, UInt8, CaptureFormatError)] = [
            (0, 1, .unexpected(.pcapngBlock, expected: "a section header at the beginning", found: 0x0a0d_0d01)),
            (8, 0, .unexpected(.pcapngSection, expected: "the byte-order magic", found: 0x003c_2b1a)),
            (12, 9, .unexpected(.pcapngSection, expected: "major version 1", found: 9)),
            (48, 0x36, .unexpected(.pcapngBlock, expected: "a length that four divides", found: 54)),
            (51, 1, .tooLong(.pcapngBlock, limit: 1_048_576, found: 16_777_264)),
            (88, 1, .unexpected(.pcapngBlock, expected: "48 again at its end", found: 1)),
            (100, 1, .unexpected(.pcapngInterface, expected: "one of the 1 interfaces described", found: 1)),
            (115, 1, .tooShort(.pcapngPacket, expected: 16_777_221, found: 20)),
            (72, 20, .unexpected(.pcapngOption, expected: "a power of ten below 20", found: 20)),
        ]
        for (offset, octet, error) in cases {
            var file = good
            file[offset] = octet
            var reader = PcapNGReader()
            #expect(throws: error, "octet \(offset)") { try blocks(file, &reader) }
        }
    }

    @Test func `a section has no more interfaces than the limit`() {
        let writer = PcapNGWriter()
        var file: [UInt8] = []
        writer.append(PcapNGSection(), to: &file)
        for _ in 0..<4 { writer.append(PcapNGInterface(linkType: .ethernet), to: &file) }
        var reader = PcapNGReader(interfaceLimit: 3)
        #expect(throws: CaptureFormatError.tooLong(.pcapngInterface, limit: 3, found: 4)) { try blocks(file, &reader) }
    }

    @Test func `a long text is cut where a character ends`() throws {
        var file: [UInt8] = []
        PcapNGWriter().append(PcapNGSection(comment: String(repeating: "ü", count: 40_000)), to: &file)
        var reader = PcapNGReader()
        #expect(
            try blocks(file, &reader) == [.section(PcapNGSection(comment: String(repeating: "ü", count: 32_767)))])
    }
}
