import NetworkValues
import Testing

@testable import SNMPAgent

@Suite struct RowWriterTests {
    func cells(_ count: UInt32 = 2, write: (inout RowWriter) -> Void) throws -> [ReadCell] {
        let layout = TableLayout(entry: [1, 3, 6, 1, 4, 1, 27_614, 1], columns: 1...count)
        let image = try MIBImage([.scalars(ScalarGroup(layout, revision: 1, write: write))])
        return (1...count).compactMap { image.get(layout.entry + [$0, 0]) }
    }

    func content(write: (inout RowWriter) -> Void) throws -> [UInt8] {
        try #require(try cells(write: write).first).content
    }

    @Test(
        arguments: [
            (0, [0x00]), (127, [0x7f]), (128, [0x00, 0x80]), (-1, [0xff]), (-128, [0x80]), (-129, [0xff, 0x7f]),
            (2_147_483_647, [0x7f, 0xff, 0xff, 0xff]), (-2_147_483_648, [0x80, 0, 0, 0]),
            (5_000_000_000, [0x7f, 0xff, 0xff, 0xff]), (65_535, [0x00, 0xff, 0xff]),
        ] as [(Int, [UInt8])])
    func `an integer takes as few octets as its sign allows`(value: Int, octets: [UInt8]) throws {
        #expect(try content { $0.integer(1, value) } == octets)
    }

    @Test func `unsigned types keep their highest bit`() throws {
        let cells = try cells(6) { row in
            row.gauge32(1, 0xffff_ffff as UInt32)
            row.counter32(2, 0x1_0000_0002 as UInt64)
            row.counter64(3, UInt64.max)
            row.timeTicks(4, 0x1_0000_0000 as UInt64)
            row.unsigned32(5, UInt64.max)
            row.counter64(6, 0x80)
        }
        #expect(cells.map(\.tag) == [0x42, 0x41, 0x46, 0x43, 0x42, 0x46])
        #expect(cells[0].content == [0, 0xff, 0xff, 0xff, 0xff])
        #expect(cells[1].content == [2])
        #expect(cells[2].content == [0] + [UInt8](repeating: 0xff, count: 8))
        #expect(cells[3].content == [0])
        #expect(cells[4].content == [0, 0xff, 0xff, 0xff, 0xff])
        #expect(cells[5].content == [0, 0x80])
    }

    @Test(arguments: [0, 1, 100, 127, 128, 200, 255, 256, 300, 5000])
    func `strings of any length have the right lengths around them`(count: Int) throws {
        let octets = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        #expect(try content { $0.octetString(1, octets) } == octets)
    }

    @Test func `text is cut between characters`() throws {
        #expect(try content { $0.octetString(1, "aé", limit: 2) } == Array("a".utf8))
        #expect(try content { $0.octetString(1, "aé", limit: 3) } == Array("aé".utf8))
        #expect(try content { $0.octetString(1, String(repeating: "x", count: 300)) }.count == 255)
    }

    @Test func `names and addresses`() throws {
        let cells = try cells(8) { row in
            row.oid(1, [1, 3, 6, 1, 4, 1, 27_614])
            row.oid(2, [])
            row.ipAddress(3, .v4(0x0a00_0001))
            row.inetAddress(4, 5, .v6(high: 0xfe80 << 48, low: 1, zone: 3))
            row.macAddress(6, MACAddress(rawValue: 0x0001_3e12_3456))
            row.bits(7, [0, 9, 77], octetCount: 2)
            row.truthValue(8, false)
        }
        #expect(cells[0].content == [0x2b, 6, 1, 4, 1, 0x81, 0xd7, 0x5e])
        #expect(cells[1].content == [0])
        #expect(cells[2] == ReadCell(name: cells[2].name, tag: 0x40, content: [10, 0, 0, 1]))
        #expect(cells[3].content == [4])
        #expect(cells[4].content.count == 20 && cells[4].content.suffix(4) == [0, 0, 0, 3])
        #expect(cells[5].content == [0, 1, 0x3e, 0x12, 0x34, 0x56])
        #expect(cells[6].content == [0x80, 0x40])
        #expect(cells[7].content == [2])
    }

    @Test func `a date has eleven octets, and no date eight of zero`() throws {
        let date = try content { $0.dateAndTime(1, Timestamp(milliseconds: 1_795_440_000_500)) }
        #expect(date.count == 11)
        #expect(Array(date.suffix(4)) == [5, 0x2b, 0, 0])
        #expect(try content { $0.dateAndTime(1, nil) } == [UInt8](repeating: 0, count: 8))
    }

    @Test func `a column that is not written is a gap`() throws {
        let cells = try cells(4) { row in
            row.integer(2, 7)
            row.integer(4, 9)
        }
        #expect(cells.map(\.content) == [[7], [9]])
    }
}
