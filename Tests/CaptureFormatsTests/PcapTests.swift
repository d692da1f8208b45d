import CaptureFormats
import Testing

/// Files of the classic format, written and read.
struct PcapTests {
    private let time = PacketTime(seconds: 0x6b03_25da, nanoseconds: 123_456_789)

    private func file(_ resolution: TimeResolution, _ packets: [[UInt8]]) -> [UInt8] {
        let writer = PcapWriter(PcapHeader(linkType: .ethernet, snapLength: 64, resolution: resolution))
        var octets: [UInt8] = []
        writer.appendHeader(to: &octets)
        for packet in packets { writer.append(packet.span, at: time, originalLength: packet.count, to: &octets) }
        return octets
    }

    private func records(_ file: [UInt8], _ reader: inout PcapReader) throws -> [PcapRecord] {
        var position = 0
        var records: [PcapRecord] = []
        while let record = try reader.next(in: file.span, at: &position) { records.append(record) }
        return records
    }

    @Test func `a file has a header of 24 octets and records of 16 and the packet`() {
        #expect(
            file(.microseconds, [[0xaa, 0xbb, 0xcc]])
                == hex("d4c3b2a1 0200 0400 00000000 00000000 40000000 01000000")
                + hex("da25036b 40e20100 03000000 03000000 aabbcc"))
        #expect(Array(file(.nanoseconds, [[0xaa]]).suffix(17)) == hex("da25036b 15cd5b07 01000000 01000000 aa"))
        #expect(Array(file(.nanoseconds, []).prefix(4)) == hex("4d3cb2a1"))
    }

    @Test func `what is over the snap length is left out and counted in the original length`() throws {
        let packet = [UInt8](repeating: 7, count: 100)
        var reader = PcapReader()
        let octets = file(.microseconds, [packet])
        let record = try #require(try records(octets, &reader).first)
        #expect(record.octets.count == 64 && record.originalLength == 100)
        #expect(PcapWriter(PcapHeader(linkType: .ethernet, snapLength: 64)).recordLength(of: 100) == 80)
        #expect(PcapWriter(PcapHeader(linkType: .ethernet, snapLength: 0)).recordLength(of: 100) == 116)
    }

    @Test func `times keep what the resolution can tell`() throws {
        var reader = PcapReader()
        #expect(try records(file(.nanoseconds, [[1]]), &reader).first?.time == time)
        reader = PcapReader()
        #expect(
            try records(file(.microseconds, [[1]]), &reader).first?.time
                == PacketTime(seconds: 0x6b03_25da, microseconds: 123_456))
    }

    @Test(arguments: [
        ("a1b2c3d4", 1_000), ("a1b23c4d", 1),
    ]) func `a file of the other byte order is read`(magic: String, nanosecondsPerUnit: UInt32) throws {
        let file =
            hex("\(magic) 0002 0004 00000000 00000000 0000ffff 10000114")
            + hex("00000001 00000002 00000003 00000005 aabbcc")
        var reader = PcapReader()
        let record = try #require(try records(file, &reader).first)
        let header = try #require(reader.header)
        #expect(header.isBigEndian && header.snapLength == 65_535)
        // The bits above the link type tell of a frame check sequence.
        #expect(header.linkType == .linuxSLL2)
        #expect(record.time == PacketTime(seconds: 1, nanoseconds: 2 * nanosecondsPerUnit))
        #expect(record.octets == 40..<43 && record.originalLength == 5)
    }

    @Test func `any piece of a file tells how much of it is whole`() throws {
        let whole = file(.microseconds, [[1, 2, 3], [], [4]])
        let ends = [24, 43, 59, 76]
        for length in 0...whole.count {
            var reader = PcapReader()
            _ = try records(Array(whole.prefix(length)), &reader)
            #expect(reader.wholeLength == UInt64(ends.last { $0 <= length } ?? 0))
            #expect(reader.records == UInt64(ends.count { $0 <= length && $0 > 24 }))
        }
    }

    @Test func `a file may come octet by octet`() throws {
        let whole = file(.nanoseconds, [[1, 2, 3], [4]])
        var reader = PcapReader()
        var waiting: [UInt8] = []
        var packets: [[UInt8]] = []
        for octet in whole {
            waiting.append(octet)
            var position = 0
            while let record = try reader.next(in: waiting.span, at: &position) {
                packets.append(Array(waiting[record.octets]))
            }
            waiting.removeFirst(position)
            #expect(waiting.count < reader.roomNeeded)
        }
        #expect(packets == [[1, 2, 3], [4]] && waiting.isEmpty)
    }

    @Test func `zeros that a power cut left end what is whole`() {
        let torn = file(.microseconds, [[1, 2, 3]]) + [UInt8](repeating: 0, count: 4096)
        var reader = PcapReader()
        #expect(throws: CaptureFormatError.blankRecord(.pcapRecord)) { try records(torn, &reader) }
        #expect(reader.wholeLength == 43)
    }

    @Test func `a record that cannot be is an error and ends what is whole`() {
        let good = file(.microseconds, [[1]])
        let bad: [(String, CaptureFormatError)] = [
            (
                "01000000 40420f00 01000000 01000000",
                .unexpected(
                    .pcapRecord, expected: "a fraction of a second below 1000000", found: 1_000_000)
            ),
            ("01000000 00000000 41000000 41000000", .tooLong(.pcapRecord, limit: 64, found: 65)),
            ("01000000 00000000 ffffffff ffffffff", .tooLong(.pcapRecord, limit: 64, found: 0xffff_ffff)),
            (
                "01000000 00000000 02000000 01000000",
                .unexpected(.pcapRecord, expected: "an original length of at least 2", found: 1)
            ),
        ]
        for (record, error) in bad {
            var reader = PcapReader()
            #expect(throws: error) { try records(good + hex(record), &reader) }
            #expect(reader.wholeLength == UInt64(good.count) && reader.records == 1)
        }
    }

    @Test func `what is no pcap file is refused with what came instead`() {
        for (change, offset) in [([UInt8(0xd5)], 0), ([3], 4), ([5], 6)] {
            var file = file(.microseconds, [])
            file.replaceSubrange(offset..<(offset + 1), with: change)
            var reader = PcapReader()
            let error = #expect(throws: CaptureFormatError.self) { try records(file, &reader) }
            #expect(error?.description.contains("expected") == true && reader.wholeLength == 0)
        }
    }

    @Test func `the reader's own limit holds when the file names none`() {
        let writer = PcapWriter(PcapHeader(linkType: .raw, snapLength: 0))
        var file: [UInt8] = []
        writer.appendHeader(to: &file)
        writer.append([UInt8](repeating: 1, count: 101).span, at: time, originalLength: 101, to: &file)
        var reader = PcapReader(packetLimit: 100)
        #expect(throws: CaptureFormatError.tooLong(.pcapRecord, limit: 100, found: 101)) {
            try records(file, &reader)
        }
    }
}
