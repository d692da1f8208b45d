import LinkProtocols
import Snapshot

/// lldpLocalSystemData: what the device tells of itself. While it tells nothing, the scalars are not there.
struct LLDPLocalTables: LLDPTables {
    enum Scalar: UInt32, CaseIterable {
        case chassisSubtype = 1
        case chassis, systemName, systemDescription, capabilities, enabled
    }

    enum PortColumn: UInt32, CaseIterable {
        case subtype = 2
        case id, description
    }

    enum AddressColumn: UInt32, CaseIterable {
        case length = 3
        case interfaceSubtype, interface, identifier
    }

    /// What is shown of a port.
    private struct Port: Hashable {
        var id: PortID
        var description: String
    }

    private let scalars = TableLayout(scalars: LLDPTree.objects + [3], Scalar.self)
    private let ports = TableLayout(table: LLDPTree.objects + [3, 7], PortColumn.self)
    private let addresses = TableLayout(table: LLDPTree.objects + [3, 8], AddressColumn.self)

    func segments(_ source: LLDPSource, previous: MIBImage?) -> [MIBSegment] {
        let system = ScalarGroup(scalars, previous: previous, showing: source.endpoint) { endpoint, row in
            if let unit = endpoint?.unit(timeToLiveSeconds: 0) { Self.write(unit, to: &row) }
        }
        let ports = source.portTable(
            ports, previous: previous,
            shown: { port in
                Port(
                    id: port.lldp.endpoint?.port ?? PortID(interfaceName: port.name),
                    description: port.lldp.endpoint?.portDescription ?? port.name)
            },
            write: { port, row in
                row.number(PortColumn.subtype, port.id.subtype)
                row.octetString(PortColumn.id.rawValue, port.id.octets)
                row.text(PortColumn.description, port.description, limit: 255)
            })
        var table = TableBuilder(addresses, previous: previous?.table(addresses))
        for local in LLDPLocalAddress.all(source.ports) {
            table.row(local.address.lldpIndex, showing: local.address, write: Self.write)
        }
        return [.scalars(system), ports, .table(table.table())]
    }

    private static func write(_ unit: LLDPDU, to row: inout RowWriter) {
        row.number(Scalar.chassisSubtype, unit.chassis.subtype)
        row.octetString(Scalar.chassis.rawValue, unit.chassis.octets)
        row.text(Scalar.systemName, unit.systemName ?? "", limit: 255)
        row.text(Scalar.systemDescription, unit.systemDescription ?? "", limit: 255)
        row.capabilities(Scalar.capabilities, unit.capabilities?.available)
        row.capabilities(Scalar.enabled, unit.capabilities?.enabled)
    }

    private static func write(_ address: ManagementAddress, to row: inout RowWriter) {
        // The family counts, too.
        row.number(AddressColumn.length, address.octets.count + 1)
        row.number(AddressColumn.interfaceSubtype, address.interfaceSubtype)
        row.number(AddressColumn.interface, address.interfaceNumber)
        row.oid(AddressColumn.identifier.rawValue, address.lldpIdentifier)
    }
}
