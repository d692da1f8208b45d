import Snapshot
import Testing

@testable import SNMPAgent

/// HOST-RESOURCES-MIB and IP-MIB show the host as the samplers saw it.
struct HostResourcesTests {
    let groups = TableFixture.groups()
    let host = HostTree.root

    private func image(_ change: (inout HostStatus) -> Void = { _ in }) throws -> MIBImage {
        var source = TableFixture.source()
        change(&source.snapshot.host)
        return try MIBImage.make(TableFixture.groups(), from: source)
    }

    @Test func `the system is shown with its clocks`() throws {
        let image = try image()
        #expect(image.number(host + [1, 1, 0]) == 123_456)
        #expect(image.get(host + [1, 2, 0])?.content == TableFixture.now.dateAndTime)
        #expect(image.number(host + [1, 3, 0]) == 393_217)
        #expect(image.get(host + [1, 4, 0])?.content.count == 128)
        #expect(image.number(host + [1, 5, 0]) == 2)
        #expect(image.number(host + [1, 6, 0]) == 93)
        #expect(image.number(host + [1, 7, 0]) == 4_194_304)
        #expect(image.number(host + [2, 2, 0]) == 4_194_304)
    }

    @Test func `what is not known is left out`() throws {
        let image = try image { $0 = HostStatus() }
        for scalar in UInt32(3)...7 { #expect(image.get(host + [1, scalar, 0]) == nil) }
        #expect(image.get(host + [2, 2, 0]) == nil)
        #expect(TableFixture.walk(image, below: host + [2]).isEmpty)
        #expect(TableFixture.walk(image, below: host + [3]).isEmpty)
        #expect(TableFixture.walk(image, below: IPTree.ip).isEmpty)
        #expect(TableFixture.walk(image, below: IPTree.icmp).isEmpty)
    }

    @Test func `memory is counted in kibibytes as Net-SNMP counts it`() throws {
        let image = try image()
        let storage = host + [2, 3, 1]
        func row(_ index: UInt32) -> [UInt64] { (4...6).compactMap { image.number(storage + [$0, index]) } }
        let rows: [UInt32: [UInt64]] = [
            1: [1024, 4_194_304, 3_670_016], 3: [1024, 5_242_880, 3_932_160], 6: [1024, 4_194_304, 65_536],
            7: [1024, 2_097_152, 2_097_152], 10: [1024, 1_048_576, 262_144],
        ]
        for (index, expected) in rows { #expect(row(index) == expected, "row \(index)") }
        #expect(image.oid(storage + [2, 1]) == host + [2, 1, 2])
    }

    @Test func `units grow until the size of a file system fits 31 bits`() throws {
        let image = try image()
        let storage = host + [2, 3, 1]
        #expect(image.number(storage + [4, 31]) == 4096)
        #expect(image.number(storage + [5, 31]) == 1_048_576)
        #expect(image.number(storage + [6, 31]) == 786_432)
        #expect(image.number(storage + [4, 33]) == 32_768)
        #expect(image.number(storage + [5, 33]) == 1_250_000_000)
        #expect(image.number(storage + [6, 33]) == 750_000_000)
        #expect(image.oid(storage + [2, 34]) == host + [2, 1, 8])
        let files = host + [3, 8, 1]
        #expect(image.text(files + [2, 3]) == "/archive")
        #expect(image.oid(files + [4, 1]) == host + [3, 9, 23])
        #expect(image.number(files + [5, 3]) == 2)
        #expect(image.number(files + [7, 3]) == 33)
        for index: UInt32 in [1, 3, 4] {
            #expect(image.number(files + [6, index]) == (index == 1 ? 1 : 2), "hrFSBootable.\(index)")
        }
    }

    @Test(
        arguments: [
            ("/boot", "ext4", "ext4", [2, 1]), ("/boot/efi", "vfat", "ext4", [1, 2]),
            ("/srv", "ext4", "overlay", [2, 2]),
        ] as [(String, String, String, [UInt64])])
    func `the host starts from the file system that has its kernel`(
        point: String, type: String, rootType: String, expected: [UInt64]
    ) throws {
        let image = try image { host in
            host.fileSystems = [
                (1, "/", rootType), (2, point, type),
            ].map { index, point, type in
                HostFileSystem(
                    index: index, mountPoint: point, device: "x", type: type, blockBytes: 4096, blocks: 2, freeBlocks: 1
                )
            }
        }
        #expect([1, 2].compactMap { image.number(host + [3, 8, 1, 6, $0]) } == expected)
    }

    @Test func `devices have the numbers that other agents give them`() throws {
        let image = try image()
        let devices = host + [3, 2, 1]
        #expect(image.text(devices + [3, 196_608]) == "GenuineIntel: Xeon")
        #expect(image.number(host + [3, 3, 1, 2, 196_608]) == 17)
        #expect(image.get(host + [3, 3, 1, 2, 196_609]) == nil)
        #expect(image.get(host + [3, 3, 1, 1, 196_609])?.content == [0])
        #expect(image.text(devices + [3, 262_146]) == "network interface eth0")
        #expect(image.number(host + [3, 4, 1, 1, 262_146]) == 2)
        #expect(image.number(devices + [5, 262_145]) == 2)
        #expect(image.text(devices + [3, 393_217]) == "disk sda, ACME 1")
        #expect(image.number(host + [3, 6, 1, 2, 393_217]) == 3)
        #expect(image.number(host + [3, 6, 1, 4, 393_217]) == 488_281_250)
        // 40 TB do not fit an Integer32 of kibibytes.
        #expect(image.number(host + [3, 6, 1, 4, 393_218]) == UInt64(Int32.max))
    }

    @Test func `a processor that worked leaves all other rows as they are`() throws {
        var source = TableFixture.source()
        let first = try MIBImage.make(groups, from: source)
        source.snapshot.host.processors[0].loadPercent = 18
        let second = try MIBImage.make(groups, from: source, previous: first)
        for entry in [[2, 3, 1], [3, 2, 1], [3, 4, 1], [3, 6, 1], [3, 8, 1]] as [[UInt32]] {
            #expect(first.table(entry: host + entry) === second.table(entry: host + entry), "\(entry)")
        }
        #expect(second.number(host + [3, 3, 1, 2, 196_608]) == 18)
    }

    // MARK: IP-MIB

    @Test func `addresses are shown in both tables, broadcasts only in the new one`() throws {
        let image = try image()
        let old = IPTree.ip + [20, 1], new = IPTree.ip + [34, 1]
        let address: [UInt32] = [192, 0, 2, 5]
        #expect(image.get(old + [1] + address)?.content == [192, 0, 2, 5])
        #expect(image.number(old + [2] + address) == 2)
        #expect(image.get(old + [3] + address)?.content == [255, 255, 255, 0])
        #expect(image.number(old + [4] + address) == 1)
        #expect(image.number(old + [4, 127, 0, 0, 1]) == 0)
        #expect(image.number(new + [3, 1, 4] + address) == 2)
        for column in UInt32(4)...11 { #expect(image.get(new + [column, 1, 4] + address) != nil) }
        #expect(image.number(new + [6, 1, 4] + address) == 4)
        #expect(image.number(new + [8, 1, 4] + address) == 300)
        #expect(image.number(new + [9, 1, 4] + address) == 400)
        #expect(image.number(new + [4, 1, 4, 192, 0, 2, 255]) == 3)
        #expect(image.get(old + [1, 192, 0, 2, 255]) == nil)
        #expect(image.table(entry: new)?.rowCount == 5)
    }

    @Test func `an address that holds on its link has the link as its zone`() throws {
        let image = try image()
        let octets: [UInt32] = [0xfe, 0x80, 0, 0, 0, 0, 0, 0, 2, 1, 0x3e, 0xff, 0xfe, 0, 0, 0x4d, 0, 0, 0, 2]
        let row = [4, 20] + octets
        #expect(image.number(IPTree.ip + [34, 1, 3] + row) == 2)
        #expect(image.number(IPTree.ip + [34, 1, 7] + row) == 2)
        let network: [UInt32] = [0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]
        let prefix = IPTree.ip + [32, 1, 5, 2, 4, 20] + network + [64]
        #expect(image.oid(IPTree.ip + [34, 1, 5] + row) == prefix)
        #expect(image.number(prefix) == 3)
    }

    @Test func `every address points to a prefix that is there`() throws {
        let image = try image()
        let pointers = TableFixture.walk(image, below: IPTree.ip + [34, 1, 5])
        #expect(pointers.count == 5)
        for cell in pointers { #expect(image.get(CellReader.arcs(cell.content[...])) != nil) }
        // The prefix that a server gave does not hold for ever, how long it does is not known.
        let given = IPTree.ip + [32, 1]
        let row: [UInt32] = [2, 1, 4, 192, 0, 2, 0, 24]
        #expect(image.number(given + [5] + row) == 4)
        #expect(image.get(given + [8] + row) == nil)
        #expect(image.number(given + [8, 1, 1, 4, 127, 0, 0, 0, 8]) == UInt64(UInt32.max))
    }

    @Test func `statistics are in both widths, and what the kernel does not count is a gap`() throws {
        let image = try image()
        let table = IPTree.ip + [31, 1, 1]
        #expect(image.number(table + [3, 1]) == 7)
        #expect(image.number(table + [4, 1]) == 8_589_934_599)
        #expect(image.number(table + [6, 1]) == 1_099_511_627_776)
        #expect(image.number(table + [3, 2]) == 3)
        #expect(image.get(table + [6, 2]) == nil)
        #expect(image.get(table + [7, 1]) == nil)
        // ipSystemStatsRefreshRate: asking more often shows nothing new.
        #expect(image.number(table + [47, 1]) == 10_000)
        #expect(image.number(IPTree.ip + [1, 0]) == 2)
        #expect(image.number(IPTree.ip + [25, 0]) == 1)
        #expect(image.number(IPTree.ip + [3, 0]) == 7)
        #expect(image.number(IPTree.icmp + [1, 0]) == 4)
        #expect(image.number(IPTree.icmp + [29, 1, 2, 2]) == 6)
        #expect(image.number(IPTree.icmp + [30, 1, 3, 1, 8]) == 4)
        #expect(image.number(IPTree.icmp + [30, 1, 4, 1, 0]) == 5)
        #expect(image.number(IPTree.icmp + [30, 1, 3, 2, 135]) == 6)
    }
}
