import Faults
import NetworkValues
import Snapshot

/// ipdectFaultTable: all faults that there are, with how often each was seen.
enum FaultTable {
    enum Column: UInt32, CaseIterable {
        case codeText = 2
        case label, module, title, summary, cause, remedy, families, kind, severity, seriousness, occurrences, active
        case lastTime
    }

    static func layout(_ tree: OwnTree) -> TableLayout { tree.table(.alarm, 4, Column.self) }

    static func table(
        _ snapshot: Snapshot, counts: AlarmCounts, layout: TableLayout, previous: EncodedTable?
    ) -> EncodedTable {
        var builder = TableBuilder(layout, previous: previous)
        for fault in FaultCatalogue.all {
            let occurrence = snapshot.occurrences[fault.code]
            let active = counts.byCode[fault.code] ?? 0
            let seriousness = snapshot.severities.seriousness(of: fault.code)
            let revision = mixed(
                mixed(occurrence?.count ?? 0, UInt64(bitPattern: occurrence?.lastAt.milliseconds ?? -1)),
                UInt64(active) << 8 | UInt64(seriousness.rawValue))
            builder.row(fault.code.rawValue, revision: revision) { row in
                row.text(Column.codeText, fault.code.description)
                row.text(Column.label, fault.label)
                row.text(Column.module, fault.module)
                row.text(Column.title, fault.title, limit: 255)
                row.text(Column.summary, fault.summary, limit: 255)
                row.text(Column.cause, fault.cause ?? "", limit: 255)
                row.text(Column.remedy, fault.remedy ?? "", limit: 255)
                row.bits(Column.families.rawValue, fault.families.managedBits)
                row.number(Column.kind, fault.kind.rawValue)
                row.number(Column.severity, fault.severity.managedValue)
                row.number(Column.seriousness, seriousness.rawValue)
                row.counter(Column.occurrences, occurrence?.count ?? 0)
                row.gauge(Column.active, active)
                row.time(Column.lastTime, occurrence?.lastAt)
            }
        }
        return builder.table()
    }
}

/// ipdectSeverityMapTable: the faults whose seriousness the operator changed.
enum SeverityMapTable {
    enum Column: UInt32, CaseIterable {
        case seriousness = 1
        case standard
    }

    static func layout(_ tree: OwnTree) -> TableLayout { tree.table(.alarm, 5, Column.self) }

    static func table(_ severities: SeverityMap, layout: TableLayout, previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(layout, previous: previous)
        let unchanged = SeverityMap()
        for (code, seriousness) in severities.overrides.sorted(by: { $0.key < $1.key }) {
            builder.row(code.rawValue, revision: UInt64(seriousness.rawValue)) { row in
                row.number(Column.seriousness, seriousness.rawValue)
                row.number(Column.standard, unchanged.seriousness(of: code).rawValue)
            }
        }
        return builder.table()
    }
}
