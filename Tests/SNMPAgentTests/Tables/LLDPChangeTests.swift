import NetworkValues
import Snapshot
import Testing

@testable import LinkProtocols
@testable import SNMPAgent

/// Rows of LLDP-MIB are encoded again only when what they show changed.
struct LLDPChangeTests {
    let groups = TableFixture.groups()
    var receiver = LANFixture.receiver()

    private func source(_ receiver: LLDPReceiver) -> TableSource {
        var source = LANFixture.source()
        source.snapshot.lan.ports[0].lldp = LANFixture.lldp(receiver, LANFixture.endpoint())
        return source
    }

    private func table(_ image: MIBImage, _ arc: [UInt32]) -> EncodedTable? {
        image.segments.lazy.compactMap(\.table).first { $0.layout.entry == LLDPTree.objects + arc + [1] }
    }

    @Test func `a LAN side that did not change keeps its tables`() throws {
        var source = LANFixture.source()
        let first = try MIBImage.make(groups, from: source)
        source.snapshot.time = source.snapshot.time.adding(seconds: 5)
        let second = try MIBImage.make(groups, from: source, previous: first)
        #expect(table(first, [4, 1]) === table(second, [4, 1]))
        #expect(table(first, [2, 7]) === table(second, [2, 7]))
    }

    @Test mutating func `a neighbour heard again changes counters and nothing else`() throws {
        let first = try MIBImage.make(groups, from: source(receiver))
        receiver.statistics.framesIn += 1
        _ = receiver.receive(
            LANFixture.switchUnit(), from: LANFixture.switchChassis, now: LANFixture.start.adding(seconds: 60))
        let second = try MIBImage.make(groups, from: source(receiver), previous: first)
        #expect(table(first, [4, 1]) === table(second, [4, 1]))
        #expect(table(first, [4, 2]) === table(second, [4, 2]))
        #expect(table(first, [3, 7]) === table(second, [3, 7]))
        let before = try #require(table(first, [2, 7]))
        let after = try #require(table(second, [2, 7]))
        #expect(zip(before.rows, after.rows).map { $0 === $1 } == [false, true])
    }

    @Test mutating func `a neighbour that says something new moves behind the others`() throws {
        let first = try MIBImage.make(groups, from: source(receiver))
        var unit = LANFixture.telephone()
        unit.systemName = "phone"
        _ = receiver.receive(unit, from: LANFixture.chassis, now: LANFixture.start.adding(seconds: 70))
        let second = try MIBImage.make(groups, from: source(receiver), previous: first)
        let column = LLDPTree.objects + [4, 1, 1, 9]
        #expect(second.get(column + [1000, 2, 2]) == nil)
        #expect(second.get(column + [7000, 2, 2])?.content == Array("phone".utf8))
        #expect(second.get(LLDPTree.objects + [2, 1, 0])?.content == [0x1b, 0x58])
        let before = try #require(table(first, [4, 1]))
        let after = try #require(table(second, [4, 1]))
        #expect(after.rows[0] === before.rows[1] && after.rows[1] === before.rows[2])
    }

    @Test mutating func `a neighbour that goes takes its rows along`() throws {
        let first = try MIBImage.make(groups, from: source(receiver))
        _ = receiver.expire(now: LANFixture.start.adding(seconds: 155))
        let second = try MIBImage.make(groups, from: source(receiver), previous: first)
        #expect(TableFixture.walk(second, below: LLDPTree.objects + [4]).isEmpty)
        #expect(TableFixture.walk(second, below: LLDPTree.media + [1, 3]).isEmpty)
        #expect(table(second, [4, 1])?.rowCount == 0)
    }
}
