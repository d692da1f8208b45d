import NetworkValues
import Testing

@testable import SNMPAgent

/// SNMP-TARGET-MIB and SNMP-NOTIFICATION-MIB (RFC 3413), from the settings.
struct TargetTableTests {
    private let root: [UInt32] = [1, 3, 6, 1, 6, 3]

    private func image() throws -> MIBImage {
        var informed = NotificationTarget(
            index: 2, host: "nms.example.org", port: 1162, version: .v3(user: "op"))
        informed.kind = .inform
        informed.timeoutMilliseconds = 5000
        informed.retries = 7
        informed.securityLevel = .authPriv
        let filter = SubtreeFilter(
            name: "f",
            families: [
                MIBView.Family([1, 3, 6, 1, 6]),
                MIBView.Family([1, 3, 0, 1], mask: [true, true, false, true], isIncluded: false),
            ])
        informed.filter = filter
        let plain = NotificationTarget(index: 1, host: "10.0.0.1", version: .v2c(community: "secret"))
        let longer = NotificationTarget(index: 10, host: "fe80::1", version: .v1(community: "secret"))
        var source = TableFixture.source()
        source.targets = [plain, informed, longer].map(NotificationTargetStatus.init)
        source.filters = [filter]
        return try MIBImage.make(TableFixture.groups(), from: source)
    }

    private func name(_ text: String) -> [UInt32] { text.utf8.map(UInt32.init) }

    @Test func `a target's row has its address, time-out and tag`() throws {
        let image = try image()
        let entry = root + [12, 1, 2, 1]
        func cell(_ column: UInt32, _ row: String) -> [UInt8]? { image.get(entry + [column] + name(row))?.content }
        #expect(cell(3, "target1") == [10, 0, 0, 1, 0, 162])
        #expect(cell(3, "target2") == Array("nms.example.org:1162".utf8))
        #expect(cell(3, "target10") == [0xfe, 0x80] + [UInt8](repeating: 0, count: 13) + [1, 0, 162])
        #expect(cell(4, "target2") == [1, 0xf4], "hundredths of a second")
        #expect(cell(5, "target2") == [7])
        #expect(cell(6, "target1") == Array("trap".utf8) && cell(6, "target2") == Array("inform".utf8))
        #expect(cell(7, "target2") == Array("target2".utf8))
        #expect(cell(8, "target1") == [5] && cell(9, "target1") == [1])
        #expect(image.get(root + [12, 1, 1, 0])?.content == [0])
    }

    @Test func `parameters show model, user and level, and never a community`() throws {
        let image = try image()
        let entry = root + [12, 1, 3, 1]
        func cell(_ column: UInt32, _ row: String) -> [UInt8]? { image.get(entry + [column] + name(row))?.content }
        #expect((2...5).map { cell($0, "target2") } == [[3], [3], Array("op".utf8), [3]])
        #expect((2...3).map { cell($0, "target1") } == [[1], [2]])
        #expect((2...3).map { cell($0, "target10") } == [[0], [1]])
        let secrets = TableFixture.walk(image, below: root).filter { $0.content == Array("secret".utf8) }
        #expect(secrets.isEmpty)
    }

    @Test func `who gets traps and who informs, and what the filters let through`() throws {
        let image = try image()
        let entry = root + [13, 1]
        #expect(image.get(entry + [1, 1, 3] + name("trap"))?.content == [1])
        #expect(image.get(entry + [1, 1, 3] + name("inform"))?.content == [2])
        #expect(image.get(entry + [2, 1, 1] + name("target2"))?.content == Array("f".utf8))
        #expect(image.get(entry + [2, 1, 1] + name("target1")) == nil)
        let filter = entry + [3, 1]
        #expect(image.get(filter + [3, 1, 102, 1, 3, 6, 1, 6])?.content == [1])
        #expect(image.get(filter + [3, 1, 102, 1, 3, 0, 1])?.content == [2])
        #expect(image.get(filter + [2, 1, 102, 1, 3, 0, 1])?.content == [0xdf])
        // The filter of the notification log.
        #expect(image.get(filter + [3, 3] + name("all") + [1, 3])?.content == [1])
    }

    @Test func `the rows of snmpTargetAddrExtTable stand beside those of snmpTargetAddrTable`() throws {
        let image = try image()
        let addresses = TableFixture.walk(image, below: root + [12, 1, 2, 1, 9])
        let entry = root + [18, 1, 2, 1]
        for column: UInt32 in [1, 2] {
            let rows = TableFixture.walk(image, below: entry + [column])
            #expect(rows.map { $0.name.dropFirst(entry.count + 1) } == addresses.map { $0.name.dropFirst(11) })
            #expect(rows.count == 3)
            // No mask, and what the agent sends at most.
            #expect(rows.allSatisfy { $0.content == (column == 1 ? [] : [0x04, 0xb0]) })
        }
    }
}
