import NetworkValues
import Snapshot
import Testing

@testable import LinkProtocols
@testable import SNMPAgent

/// LLDP-MIB, row by row.
struct LLDPTableTests {
    let groups = TableFixture.groups()

    private func image(_ source: TableSource = LANFixture.source(), after previous: MIBImage? = nil) throws -> MIBImage
    {
        try MIBImage.make(groups, from: source, previous: previous)
    }

    /// All cells below an arc of lldpObjects.
    private func cells(_ arc: [UInt32], of image: MIBImage) -> [LANCell] {
        let prefix = LLDPTree.objects + arc
        return TableFixture.walk(image, below: prefix).map { LANCell($0, below: prefix) }
    }

    private func cells(_ arc: [UInt32]) throws -> [LANCell] { cells(arc, of: try image()) }

    @Test func `the configuration shows timers, ports, and where addresses are told`() throws {
        #expect(
            try cells([1]) == [
                .init([1, 0], .integer(20)), .init([2, 0], .integer(3)), .init([3, 0], .integer(4)),
                .init([4, 0], .integer(1)), .init([5, 0], .integer(5)),
                .init([6, 1, 2, 2], .integer(3)), .init([6, 1, 2, 12], .integer(4)),
                .init([6, 1, 3, 2], .integer(2)), .init([6, 1, 3, 12], .integer(2)),
                .init([6, 1, 4, 2], .octets([0xf0])), .init([6, 1, 4, 12], .octets([0xf0])),
                .init([7, 1, 1, 1, 4, 10, 0, 0, 5], .octets([0x40])),
                .init([7, 1, 1, 2, 16, 0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5], .octets([0x40])),
            ])
        let told = cells([1, 6, 1, 3], of: try image(LANFixture.source(sendsChanges: true)))
        #expect(told.map(\.value) == [.integer(1), .integer(1)])
    }

    @Test(arguments: [
        ([1], [0x80]), ([8, 9], [0x01, 0x80]), ([2, 2, 4096], [0x40] + [UInt8](repeating: 0, count: 510) + [1]),
        ([0, 4097], []),
    ])
    func `a list of ports has room for 4,096`(ports: [UInt32], octets: [UInt8]) {
        #expect(LLDPConfiguration.list(ports) == octets)
    }

    @Test func `statistics are in all and by port`() throws {
        #expect(
            try cells([2]) == [
                .init([1, 0], .ticks(3000)), .init([2, 0], .gauge(3)), .init([3, 0], .gauge(19)),
                .init([4, 0], .gauge(18)), .init([5, 0], .gauge(17)),
                .init([6, 1, 2, 2], .counter(12)), .init([6, 1, 2, 12], .counter(0)),
                .init([7, 1, 2, 2], .counter(14)), .init([7, 1, 2, 12], .counter(0)),
                .init([7, 1, 3, 2], .counter(13)), .init([7, 1, 3, 12], .counter(0)),
                .init([7, 1, 4, 2], .counter(11)), .init([7, 1, 4, 12], .counter(0)),
                .init([7, 1, 5, 2], .counter(15)), .init([7, 1, 5, 12], .counter(0)),
                .init([7, 1, 6, 2], .counter(16)), .init([7, 1, 6, 12], .counter(0)),
                .init([7, 1, 7, 2], .gauge(17)), .init([7, 1, 7, 12], .gauge(0)),
            ])
    }

    @Test func `the device tells of itself`() throws {
        let ipv6: [UInt32] = [2, 16, 0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]
        let ipv4: [UInt32] = [1, 4, 10, 0, 0, 5]
        #expect(
            try cells([3]) == [
                .init([1, 0], .integer(4)), .init([2, 0], .octets([0, 1, 0x3e, 0, 0, 0xaa])),
                .init([3, 0], LANCell.text("pbx-7")), .init([4, 0], LANCell.text("ipdect-agent 0.1.0")),
                .init([5, 0], .octets([0x04])), .init([6, 0], .octets([0x04])),
                .init([7, 1, 2, 2], .integer(5)), .init([7, 1, 2, 12], .integer(5)),
                .init([7, 1, 3, 2], LANCell.text("eth0")), .init([7, 1, 3, 12], LANCell.text("eth1")),
                .init([7, 1, 4, 2], LANCell.text("uplink")), .init([7, 1, 4, 12], LANCell.text("eth1")),
                .init([8, 1, 3] + ipv4, .integer(5)), .init([8, 1, 3] + ipv6, .integer(17)),
                .init([8, 1, 4] + ipv4, .integer(2)), .init([8, 1, 4] + ipv6, .integer(2)),
                .init([8, 1, 5] + ipv4, .integer(2)), .init([8, 1, 5] + ipv6, .integer(2)),
                .init([8, 1, 6] + ipv4, .name([0, 0])), .init([8, 1, 6] + ipv6, .name([0, 0])),
            ])
    }

    @Test func `neighbours stand in the order in which they changed`() throws {
        let telephone: [UInt32] = [1000, 2, 2]
        let printer: [UInt32] = [2000, 2, 3]
        let network: [UInt32] = [3000, 2, 1]
        let rows = try cells([4, 1, 1])
        #expect(rows.filter { $0.name.first == 4 }.map { Array($0.name.dropFirst()) } == [telephone, printer, network])
        func row(_ index: [UInt32]) -> [LANCell.Value?] {
            rows.filter { $0.name.dropFirst() == index[...] }.map(\.value)
        }
        #expect(
            row(network) == [
                .integer(4), .octets(LANFixture.switchChassis.octets), .integer(5), LANCell.text("gi0/7"),
                LANCell.text("Room 7"), LANCell.text("sw1"), LANCell.text("A switch"), .octets([0x28]),
                .octets([0x20]),
            ])
        #expect(
            row(telephone) == [
                .integer(5), .octets([1, 10, 0, 0, 9]), .integer(3), .octets(LANFixture.chassis.octets), .octets([]),
                .octets([]), .octets([]), .octets([0x04]), .octets([0x04]),
            ])
        #expect(row(printer).count == 9 && row(printer)[1] == LANCell.text("printer"))
    }

    @Test func `a walk from a time gives the neighbours that changed since`() throws {
        let column = LLDPTree.objects + [4, 1, 1, 5]
        let image = try image()
        #expect(image.next(after: column + [1001])?.name == column + [2000, 2, 3])
        #expect(image.next(after: column + [2001])?.name == column + [3000, 2, 1])
        #expect(image.next(after: column + [3001])?.name.starts(with: column) == false)
        #expect(image.get(column + [500, 2, 1]) == nil, "a row stands under one time")
    }

    @Test func `management addresses have their family and length in the index`() throws {
        let mac = [3000, 2, 1, 6, 6] + LANFixture.switchChassis.octets.map(UInt32.init)
        let ipv4: [UInt32] = [3000, 2, 1, 1, 4, 10, 0, 0, 1]
        #expect(
            try cells([4, 2, 1]) == [
                .init([3] + ipv4, .integer(2)), .init([3] + mac, .integer(3)),
                .init([4] + ipv4, .integer(1001)), .init([4] + mac, .integer(Int(Int32.max))),
                .init([5] + ipv4, .name([0, 0])), .init([5] + mac, .name([1, 3, 6, 1, 4, 1, 1182])),
            ])
    }

    @Test func `what is not understood is shown as it came`() throws {
        #expect(
            try cells([4, 3, 1]) == [.init([2, 3000, 2, 1, 100], .octets([1, 2, 3]))],
            "of two TLVs of one type the index has room for the first")
        #expect(
            try cells([4, 4, 1]) == [
                .init([4, 3000, 2, 1, 0, 0x11, 0x22, 5, 1], .octets([9])),
                .init([4, 3000, 2, 1, 0, 0x11, 0x22, 5, 2], .octets([8, 7])),
            ])
    }

    @Test(arguments: [
        ([0x2b, 6, 1, 4, 1, 0x89, 0x1e], [1, 3, 6, 1, 4, 1, 1182]), ([0x81, 0x34, 3], [2, 100, 3]),
        ([0x2b, 0x8f, 0xff, 0xff, 0xff, 0x7f], [1, 3, UInt32.max]), ([], nil), ([0x2b, 0x89], nil),
        ([0x2b, 0x90, 0x80, 0x80, 0x80, 0x00], nil), ([UInt8](repeating: 1, count: 128), nil),
        ([UInt8](repeating: 0xff, count: 128), nil),
    ])
    func `an object identifier from a neighbour is read or refused`(octets: [UInt8], arcs: [UInt32]?) {
        #expect(ObjectIdentifierContent.arcs(octets) == arcs)
    }

    @Test func `an agent without LAN ports serves no rows`() throws {
        let image = try image(TableFixture.source())
        #expect(cells([3], of: image).isEmpty)
        #expect(cells([4], of: image).isEmpty)
        #expect(cells([1], of: image).count == 5)
    }

    @Test func `a whole walk is in order and has each instance once`() throws {
        let image = try image()
        let names = TableFixture.walk(image, below: [1]).map(\.name)
        #expect(zip(names, names.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
        #expect(names.first?.starts(with: [1, 0, 8802, 1, 1, 1]) == true)
        #expect(names.allSatisfy { image.get($0)?.name == $0 })
    }
}
