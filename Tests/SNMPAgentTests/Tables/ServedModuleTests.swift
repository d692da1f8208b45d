import Settings
import Testing

@testable import SNMPAgent

/// sysORTable names what there is, and what it names is true.
struct ServedModuleTests {
    /// What a row is: the name of the statement, and the module that defines it.
    struct Statement: Sendable {
        var oid: String
        var name: String
        var module: String

        init(_ oid: String, _ name: String, _ module: String) {
            self.oid = oid
            self.name = name
            self.module = module
        }
    }

    private static let root = "1.3.6.1.4.1.8072.9999.9999"
    private static let ours = "IPDECT-CAPABILITIES-MIB"

    /// Modules of others that are served as they ask.
    static let whole = [
        Statement("1.3.6.1.6.3.1.2.1.3", "snmpBasicComplianceRev2", "SNMPv2-MIB"),
        Statement("1.3.6.1.6.3.10.3.1.1", "snmpFrameworkMIBCompliance", "SNMP-FRAMEWORK-MIB"),
        Statement("1.3.6.1.6.3.11.3.1.1", "snmpMPDCompliance", "SNMP-MPD-MIB"),
        Statement("1.3.6.1.6.3.12.3.1.1", "snmpTargetCommandResponderCompliance", "SNMP-TARGET-MIB"),
        Statement("1.3.6.1.2.1.99.3.1.1", "entitySensorCompliance", "ENTITY-SENSOR-MIB"),
    ]

    static let parts = [
        Statement("\(root).2.7.1.8", "ipdectNotificationCapability", ours),
        Statement("\(root).2.7.1.9", "ipdectUserCapability", ours),
        Statement("\(root).2.7.1.10", "ipdectAccessCapability", ours),
        Statement("\(root).2.7.1.11", "ipdectCommunityCapability", ours),
        Statement("\(root).2.7.1.12", "ipdectTlsCapability", ours),
        Statement("\(root).2.7.1.13", "ipdectTsmCapability", ours),
        Statement("\(root).2.7.1.1", "ipdectIfCapability", ours),
        Statement("\(root).2.7.1.2", "ipdectHostCapability", ours),
        Statement("\(root).2.7.1.4", "ipdectIpCapability", ours),
        Statement("\(root).2.7.1.3", "ipdectEntityCapability", ours),
        Statement("\(root).2.7.1.5", "ipdectAlarmCapability", ours),
        Statement("\(root).2.7.1.6", "ipdectItuAlarmCapability", ours),
        Statement("\(root).2.7.1.7", "ipdectNotificationLogCapability", ours),
        Statement("\(root).2.7.1.14", "ipdectLldpCapability", ours),
        Statement("\(root).2.7.1.15", "ipdectLldpMedCapability", ours),
        Statement("\(root).2.7.1.16", "ipdectLldpDot1Capability", ours),
        Statement("\(root).2.7.1.17", "ipdectLldpDot3Capability", ours),
        Statement("\(root).2.7.1.18", "ipdectPortAccessCapability", ours),
    ]

    static let own = [
        Statement("\(root).2.1.2.1.1", "ipdectSystemCompliance", "IPDECT-SYSTEM-MIB"),
        Statement("\(root).2.2.2.1.1", "ipdectSyncCompliance", "IPDECT-SYNC-MIB"),
        Statement("\(root).2.3.2.1.1", "ipdectTrafficCompliance", "IPDECT-TRAFFIC-MIB"),
        Statement("\(root).2.4.2.1.2", "ipdectAlarmCompliance2", "IPDECT-ALARM-MIB"),
        Statement("\(root).2.5.2.1.2", "ipdectTargetCompliance2", "IPDECT-TARGET-MIB"),
        Statement("\(root).2.6.2.1.1", "ipdectPerformanceCompliance", "IPDECT-PERFORMANCE-MIB"),
        Statement("1.3.6.1.4.1.27614.1.1.1.99.1.1", "ipDectCompliance", "IPDECT-VENDOR-COMPAT-MIB"),
    ]

    static let all = whole + parts + own
    static let texts = ConformanceTexts.atHand

    private static func dotted(_ arcs: [UInt32]) -> String { arcs.map(String.init).joined(separator: ".") }

    /// The objects that the agent has a place for.
    private func served() throws -> Set<[UInt32]> {
        let image = try MIBImage.make(TableFixture.groups(), from: TableFixture.source())
        return Set(image.segments.map(\.layout).flatMap { layout in layout.columns.map { layout.entry + [$0] } })
    }

    private static let writable = WritableObjects(root: .standard).objects.map(\.name)

    @Test func `the rows are these, in the order of the table`() throws {
        #expect(ServedModule.all(TableSettings()).map { Self.dotted($0.id) } == Self.all.map(\.oid))
        let image = try MIBImage.make(TableFixture.groups(), from: TableFixture.source())
        let table: [UInt32] = [1, 3, 6, 1, 2, 1, 1, 9, 1]
        for (place, module) in ServedModule.all(TableSettings()).enumerated() {
            let index = UInt32(place + 1)
            #expect(image.oid(table + [2, index]) == module.id)
            #expect(image.text(table + [3, index]) == module.text)
            #expect(module.text.utf8.count <= 255)
        }
        #expect(TableFixture.walk(image, below: table + [2]).count == Self.all.count)
    }

    @Test(arguments: all) func `a statement is what a text at hand defines`(statement: Statement) {
        guard Self.texts.modules.contains(statement.module) else { return }
        #expect(Self.texts.oid(of: statement.name).map(Self.dotted) == statement.oid)
        let isOurs = statement.module == Self.ours
        #expect((Self.texts.capabilities[statement.name] != nil) == isOurs)
        #expect((Self.texts.mandatory[statement.name] != nil) == !isOurs)
    }

    @Test func `the texts of our modules are at hand, and every statement in them is named`() {
        let modules = Set(MIBModule.all.map(\.name))
        #expect(modules.isSubset(of: Self.texts.modules))
        let named = Set(Self.parts.map(\.name))
        #expect(Set(ConformanceTexts(MIBModule.all.map(\.text)).capabilities.keys) == named)
        #expect(ServedModule.Capability.allCases.count == named.count)
    }

    @Test(arguments: whole + own) func `what a compliance statement asks for is served`(statement: Statement) throws {
        let served = try served()
        for group in Self.texts.mandatory[statement.name] ?? [] {
            // Groups of notifications have no objects, and those of modules that are not at hand are not known.
            for object in Self.texts.groups[group] ?? [] {
                let oid = try #require(Self.texts.oid(of: object))
                let access = try #require(Self.texts.access[object])
                if access != "accessible-for-notify" { #expect(served.contains(oid), "\(object) is served") }
                if access == "read-write" { #expect(Self.writable.contains(oid), "\(object) can be set") }
            }
        }
    }

    @Test(arguments: parts) func `what a capability says is true, to the object`(statement: Statement) throws {
        let served = try served()
        for support in try #require(Self.texts.capabilities[statement.name]) {
            #expect(!support.groups.isEmpty)
            // Older texts have other groups, such as Erlang's of SNMP-COMMUNITY-MIB.
            guard support.groups.contains(where: { Self.texts.groups[$0] != nil }) else { continue }
            var known: Set<String> = []
            // Those without objects are groups of notifications.
            for object in support.groups.flatMap({ Self.texts.groups[$0] ?? [] }) where known.insert(object).inserted {
                let oid = try #require(Self.texts.oid(of: object), "\(object)")
                let access = try #require(Self.texts.access[object], "\(object)")
                let variation = support.variations[object]
                #expect(served.contains(oid) == (variation != "not-implemented"), "\(object)")
                guard ["read-write", "read-create"].contains(access), served.contains(oid) else { continue }
                #expect(Self.writable.contains(oid) == (variation == nil), "\(object)")
            }
            #expect(Set(support.variations.keys).isSubset(of: known))
        }
    }

    @Test func `another root moves our statements and no others`() throws {
        let modules = ServedModule.all(TableSettings(root: try ModuleRoot("1.3.6.1.4.1.4711.1")))
        for (module, statement) in zip(modules, Self.all) {
            let moved = statement.oid.replacing("\(Self.root).", with: "1.3.6.1.4.1.4711.1.")
            #expect(Self.dotted(module.id) == moved)
        }
    }

    @Test func `without the vendor's tree its statement is gone`() {
        let modules = ServedModule.all(TableSettings(servesVendorTree: false))
        #expect(modules.count == Self.all.count - 1)
        #expect(!modules.contains { $0.subtrees.contains(VendorTree.objects) })
    }

    @Test(
        arguments: [
            ("own", ["2.1.2.1.1", "2.2.2.1.1", "2.3.2.1.1", "2.4.2.1.1", "2.5.2.1.2", "2.6.2.1.1"]),
            ("lldp", ["2.7.1.14", "2.7.1.15", "2.7.1.16", "2.7.1.17"]), ("pae", ["2.7.1.18"]),
            ("1.3.6.1.2.1.47", ["2.7.1.3"]), ("1.3.6.1.2.1.31", []),
        ] as [(String, [String])])
    func `through AgentX goes what is about a registered subtree`(subtree: String, rows: [String]) throws {
        let document = try SettingsSupport.document("config change SNMP0-AGENTX /enable /subtrees \(subtree)")
        let configuration = AgentXConfiguration(document, tables: TableSettings())
        #expect(configuration.capabilities.map { Self.dotted($0.id) } == rows.map { "\(Self.root).\($0)" })
    }
}
