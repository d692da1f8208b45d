import IPDECTCore
import Snapshot
import Synchronization

/// IPDECT-SYNC-MIB: regions, radios, what each radio hears, and the sync ring of gateways.
final class SyncModule: MIBGroup {
    enum Summary: UInt32, CaseIterable {
        case green = 1
        case yellow, red, regions, lastChange
    }

    let name = "IPDECT-SYNC-MIB"
    let prefix: [UInt32]

    private let summary: TableLayout
    private let regions: TableLayout
    private let ring: (ring: TableLayout, ports: TableLayout)
    private let state: Mutex<State>

    private struct State: Sendable {
        var radios: SyncRadioTables
        var lastChange: UInt32 = 0
        /// The revision of the site that the segments were made from.
        var revision: UInt64?
        var segments: [MIBSegment] = []
    }

    init(_ tree: OwnTree) {
        prefix = tree.identity(.sync)
        summary = tree.scalars(.sync, 1, Summary.self)
        regions = SyncRegionTable.layout(tree)
        ring = SyncRingTables.layouts(tree)
        state = Mutex(State(radios: SyncRadioTables(tree)))
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        state.withLock { state in
            if state.revision != source.snapshot.site.revision {
                state.segments = site(source, previous, &state)
                state.revision = source.snapshot.site.revision
            }
            return state.segments
        }
    }

    private func site(_ source: TableSource, _ previous: MIBImage?, _ state: inout State) -> [MIBSegment] {
        let site = source.snapshot.site
        let previousRegions = previous?.table(regions)
        let regionTable = SyncRegionTable.table(site.regions, layout: regions, previous: previousRegions)
        var radioTable = previous?.table(state.radios.radioLayout)
        var candidateTable = previous?.table(state.radios.candidateLayout)
        let isChanged = state.radios.update(site.radios)
        if isChanged.radios || radioTable == nil {
            radioTable = state.radios.radios(site.radios, previous: radioTable)
        }
        if isChanged.candidates || candidateTable == nil {
            candidateTable = state.radios.candidates(site.radios, previous: candidateTable)
        }
        if isChanged.radios || regionTable !== previousRegions { state.lastChange = source.upTime }
        let lastChange = state.lastChange
        let scalars = ScalarGroup(summary, revision: 0) { row in
            row.gauge(Summary.green, site.regions.reduce(0) { $0 + UInt64($1.greenCount) })
            row.gauge(Summary.yellow, site.regions.reduce(0) { $0 + UInt64($1.yellowCount) })
            row.gauge(Summary.red, site.regions.reduce(0) { $0 + UInt64($1.redCount) })
            row.gauge(Summary.regions, site.regions.count)
            row.ticks(Summary.lastChange, lastChange)
        }
        return [.scalars(scalars), .table(regionTable)]
            + [radioTable, candidateTable].compactMap { $0 }.map { .table($0) }
            + SyncRingTables.segments(site.ring, layouts: ring)
    }
}
