import Faults
import IPDECTCore
import NetworkValues
import Snapshot
import Testing

@testable import SNMPAgent

/// Rows that did not change are shared with the image before, and LastChange tells a poller what to look at again.
struct TableChangeTests {
    let tree = OwnTree(.standard)
    let groups = TableFixture.groups()

    /// The value of a scalar of 32 bits.
    private func scalar(_ image: MIBImage, _ module: OwnTree.Module, _ arcs: [UInt32]) -> UInt64? {
        image.get(tree.objects(module) + arcs + [0])?.content.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func table(_ image: MIBImage, _ module: OwnTree.Module, _ number: UInt32) -> EncodedTable? {
        image.segments.lazy.compactMap(\.table).first { $0.layout.entry == tree.objects(module) + [number, 1] }
    }

    private func moved(_ source: TableSource, seconds: Int64) -> TableSource {
        var source = source
        source.snapshot.time = source.snapshot.time.adding(seconds: seconds)
        source.snapshot.number += 1
        return source
    }

    @Test func `a site that did not change keeps its tables`() throws {
        let source = TableFixture.source()
        let first = try MIBImage.make(groups, from: source)
        let second = try MIBImage.make(groups, from: moved(source, seconds: 5), previous: first)
        #expect(table(first, .system, 2) === table(second, .system, 2))
        #expect(table(first, .sync, 3) === table(second, .sync, 3))
        #expect(scalar(second, .system, [1, 14]) == scalar(first, .system, [1, 14]))
        #expect(scalar(second, .system, [6, 3]) == 8)
    }

    @Test func `ifLinkUpDownTrapEnable says whether linkUp and linkDown are sent`() throws {
        var source = TableFixture.source()
        let enabled: [UInt32] = [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 14, 1]
        let first = try MIBImage.make(groups, from: source)
        #expect(first.get(enabled)?.content == [1])
        source.sendsLinkChanges = false
        #expect(try MIBImage.make(groups, from: source, previous: first).get(enabled)?.content == [2])
    }

    @Test func `a call changes traffic and nothing else`() throws {
        var source = TableFixture.source()
        let first = try MIBImage.make(groups, from: source)
        source = moved(source, seconds: 5)
        source.snapshot.site.revision += 1
        source.snapshot.site.radios[2].revision += 1
        source.snapshot.site.radios[2].traffic.callsIn += 1
        let second = try MIBImage.make(groups, from: source, previous: first)
        #expect(table(first, .system, 2) === table(second, .system, 2))
        #expect(table(first, .sync, 3) === table(second, .sync, 3))
        #expect(table(first, .sync, 4) === table(second, .sync, 4))
        let before = try #require(table(first, .traffic, 2))
        let after = try #require(table(second, .traffic, 2))
        #expect(zip(before.rows, after.rows).map { $0 === $1 } == [true, true, false, true, true])
        #expect(second.get(tree.objects(.traffic) + [2, 1, 1, 3])?.content == [4])
    }

    @Test func `a radio heard again changes its row but not LastChange`() throws {
        var source = TableFixture.source()
        let first = try MIBImage.make(groups, from: source)
        source = moved(source, seconds: 5)
        source.snapshot.site.revision += 1
        source.snapshot.site.radios[0].revision += 1
        source.snapshot.site.radios[0].lastSeen = source.snapshot.time
        let second = try MIBImage.make(groups, from: source, previous: first)
        #expect(table(first, .system, 2) !== table(second, .system, 2))
        #expect(scalar(second, .system, [1, 14]) == 60_000)

        source.snapshot.site.revision += 1
        source.snapshot.site.radios[0].revision += 1
        source.snapshot.site.radios[0].registration = .staticLost
        source.snapshot.site.radios[0].connectedSince = nil
        let third = try MIBImage.make(groups, from: source, previous: second)
        #expect(scalar(third, .system, [1, 14]) == 60_500)
        #expect(third.get(tree.objects(.system) + [2, 1, 17, 1]) == nil)
        #expect(third.get(tree.objects(.system) + [2, 1, 8, 1])?.content == [3])
    }

    @Test func `a radio that goes takes its rows along`() throws {
        var source = TableFixture.source()
        let first = try MIBImage.make(groups, from: source)
        source = moved(source, seconds: 1)
        source.snapshot.site.revision += 1
        source.snapshot.site.radios.remove(at: 1)
        let second = try MIBImage.make(groups, from: source, previous: first)
        #expect(table(second, .system, 2)?.rowCount == 4)
        #expect(second.get(tree.objects(.system) + [2, 1, 2, 2]) == nil)
        #expect(second.get(tree.objects(.sync) + [4, 1, 2, 2, 1]) == nil)
        #expect(second.get(tree.objects(.sync) + [4, 1, 2, 3, 4]) != nil)
        #expect(scalar(second, .system, [1, 14]) == 60_100)
    }

    @Test func `an alarm that is cleared leaves its table, marks its event, and frees its device`() throws {
        var source = TableFixture.source()
        let first = try MIBImage.make(groups, from: source)
        #expect(first.get(tree.objects(.system) + [2, 1, 18, 2])?.content == [1])
        #expect(first.get(tree.objects(.alarm) + [3, 1, 4, 2])?.content == [1])
        source = moved(source, seconds: 9)
        let alarm = try #require(source.snapshot.alarms.alarms.dropFirst().first)
        _ = source.snapshot.alarms.clear(alarm.key, at: source.snapshot.time)
        let second = try MIBImage.make(groups, from: source, previous: first)
        #expect(second.get(tree.objects(.alarm) + [2, 1, 2, 2]) == nil)
        #expect(second.get(tree.objects(.alarm) + [3, 1, 4, 2])?.content == [2])
        #expect(second.get(tree.objects(.system) + [2, 1, 18, 2])?.content == [0])
        #expect(second.get(tree.objects(.system) + [2, 1, 19, 2])?.content == [1])
        #expect(scalar(second, .alarm, [1, 8]) == 60_900)
        #expect(scalar(second, .alarm, [1, 1]) == 2)
    }

    @Test func `the vendor's tables number their rows by place`() throws {
        var source = TableFixture.source()
        let first = try MIBImage.make(groups, from: source)
        let entry = VendorTree.objects + [2, 2, 1]
        #expect(first.get(entry + [8, 2])?.content == Array("Radio 2 does not answer".utf8))
        #expect(first.get(entry + [2, 1])?.content == Array("2026-11-18".utf8))
        let alarm = try #require(source.snapshot.alarms.alarms.dropFirst().first)
        _ = source.snapshot.alarms.clear(alarm.key, at: source.snapshot.time)
        let second = try MIBImage.make(groups, from: source, previous: first)
        #expect(second.get(entry + [8, 2])?.content == Array("Radio 3 does not answer".utf8))
        #expect(second.get(entry + [8, 3]) == nil)
        #expect(second.get(VendorTree.objects + [1, 2, 0])?.content == [2])
    }

    @Test func `sysDescr follows the devices' pattern when asked to`() throws {
        let source = TableFixture.source()
        let settings = TableSettings(identity: .vendor, objectIdentity: .vendor)
        let image = try MIBImage.make(TableFixture.groups(settings), from: source)
        let text = image.get([1, 3, 6, 1, 2, 1, 1, 1, 0])?.content
        #expect(text == Array("IPBS3[12.1.5], Bootcode[12.1.0], Hardware[IPBS3-A3/1A]".utf8))
        #expect(image.get([1, 3, 6, 1, 2, 1, 1, 2, 0])?.content == [0x2b, 6, 1, 4, 1, 0x81, 0xd7, 0x5e])
    }
}
