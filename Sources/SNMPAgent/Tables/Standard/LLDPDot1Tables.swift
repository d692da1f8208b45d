import LinkProtocols

/// LLDP-EXT-DOT1-MIB (IEEE 802.1AB-2005, annex F), what neighbours tell of their VLANs. The device tells nothing of the
/// kind itself.
struct LLDPDot1Tables: LLDPTables {
    enum PortColumn: UInt32, CaseIterable {
        case vlan = 1
    }

    enum ProtocolColumn: UInt32, CaseIterable {
        case isSupported = 2
        case isEnabled
    }

    enum NameColumn: UInt32, CaseIterable {
        case name = 2
    }

    private let ports = TableLayout(table: LLDPTree.dot1 + [1, 3, 1], PortColumn.self)
    private let protocols = TableLayout(table: LLDPTree.dot1 + [1, 3, 2], ProtocolColumn.self)
    private let names = TableLayout(table: LLDPTree.dot1 + [1, 3, 3], NameColumn.self)

    func segments(_ source: LLDPSource, previous: MIBImage?) -> [MIBSegment] {
        [
            source.neighbourTable(
                ports, previous: previous, item: \.dot1.portVLAN, write: { $1.number(PortColumn.vlan, $0) }),
            source.neighbourTable(
                protocols, previous: previous, items: { $0.dot1.protocolVLANs.map { ([UInt32($0.vlan)], $0.flags) } },
                write: { flags, row in
                    row.truth(ProtocolColumn.isSupported, flags & 2 != 0)
                    row.truth(ProtocolColumn.isEnabled, flags & 4 != 0)
                }),
            source.neighbourTable(
                names, previous: previous, items: { $0.dot1.vlanNames.map { ([UInt32($0.vlan)], $0.name) } },
                write: { $1.text(NameColumn.name, $0, limit: 32) }),
        ]
    }
}
