import IPDECTCore
import NetworkValues
import Snapshot

/// The system group and sysORTable of SNMPv2-MIB (RFC 3418).
struct SystemGroup: MIBGroup {
    enum Scalar: UInt32, CaseIterable {
        case description = 1
        case objectID, upTime, contact, name, location, services, lastChange
    }

    enum Column: UInt32, CaseIterable {
        case id = 2
        case description, upTime
    }

    let name = "SNMPv2-MIB system"
    let prefix: [UInt32] = [1, 3, 6, 1, 2, 1, 1]

    /// Layers that the agent offers services of: end-to-end and applications (RFC 3418 2).
    private static let services = 72

    private let settings: TableSettings
    private let upTime: DynamicScalars
    private let scalars: TableLayout
    private let resources: EncodedTable

    init(settings: TableSettings, engine: EngineValues) {
        self.settings = settings
        let upTime = engine.upTime
        self.upTime = DynamicScalars(TableLayout(entry: prefix, columns: [Scalar.upTime.rawValue])) { column, row in
            row.timeTicks(column, upTime())
        }
        scalars = TableLayout(
            entry: prefix, columns: Scalar.allCases.filter { $0 != .upTime }.map(\.rawValue))
        let layout = TableLayout(entry: prefix + [9, 1], columns: Column.allCases.map(\.rawValue))
        var builder = TableBuilder(layout)
        for (place, resource) in Self.resources(settings).enumerated() {
            builder.row(UInt32(place + 1), revision: 0) { row in
                row.oid(Column.id.rawValue, resource.id)
                row.text(Column.description, resource.text, limit: 255)
                row.ticks(Column.upTime, 0)
            }
        }
        resources = builder.table()
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let agent = source.snapshot.agent
        let group = ScalarGroup(scalars, revision: 0) { row in
            row.text(Scalar.description, description(source.snapshot), limit: 255)
            row.oid(Scalar.objectID.rawValue, settings.objectID)
            row.text(Scalar.contact, agent.systemContact, limit: 255)
            row.text(Scalar.name, agent.systemName.isEmpty ? source.snapshot.host.name : agent.systemName, limit: 255)
            row.text(Scalar.location, agent.systemLocation, limit: 255)
            row.number(Scalar.services, Self.services)
            row.ticks(Scalar.lastChange, 0)
        }
        return [.scalars(group), .dynamic(upTime), .table(resources)]
    }

    /// sysDescr: the agent's own, or in the pattern of the devices, which managers read by machine:
    /// `IPBS2[10.3.9], Bootcode[10.3.9], Hardware[IPBS2-C3/1B1]`. The agent then shows the PARI Master's figures.
    func description(_ snapshot: Snapshot) -> String {
        let version = snapshot.agent.version
        guard settings.identity == .vendor else { return "ipdect-agent \(version)" }
        let site = snapshot.site
        let master = site.masters.first { $0.role == .pariMaster && $0.isActive }?.mac
        let position = master.flatMap { mac in site.radios.firstIndex { $0.mac == mac } }
        if let report = position.map({ site.radios[$0].report }) {
            return Self.pattern(report.model, report.version, report.bootVersion, report.hardware)
        }
        return Self.pattern(site.configuration?.pariMasterModel ?? .ipvm, version, version, "ipdect-agent")
    }

    private static func pattern(_ model: DeviceModel, _ version: String, _ boot: String, _ hardware: String) -> String {
        "\("\(model)".uppercased())[\(version)], Bootcode[\(boot)], Hardware[\(hardware)]"
    }

    /// What sysORTable lists: the conformance statements that the agent follows.
    static func resources(_ settings: TableSettings) -> [(id: [UInt32], text: String)] {
        let tree = OwnTree(settings.root)
        let standard: [(id: [UInt32], text: String)] = [
            ([1, 3, 6, 1, 6, 3, 1], "SNMPv2-MIB: the agent itself"),
            ([1, 3, 6, 1, 6, 3, 10, 3, 1, 1], "SNMP-FRAMEWORK-MIB: the engine"),
            ([1, 3, 6, 1, 6, 3, 11, 3, 1, 1], "SNMP-MPD-MIB: messages of all versions"),
            ([1, 3, 6, 1, 6, 3, 15, 2, 1, 1], "SNMP-USER-BASED-SM-MIB: statistics of version 3"),
            (TLSTransportGroup.root + [3, 1, 1], "SNMP-TLS-TM-MIB: sessions of TLS and who comes over them"),
            (TransportSecurityGroup.root + [2, 1, 1], "SNMP-TSM-MIB: the Transport Security Model"),
            ([1, 3, 6, 1, 6, 3, 12, 3, 1, 3], "SNMP-TARGET-MIB: receivers of notifications"),
            ([1, 3, 6, 1, 6, 3, 13, 3, 1, 2], "SNMP-NOTIFICATION-MIB: which notifications they get"),
            ([1, 3, 6, 1, 6, 3, 16, 2, 1, 1], "SNMP-VIEW-BASED-ACM-MIB: who may do what"),
            ([1, 3, 6, 1, 6, 3, 18, 2, 1, 1], "SNMP-COMMUNITY-MIB: communities, without their names"),
            ([1, 3, 6, 1, 2, 1, 31, 2, 1, 3], "IF-MIB: network interfaces"),
            ([1, 3, 6, 1, 2, 1, 25, 7, 2, 1], "HOST-RESOURCES-MIB: the host"),
            ([1, 3, 6, 1, 2, 1, 47, 3, 1, 4], "ENTITY-MIB: the devices of the system"),
            ([1, 3, 6, 1, 2, 1, 99, 3, 1, 1], "ENTITY-SENSOR-MIB: the sensors of gateways"),
            ([1, 3, 6, 1, 2, 1, 48, 2, 1, 2], "IP-MIB: the host's addresses"),
            ([1, 3, 6, 1, 2, 1, 118, 2, 1, 1], "ALARM-MIB: the alarms that stand"),
            ([1, 3, 6, 1, 2, 1, 121, 2, 1, 1], "ITU-ALARM-MIB: severities and causes"),
            ([1, 3, 6, 1, 2, 1, 92, 3, 1, 1], "NOTIFICATION-LOG-MIB: what was notified lately"),
            (LLDPTree.root, "LLDP-MIB: neighbours on the LAN, with LLDP-MED, IEEE 802.1 and IEEE 802.3"),
            ([1, 0, 8802, 1, 1, 1], "IEEE8021-PAE-MIB: the supplicant of IEEE 802.1X"),
        ]
        let own: [(OwnTree.Module, String)] = [
            (.system, "IPDECT-SYSTEM-MIB: the IP-DECT system and its devices"),
            (.sync, "IPDECT-SYNC-MIB: air synchronization"),
            (.traffic, "IPDECT-TRAFFIC-MIB: calls"),
            (.alarm, "IPDECT-ALARM-MIB: alarms, events and faults"),
            (.target, "IPDECT-TARGET-MIB: receivers of notifications"),
            (.performance, "IPDECT-PERFORMANCE-MIB: the host, pings and capacity"),
        ]
        let vendor: [(id: [UInt32], text: String)] =
            settings.servesVendorTree
            ? [(VendorTree.objects, "IPDECT-VENDOR-COMPAT-MIB: faults as the devices show them")] : []
        return standard + own.map { (tree.identity($0.0) + [2, 1, 1], $0.1) } + vendor
    }
}
