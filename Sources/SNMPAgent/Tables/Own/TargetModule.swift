import Faults
import NetworkValues

/// IPDECT-TARGET-MIB: the receivers of notifications, and how each of them does.
final class TargetModule: MIBGroup {
    enum Column: UInt32, CaseIterable {
        case name = 2
        case port, version, set, seriousness, state, pending, sent, failed, filtered, dropped, lastSent, lastError
        case kind, acknowledged, retried, heldBack, lastAcknowledged, unexpected
    }

    let name = "IPDECT-TARGET-MIB"
    let prefix: [UInt32]

    private let layout: TableLayout

    init(_ tree: OwnTree) {
        prefix = tree.identity(.target)
        layout = tree.table(.target, 1, Column.self)
    }

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        var builder = TableBuilder(layout, previous: previous?.table(layout))
        for target in source.targets {
            var hasher = Hasher()
            hasher.combine(target)
            builder.row(target.index, revision: UInt64(bitPattern: Int64(hasher.finalize()))) { row in
                row.text(Column.name, target.host, limit: 255)
                row.gauge(Column.port, target.port)
                row.number(Column.version, target.version.managedValue)
                row.number(Column.set, target.set.managedValue)
                row.number(Column.seriousness, target.minimumSeriousness.rawValue)
                row.number(Column.state, target.state.managedValue)
                row.gauge(Column.pending, target.pending)
                row.counter(Column.sent, target.sent)
                row.counter(Column.failed, target.failed)
                row.counter(Column.filtered, target.filtered)
                row.counter(Column.dropped, target.dropped)
                row.time(Column.lastSent, target.lastSent)
                row.text(Column.lastError, target.lastError, limit: 255)
                row.number(Column.kind, target.kind.rawValue)
                row.counter(Column.acknowledged, target.acknowledged)
                row.counter(Column.retried, target.retried)
                row.counter(Column.heldBack, target.heldBack)
                row.time(Column.lastAcknowledged, target.lastAcknowledged)
                row.counter(Column.unexpected, target.unexpected)
            }
        }
        return [.table(builder.table())]
    }
}
