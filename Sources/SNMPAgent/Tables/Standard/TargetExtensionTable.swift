/// snmpTargetAddrExtTable of SNMP-COMMUNITY-MIB (RFC 3584 5.2): what a receiver's row of snmpTargetAddrTable leaves open,
/// read-only from the settings. Its rows have that table's index.
struct TargetExtensionTable: MIBGroup {
    enum Column: UInt32, CaseIterable {
        case mask = 1
        case maximumSize
    }

    let name = "SNMP-COMMUNITY-MIB, snmpTargetAddrExtTable"
    let prefix: [UInt32] = [1, 3, 6, 1, 6, 3, 18, 1, 2]

    private let layout: TableLayout

    init() {
        layout = TableLayout(entry: prefix + [1], columns: Column.allCases.map(\.rawValue))
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        var builder = TableBuilder(layout, previous: previous?.table(layout))
        for target in source.targets {
            builder.row(TargetTables.index(target), revision: 0) { row in
                // Without a mask a row stands for one address. Nothing longer than this is sent, to whomever.
                row.octetString(Column.mask.rawValue, EmptyCollection())
                row.integer(Column.maximumSize.rawValue, TrapEncoder.maximumCount)
            }
        }
        return [.table(builder.table())]
    }
}
