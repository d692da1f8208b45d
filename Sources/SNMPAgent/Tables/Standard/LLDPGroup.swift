import LinkProtocols
import NetworkValues
import Snapshot
import Synchronization

/// LLDP-MIB (IEEE 802.1AB-2005, clause 12) with its extensions for LLDP-MED, IEEE 802.1 and IEEE 802.3.
///
/// A neighbour's rows have one TimeFilter each: sysUpTime when the neighbour last said something new. A manager that asks
/// for the rows behind a time gets those that changed since, because they stand in that order; rows do not stand under
/// earlier times as well. lldpd's subagent does the same.
final class LLDPGroup: MIBGroup {
    let name = "LLDP-MIB"
    let prefix = LLDPTree.root

    private struct State: Sendable {
        /// What the segments were made from.
        var lan: LANStatus?
        var sendsChanges = false
        var neighbours = LLDPRemoteRows()
        var segments: [MIBSegment] = []
    }

    private let parts: [any LLDPTables] = [
        LLDPConfiguration(), LLDPStatisticsTables(), LLDPLocalTables(), LLDPRemoteTables(), LLDPRemoteDetails(),
        LLDPMediaLocalTables(), LLDPMediaRemoteTables(), LLDPDot1Tables(), LLDPDot3Tables(),
    ]
    private let state = Mutex(State())

    init() {}

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        state.withLock { state in
            let lan = source.snapshot.lan
            guard state.lan != lan || state.sendsChanges != source.sendsNeighbourChanges else { return state.segments }
            let shown = LLDPSource(
                ports: lan.ports, timers: lan.timers, sendsChanges: source.sendsNeighbourChanges,
                lastChange: lan.lastNeighbourChange.map(source.ticks) ?? 0,
                neighbours: state.neighbours.rows(lan.ports, ticks: source.ticks))
            state.segments = parts.flatMap { $0.segments(shown, previous: previous) }
            state.lan = lan
            state.sendsChanges = source.sendsNeighbourChanges
            return state.segments
        }
    }
}

/// Where the objects stand.
enum LLDPTree {
    /// The module LLDP-MIB.
    static let root: [UInt32] = [1, 0, 8802, 1, 1, 2]
    /// lldpObjects.
    static let objects = root + [1]
    /// lldpRemTablesChange.
    static let tablesChange = root + [0, 0, 1]
    /// The modules of organizations, each below its identifier as a number.
    static let media = objects + [5, 4795]
    static let dot1 = objects + [5, 32_962]
    static let dot3 = objects + [5, 4623]
}

/// A part of the module.
protocol LLDPTables: Sendable {
    func segments(_ source: LLDPSource, previous: MIBImage?) -> [MIBSegment]
}

/// What the tables show.
struct LLDPSource {
    var ports: [LANPortStatus]
    var timers: LLDPTimers
    /// Whether lldpRemTablesChange is sent.
    var sendsChanges: Bool
    /// sysUpTime when a neighbour last came, changed or went.
    var lastChange: UInt32
    var neighbours: [LLDPRemoteRow]

    /// What the first port that tells of the device tells: chassis and system are those of all ports.
    var endpoint: LLDPEndpoint? { ports.lazy.compactMap(\.lldp.endpoint).first }

    /// A table with a row for each port for which `shown` gives something.
    func portTable<Shown: Hashable>(
        _ layout: TableLayout, previous: MIBImage?, shown: (LANPortStatus) -> Shown?,
        write: (Shown, inout RowWriter) -> Void
    ) -> MIBSegment {
        var table = TableBuilder(layout, previous: previous?.table(layout))
        for port in ports {
            if let shown = shown(port) { table.row([port.interfaceIndex], showing: shown, write: write) }
        }
        return .table(table.table())
    }

    /// A table with rows for each neighbour: those of `items`, each with what follows the neighbour's own index.
    func neighbourTable<Item>(
        _ layout: TableLayout, previous: MIBImage?, items: (LLDPDU) -> [(index: [UInt32], item: Item)],
        write: (Item, inout RowWriter) -> Void
    ) -> MIBSegment {
        var table = TableBuilder(layout, previous: previous?.table(layout))
        for neighbour in neighbours {
            for (index, item) in items(neighbour.unit) {
                table.row(neighbour.index + index, revision: neighbour.revision) { write(item, &$0) }
            }
        }
        return .table(table.table())
    }

    /// A table with one row for each neighbour for which `item` gives something.
    func neighbourTable<Item>(
        _ layout: TableLayout, previous: MIBImage?, item: (LLDPDU) -> Item?, write: (Item, inout RowWriter) -> Void
    ) -> MIBSegment {
        neighbourTable(layout, previous: previous, items: { unit in item(unit).map { [([], $0)] } ?? [] }, write: write)
    }
}

extension LANStatus {
    /// When a neighbour last came, changed or went on any port.
    var lastNeighbourChange: Timestamp? { ports.compactMap(\.lldp.statistics.lastChange).max() }
}

extension [LANPortStatus] {
    /// The sum of a counter over all ports.
    func total(_ counter: KeyPath<LLDPStatistics, UInt64>) -> UInt64 {
        reduce(0) { $0 &+ $1.lldp.statistics[keyPath: counter] }
    }
}
