import IPDECTCore
import Snapshot

/// Sync regions and their statistics.
struct SyncCollector: Collector {
    static let radios = MetricFamily(
        "ipdect_sync_region_radios", .gauge, "Radios of a sync region by the colour of their dot.")
    static let reference = MetricFamily(
        "ipdect_sync_region_reference_synchronized", .gauge,
        "Whether a region hears the region it takes its reference from.")
    static let master = MetricFamily(
        "ipdect_sync_region_master_present", .gauge, "Whether a region has an active sync master.")
    static let calculations = MetricFamily(
        "ipdect_sync_region_calculations", .counter, "Times the sync tree of a region was computed.")
    static let configurations = MetricFamily(
        "ipdect_sync_region_configurations", .counter, "Times a radio of a region got a new sync instruction.")
    static let lost = MetricFamily(
        "ipdect_sync_region_lost", .counter, "Times a radio of a region lost its synchronization.")

    var families: [MetricFamily] {
        [Self.radios, Self.reference, Self.master, Self.calculations, Self.configurations, Self.lost]
    }

    func write(_ snapshot: Snapshot, to writer: inout MetricsWriter) {
        let regions = snapshot.site.regions
        var labels = MetricLabels(capacity: regions.count)
        for region in regions { labels.add([("region", String(region.region)), ("name", region.name)]) }

        writer.begin(Self.radios)
        for region in regions {
            let colors = [("green", region.greenCount), ("yellow", region.yellowCount), ("red", region.redCount)]
            for (color, count) in colors {
                let set = MetricLabels.one(
                    ("region", String(region.region)), ("name", region.name), ("color", color))
                writer.sample(set, UInt64(count))
            }
        }
        writer.begin(Self.reference)
        for (position, region) in regions.enumerated() where region.referenceRegion != nil {
            writer.sample(labels[position], UInt64(region.hasReferenceSync ? 1 : 0))
        }
        writer.begin(Self.master)
        for (position, region) in regions.enumerated() {
            writer.sample(labels[position], UInt64(region.activeMasterIndex == nil ? 0 : 1))
        }
        let counters: [(MetricFamily, KeyPath<SyncRegionStatus, UInt64>)] = [
            (Self.calculations, \.calculations), (Self.configurations, \.configurations), (Self.lost, \.syncLost),
        ]
        for (family, value) in counters {
            writer.begin(family)
            for (position, region) in regions.enumerated() { writer.sample(labels[position], region[keyPath: value]) }
        }
    }
}
