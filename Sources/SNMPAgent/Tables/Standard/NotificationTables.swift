/// SNMP-NOTIFICATION-MIB (RFC 3413 4.2): who gets traps, who informs, and the filters, read-only from the settings.
struct NotificationTables: MIBGroup {
    enum Notify: UInt32, CaseIterable {
        case tag = 2
        case type, storageType, rowStatus
    }

    enum Profile: UInt32, CaseIterable {
        case name = 1
        case storageType, rowStatus
    }

    enum Filter: UInt32, CaseIterable {
        case mask = 2
        case type, storageType, rowStatus
    }

    let name = "SNMP-NOTIFICATION-MIB"
    let prefix: [UInt32] = [1, 3, 6, 1, 6, 3, 13, 1]

    private let notify: EncodedTable
    private let profiles: TableLayout
    private let filters: TableLayout

    init() {
        profiles = TableLayout(entry: prefix + [2, 1], columns: Profile.allCases.map(\.rawValue))
        filters = TableLayout(entry: prefix + [3, 1], columns: Filter.allCases.map(\.rawValue))
        // The kinds are always the same two.
        var builder = TableBuilder(TableLayout(entry: prefix + [1, 1], columns: Notify.allCases.map(\.rawValue)))
        for kind in NotificationTarget.Kind.allCases.sorted(by: { "\($0)" < "\($1)" }) {
            let tag = TargetTables.tag(kind)
            builder.row(tag.utf8.map(UInt32.init), revision: 0) { row in
                row.octetString(Notify.tag.rawValue, tag)
                row.integer(Notify.type.rawValue, kind.rawValue)
                row.integer(Notify.storageType.rawValue, TargetTables.readOnly)
                row.integer(Notify.rowStatus.rawValue, TargetTables.active)
            }
        }
        notify = builder.table()
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        [
            .table(notify), .table(profileTable(source.targets, previous?.table(profiles))),
            .table(filterTable([.everything] + source.filters, previous?.table(filters))),
        ]
    }

    private func profileTable(_ targets: [NotificationTargetStatus], _ previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(profiles, previous: previous)
        for target in targets {
            guard let filter = target.filter else { continue }
            builder.row(TargetTables.index(target), showing: filter) { filter, row in
                row.octetString(Profile.name.rawValue, filter)
                row.integer(Profile.storageType.rawValue, TargetTables.readOnly)
                row.integer(Profile.rowStatus.rawValue, TargetTables.active)
            }
        }
        return builder.table()
    }

    private func filterTable(_ filters: [SubtreeFilter], _ previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(self.filters, previous: previous)
        for filter in filters {
            let name = Array(filter.name.utf8.prefix(32)).map(UInt32.init)
            for family in filter.families {
                builder.row([UInt32(name.count)] + name + family.subtree, showing: family) { family, row in
                    row.octetString(Filter.mask.rawValue, family.maskOctets)
                    row.integer(Filter.type.rawValue, family.isIncluded ? 1 : 2)
                    row.integer(Filter.storageType.rawValue, TargetTables.readOnly)
                    row.integer(Filter.rowStatus.rawValue, TargetTables.active)
                }
            }
        }
        return builder.table()
    }
}

extension SubtreeFilter {
    /// The filter of the notification log, which lets through all that there is: a log with another name for its filter, or
    /// none, has nothing in it (RFC 3014, nlmConfigLogFilterName).
    static let everything = SubtreeFilter(name: "all", families: [MIBView.Family([1, 3])])
}
