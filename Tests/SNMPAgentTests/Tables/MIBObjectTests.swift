import Faults
import IPDECTCore
import Snapshot
import Testing

@testable import SNMPAgent

/// What the MIB modules in MIBs/ define and what the agent serves are the same.
struct MIBObjectTests {
    static let texts = MIBModule.all.map(\.text)
    static let mib = MIBText(texts)

    /// The tags that objects of a type have on the wire.
    static let tags: [String: UInt8] = [
        "INTEGER": 0x02, "Integer32": 0x02, "OCTET": 0x04, "BITS": 0x04, "IpAddress": 0x40, "Unsigned32": 0x42,
        "Gauge32": 0x42, "TimeStamp": 0x43, "Counter64": 0x46, "DateAndTime": 0x04, "MacAddress": 0x04,
        "TruthValue": 0x02, "SnmpAdminString": 0x04, "InetAddressType": 0x02, "InetAddress": 0x04,
        "InetPortNumber": 0x42,
    ]

    static let arcs = [ModuleRoot.standard.arcs + [2], VendorTree.objects]

    @Test func `the modules define many objects`() {
        #expect(Self.mib.readable.count > 200)
        #expect(Self.mib.notifications.count >= 18)
    }

    @Test func `every readable object is served with its type, and with an index as long as the module says`() throws {
        let image = try MIBImage.make(TableFixture.groups(), from: TableFixture.source())
        for object in Self.mib.readable.values.sorted(by: { $0.oid.lexicographicallyPrecedes($1.oid) }) {
            let cells = TableFixture.walk(image, below: object.oid)
            #expect(!cells.isEmpty, "\(object.name) is served")
            guard let cell = cells.first else { continue }
            let expected = Self.tags[Self.mib.base(of: object.syntax)]
            #expect(expected != nil, "\(object.name) has a known type")
            #expect(cell.tag == expected, "\(object.name) is a \(object.syntax)")
            #expect(cell.name.count - object.oid.count == Self.indexCount(object), "\(object.name) has its index")
            if !object.isColumn { #expect(cells.count == 1 && cell.name.last == 0, "\(object.name) is a scalar") }
        }
    }

    @Test func `every instance served belongs to a readable object`() throws {
        let image = try MIBImage.make(TableFixture.groups(), from: TableFixture.source())
        let readable = Self.mib.readable
        // The devices let the indexes of their tables be read, which SMIv2 does not allow a module to say.
        let quirks: Set<[UInt32]> = [
            [1, 3, 6, 1, 4, 1, 27614, 1, 1, 1, 2, 1, 1, 1], [1, 3, 6, 1, 4, 1, 27614, 1, 1, 1, 2, 2, 1, 1],
        ]
        for arc in Self.arcs {
            for cell in TableFixture.walk(image, below: arc) {
                let isKnown = (1...3).contains {
                    let object = Array(cell.name.dropLast($0))
                    return readable[object] != nil || quirks.contains(object)
                }
                #expect(isKnown, "\(cell.name) is in a module")
            }
        }
    }

    @Test func `a walk is in strict order and gives each instance once`() throws {
        let image = try MIBImage.make(TableFixture.groups(), from: TableFixture.source(radioCount: 50))
        let names = TableFixture.walk(image).map(\.name)
        #expect(names.count > 3000)
        #expect(zip(names, names.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
        #expect(names.allSatisfy { image.get($0)?.name == $0 })
    }

    @Test func `texts keep to their sizes`() throws {
        var source = TableFixture.source()
        source.snapshot.site.radios[0].name = String(repeating: "ü", count: 300)
        source.snapshot.site.radios[0].locationDescription = String(repeating: "語", count: 300)
        let image = try MIBImage.make(TableFixture.groups(), from: source)
        let entry = OwnTree(.standard).objects(.system) + [2, 1]
        #expect(image.get(entry + [2, 1])?.content.count == 64)
        #expect(image.get(entry + [16, 1])?.content.count == 255)
    }

    @Test func `the enumeration of fault codes names every code of the catalogue`() throws {
        let vendor = try #require(MIBModule.all.first { $0.name == "IPDECT-VENDOR-COMPAT-MIB" })
        for fault in FaultCatalogue.all {
            #expect(
                vendor.text.contains(" \(fault.label)(\(fault.code.rawValue))"), "\(fault.label) is in the enumeration")
        }
    }

    private static func indexCount(_ object: MIBText.Object) -> Int {
        guard object.isColumn else { return 1 }
        let row = mib.objects.values.first { !$0.index.isEmpty && $0.oid == object.oid.dropLast() }
        guard let row else { return 0 }
        if row.index.count == 1, let augmented = mib.objects[row.index[0]], !augmented.index.isEmpty {
            return augmented.index.count
        }
        return row.index.count
    }
}
