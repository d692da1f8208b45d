import IPDECTCore

/// ipdectSyncRegionTable: the sync regions in use. The index is the region's number plus one.
enum SyncRegionTable {
    enum Column: UInt32, CaseIterable {
        case number = 2
        case name, master, reference, hasReference, radios, green, yellow, red
        case calculations, configurations, syncLost, cleared
    }

    static func layout(_ tree: OwnTree) -> TableLayout { tree.table(.sync, 2, Column.self) }

    static func table(_ regions: [SyncRegionStatus], layout: TableLayout, previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(layout, previous: previous)
        for region in regions {
            builder.row(UInt32(region.region) + 1, revision: region.revision) { row in
                row.gauge(Column.number, region.region)
                row.text(Column.name, region.name)
                row.gauge(Column.master, region.activeMasterIndex ?? 0)
                row.gauge(Column.reference, region.referenceRegion)
                row.truth(Column.hasReference, region.hasReferenceSync)
                row.gauge(Column.radios, region.radioCount)
                row.gauge(Column.green, region.greenCount)
                row.gauge(Column.yellow, region.yellowCount)
                row.gauge(Column.red, region.redCount)
                row.counter(Column.calculations, region.calculations)
                row.counter(Column.configurations, region.configurations)
                row.counter(Column.syncLost, region.syncLost)
                row.time(Column.cleared, region.clearedAt)
            }
        }
        return builder.table()
    }
}
