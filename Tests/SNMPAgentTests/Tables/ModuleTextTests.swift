import Testing

@testable import SNMPAgent

struct ModuleTextTests {
    @Test func `a root is read from dotted decimal`() throws {
        #expect(try ModuleRoot("1.3.6.1.4.1.99999.3").arcs == [1, 3, 6, 1, 4, 1, 99_999, 3])
        #expect(try ModuleRoot(".1.3.6.1.4.1.8072.9999.9999") == .standard)
        #expect(ModuleRoot.standard.description == "1.3.6.1.4.1.8072.9999.9999")
    }

    @Test(arguments: [
        "", "1.3.6.1.4.1", "1.3.6.1.2.1.99", "1.3.6.1.4.1.", "1.3.6.1.4.1.x", "1.3.6.1.4.1.4294967296",
        "1.3.6.1.4.1.+5", "1.3.6.1.4.1.7.0.1", "1.3.6.1.4.1.1.1.1.1.1.1.1.1.1.1.1",
    ])
    func `what is no root is refused`(text: String) {
        #expect(throws: ModuleRootError.self) { try ModuleRoot(text) }
    }

    @Test func `the standard root prints the texts as they stand`() throws {
        let root = try #require(MIBModule.all.first { $0.name == MIBModule.rootName })
        #expect(root.text(below: .standard) == root.text)
        #expect(MIBModule.all.count == 9)
    }

    @Test(arguments: [
        "1.3.6.1.4.1.99999", "1.3.6.1.4.1.99999.1", "1.3.6.1.4.1.8072.9999.9999", "1.3.6.1.4.1.1.2.3.4",
    ])
    func `all objects move with the root`(text: String) throws {
        let root = try ModuleRoot(text)
        let mib = MIBText(MIBModule.all.map { $0.text(below: root) })
        #expect(mib.oid(of: "ipdect") == root.arcs)
        #expect(mib.oid(of: "ipdectDeviceName") == root.arcs + [2, 1, 1, 2, 1, 2])
        #expect(mib.oid(of: "ipdectHostCapability") == root.arcs + [2, 7, 1, 2])
        #expect(mib.oid(of: "ipDectFaultCode") == [1, 3, 6, 1, 4, 1, 27614, 1, 1, 1, 2, 1, 1, 5])
    }

    @Test func `another root is served as it is printed`() throws {
        let root = try ModuleRoot("1.3.6.1.4.1.99999.7")
        let groups = TableFixture.groups(TableSettings(root: root))
        let image = try MIBImage.make(groups, from: TableFixture.source())
        let mib = MIBText(MIBModule.all.map { $0.text(below: root) })
        let missing = mib.readable.values.filter { TableFixture.walk(image, below: $0.oid).isEmpty }
        #expect(missing.isEmpty)
        #expect(image.get([1, 3, 6, 1, 2, 1, 1, 2, 0])?.content.suffix(3) == [7, 1, 1])
    }

    @Test func `one module is printed alone, whatever the case of its name`() throws {
        let text = try MIBModule.printed(only: "ipdect-sync-mib")
        #expect(text.hasPrefix("IPDECT-SYNC-MIB DEFINITIONS"))
        let all = try MIBModule.printed()
        #expect(all.contains("IPDECT-ALARM-MIB DEFINITIONS") && all.contains("IPDECT-VENDOR-COMPAT-MIB DEFINITIONS"))
        #expect(throws: MIBModuleError.self) { try MIBModule.printed(only: "IF-MIB") }
    }
}
