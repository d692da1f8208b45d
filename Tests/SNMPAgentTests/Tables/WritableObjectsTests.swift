import Testing

@testable import SNMPAgent

/// What SET may change, as the modules say it.
@Suite struct WritableObjectsTests {
    @Test func `the objects that can be written are those that our modules call read-write`() {
        let texts = MIBObjectTests.mib.objects.values.filter { $0.access == "read-write" }.map(\.oid)
        let own = WritableObjects(root: .standard).objects.map(\.name)
            .filter { $0.starts(with: ModuleRoot.standard.arcs) }
        #expect(!own.isEmpty)
        #expect(Set(own) == Set(texts))
    }

    @Test func `every object that can be written is served`() throws {
        let image = try MIBImage.make(TableFixture.groups(), from: TableFixture.source())
        for object in WritableObjects(root: .standard).objects {
            #expect(!TableFixture.walk(image, below: object.name).isEmpty, "\(object)")
        }
    }

    @Test func `another root moves our objects and leaves the standard ones`() throws {
        let root = try ModuleRoot("1.3.6.1.4.1.4711.1")
        let names = WritableObjects(root: root).objects.map(\.name)
        #expect(names.contains([1, 3, 6, 1, 2, 1, 1, 4]))
        #expect(names.filter { $0.starts(with: root.arcs) }.count == 2)
    }
}
