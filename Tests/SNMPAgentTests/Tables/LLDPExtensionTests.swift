import NetworkValues
import Snapshot
import Testing

@testable import SNMPAgent

/// The extensions of LLDP-MIB and IEEE8021-PAE-MIB, row by row.
struct LLDPExtensionTests {
    /// All cells below an arc.
    private func cells(_ prefix: [UInt32]) throws -> [LANCell] {
        let image = try MIBImage.make(TableFixture.groups(), from: LANFixture.source())
        return TableFixture.walk(image, below: prefix).map { LANCell($0, below: prefix) }
    }

    @Test func `LLDP-MED of the device: class, capabilities, policies, inventory`() throws {
        #expect(
            try cells(LLDPTree.media + [1, 1]) == [
                .init([1, 0], .integer(3)), .init([2, 1, 1, 2], .octets([0xc4])), .init([2, 1, 2, 2], .octets([0xc4])),
                .init([2, 1, 3, 2], .integer(2)), .init([3, 0], .gauge(6)),
            ])
        #expect(
            try cells(LLDPTree.media + [1, 2]) == [
                .init([1, 1, 2, 2, 2, 0x40, 0], .integer(0)), .init([1, 1, 3, 2, 2, 0x40, 0], .integer(0)),
                .init([1, 1, 4, 2, 2, 0x40, 0], .integer(0)), .init([1, 1, 5, 2, 2, 0x40, 0], .integer(1)),
                .init([1, 1, 6, 2, 2, 0x40, 0], .integer(2)), .init([2, 0], .octets([])), .init([3, 0], .octets([])),
                .init([4, 0], LANCell.text("0.1.0")), .init([5, 0], .octets([])), .init([6, 0], LANCell.text("ACME")),
                .init([7, 0], .octets([])), .init([8, 0], .octets([])), .init([10, 0], .integer(4)),
            ])
    }

    @Test func `LLDP-MED of neighbours: only those that speak it`() throws {
        let telephone: [UInt32] = [1000, 2, 2]
        let network: [UInt32] = [3000, 2, 1]
        #expect(
            try cells(LLDPTree.media + [1, 3, 1, 1]) == [
                .init([1] + telephone, .octets([0x88])), .init([1] + network, .octets([0xf0])),
                .init([2] + telephone, .octets([0x88])), .init([2] + network, .octets([0xf4])),
                .init([3] + telephone, .integer(3)), .init([3] + network, .integer(4)),
            ])
        let voice: [UInt32] = network + [2, 0x40, 0]
        let video: [UInt32] = network + [2, 0, 0x80]
        #expect(
            try cells(LLDPTree.media + [1, 3, 2, 1]) == [
                .init([2] + video, .integer(0)), .init([2] + voice, .integer(200)),
                .init([3] + video, .integer(0)), .init([3] + voice, .integer(5)),
                .init([4] + video, .integer(34)), .init([4] + voice, .integer(46)),
                .init([5] + video, .integer(2)), .init([5] + voice, .integer(2)),
                .init([6] + video, .integer(2)), .init([6] + voice, .integer(1)),
            ])
        let inventory = try cells(LLDPTree.media + [1, 3, 3, 1])
        #expect(inventory.count == 14)
        #expect(inventory.contains(.init([6] + network, LANCell.text("S-48"))))
        #expect(try cells(LLDPTree.media + [1, 3, 4, 1]) == [.init([2] + network + [4], LANCell.text("112"))])
        #expect(
            try cells(LLDPTree.media + [1, 3, 5, 1]) == [
                .init([1] + telephone, .integer(3)), .init([1] + network, .integer(2)),
            ])
        #expect(
            try cells(LLDPTree.media + [1, 3, 6, 1]) == [
                .init([1] + network, .gauge(154)), .init([2] + network, .integer(2)), .init([3] + network, .integer(3)),
            ])
        #expect(
            try cells(LLDPTree.media + [1, 3, 7, 1]) == [
                .init([1] + telephone, .gauge(1023)), .init([2] + telephone, .integer(4)),
                .init([3] + telephone, .integer(1)),
            ])
    }

    @Test func `VLANs of neighbours`() throws {
        let network: [UInt32] = [3000, 2, 1]
        #expect(
            try cells(LLDPTree.dot1 + [1, 3]) == [
                .init([1, 1, 1] + network, .integer(10)),
                .init([2, 1, 2] + network + [0], .integer(1)), .init([2, 1, 2] + network + [20], .integer(1)),
                .init([2, 1, 3] + network + [0], .integer(2)), .init([2, 1, 3] + network + [20], .integer(1)),
                .init([3, 1, 2] + network + [10], LANCell.text("data")),
                .init([3, 1, 2] + network + [200], LANCell.text("voice")),
            ])
    }

    @Test func `MAC, PHY, power, aggregation and frame size`() throws {
        #expect(
            try cells(LLDPTree.dot3 + [1, 2]) == [
                .init([1, 1, 1, 2], .integer(1)), .init([1, 1, 2, 2], .integer(1)),
                .init([1, 1, 3, 2], .octets([0x6c, 0x11])), .init([1, 1, 4, 2], .integer(30)),
                .init([4, 1, 1, 2], .integer(1518)),
            ])
        let network: [UInt32] = [3000, 2, 1]
        #expect(
            try cells(LLDPTree.dot3 + [1, 3]) == [
                .init([1, 1, 1] + network, .integer(1)), .init([1, 1, 2] + network, .integer(2)),
                .init([1, 1, 3] + network, .octets([0x80, 0x01])), .init([1, 1, 4] + network, .integer(16)),
                .init([2, 1, 1] + network, .integer(1)), .init([2, 1, 2] + network, .integer(1)),
                .init([2, 1, 3] + network, .integer(1)), .init([2, 1, 4] + network, .integer(1)),
                .init([2, 1, 5] + network, .integer(1)), .init([2, 1, 6] + network, .integer(4)),
                .init([3, 1, 1] + network, .octets([0x80])), .init([3, 1, 2] + network, .integer(77)),
                .init([4, 1, 1] + network, .integer(9216)),
            ])
    }

    @Test func `the supplicant's state, times and counters`() throws {
        #expect(
            try cells([1, 0, 8802, 1, 1, 1, 1]) == [
                .init([1, 1, 0], .integer(1)), .init([1, 2, 1, 2, 2], .gauge(1)),
                .init([1, 2, 1, 3, 2], .octets([0x40])), .init([1, 2, 1, 4, 2], .integer(2)),
                .init([1, 2, 1, 5, 2], .integer(2)),
                .init([3, 1, 1, 1, 2], .integer(7)), .init([3, 1, 1, 2, 2], .gauge(61)),
                .init([3, 1, 1, 3, 2], .gauge(32)), .init([3, 1, 1, 4, 2], .gauge(31)),
                .init([3, 1, 1, 5, 2], .gauge(4)), .init([3, 1, 1, 6, 2], .integer(2)),
                .init([3, 1, 1, 7, 2], .integer(1)), .init([3, 1, 1, 8, 2], .integer(2)),
            ] + (1...10).map { .init([3, 2, 1, $0, 2], .counter(UInt64($0))) } + [
                .init([3, 2, 1, 11, 2], .gauge(2)),
                .init([3, 2, 1, 12, 2], .octets(LANFixture.switchChassis.octets)),
            ])
    }

    @Test func `without a user port access is switched off, and without supplicant there is no port`() throws {
        var source = LANFixture.source()
        let control: [UInt32] = [1, 0, 8802, 1, 1, 1, 1, 1, 1, 0]
        source.snapshot.lan.ports[0].supplicant?.user = nil
        let silent = try MIBImage.make(TableFixture.groups(), from: source)
        #expect(silent.get(control)?.content == [2])
        source.snapshot.lan.ports[0].supplicant = nil
        let none = try MIBImage.make(TableFixture.groups(), from: source)
        #expect(TableFixture.walk(none, below: [1, 0, 8802, 1, 1, 1]).map(\.name) == [control])
    }
}
