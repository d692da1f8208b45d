import LinkProtocols

/// lldpRemTable and lldpRemManAddrTable: the neighbours, and how each is managed.
struct LLDPRemoteTables: LLDPTables {
    enum Column: UInt32, CaseIterable {
        case chassisSubtype = 4
        case chassis, portSubtype, port, portDescription, systemName, systemDescription, capabilities, enabled
    }

    enum AddressColumn: UInt32, CaseIterable {
        case interfaceSubtype = 3
        case interface, identifier
    }

    private let neighbours = TableLayout(table: LLDPTree.objects + [4, 1], Column.self)
    private let addresses = TableLayout(table: LLDPTree.objects + [4, 2], AddressColumn.self)

    func segments(_ source: LLDPSource, previous: MIBImage?) -> [MIBSegment] {
        [
            source.neighbourTable(neighbours, previous: previous, item: { $0 }, write: Self.write),
            source.neighbourTable(
                addresses, previous: previous, items: { $0.managementAddresses.map { ($0.lldpIndex, $0) } },
                write: { address, row in
                    row.number(AddressColumn.interfaceSubtype, address.interfaceSubtype)
                    row.number(AddressColumn.interface, address.interfaceNumber)
                    row.oid(AddressColumn.identifier.rawValue, address.lldpIdentifier)
                }),
        ]
    }

    private static func write(_ unit: LLDPDU, to row: inout RowWriter) {
        row.number(Column.chassisSubtype, unit.chassis.subtype)
        row.octetString(Column.chassis.rawValue, unit.chassis.octets)
        row.number(Column.portSubtype, unit.port.subtype)
        row.octetString(Column.port.rawValue, unit.port.octets)
        row.text(Column.portDescription, unit.portDescription ?? "", limit: 255)
        row.text(Column.systemName, unit.systemName ?? "", limit: 255)
        row.text(Column.systemDescription, unit.systemDescription ?? "", limit: 255)
        row.capabilities(Column.capabilities, unit.capabilities?.available)
        row.capabilities(Column.enabled, unit.capabilities?.enabled)
    }
}

/// lldpRemUnknownTLVTable and lldpRemOrgDefInfoTable: what neighbours say that is not understood here.
struct LLDPRemoteDetails: LLDPTables {
    enum UnknownColumn: UInt32, CaseIterable {
        case information = 2
    }

    enum OrganizationColumn: UInt32, CaseIterable {
        case information = 4
    }

    private let unknown = TableLayout(table: LLDPTree.objects + [4, 3], UnknownColumn.self)
    private let organizations = TableLayout(table: LLDPTree.objects + [4, 4], OrganizationColumn.self)

    func segments(_ source: LLDPSource, previous: MIBImage?) -> [MIBSegment] {
        [
            source.neighbourTable(
                unknown, previous: previous, items: Self.unknown,
                write: { $1.octetString(UnknownColumn.information.rawValue, $0) }),
            source.neighbourTable(
                organizations, previous: previous, items: Self.organizational,
                write: { $1.octetString(OrganizationColumn.information.rawValue, $0) }),
        ]
    }

    /// Of TLVs of the same type, which the index cannot tell apart, the table keeps the first.
    private static func unknown(_ unit: LLDPDU) -> [(index: [UInt32], item: [UInt8])] {
        unit.unknown.filter { (9...126).contains($0.type) }.map { ([UInt32($0.type)], $0.octets) }
    }

    /// TLVs of the same organization and subtype are numbered in the order in which they came.
    private static func organizational(_ unit: LLDPDU) -> [(index: [UInt32], item: [UInt8])] {
        var count: [[UInt32]: UInt32] = [:]
        return unit.unknown.compactMap { element in
            guard element.organization != nil else { return nil }
            let index = element.octets.prefix(4).map(UInt32.init)
            count[index, default: 0] += 1
            return (index + [count[index, default: 0]], Array(element.octets.dropFirst(4)))
        }
    }
}
