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
        for (place, module) in ServedModule.all(settings).enumerated() {
            builder.row(UInt32(place + 1), revision: 0) { row in
                row.oid(Column.id.rawValue, module.id)
                row.text(Column.description, module.text, limit: 255)
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
}
