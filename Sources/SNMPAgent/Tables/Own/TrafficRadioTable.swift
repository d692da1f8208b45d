import IPDECTCore

/// ipdectTrafficRadioTable: counters of each radio.
struct TrafficRadioTable: Sendable {
    enum Column: UInt32, CaseIterable {
        case callsIn = 1
        case callsOut, handovers, handoversCancelled, busy, calls, callLimit
    }

    let layout: TableLayout

    private var stamps = RowStamps()

    init(_ tree: OwnTree) {
        layout = tree.table(.traffic, 2, Column.self)
    }

    mutating func table(_ radios: [Radio], previous: EncodedTable?) -> EncodedTable {
        let isChanged = stamps.update(
            count: radios.count, key: { radios[$0].index }, revision: { radios[$0].revision },
            digest: { position, hasher in
                hasher.combine(radios[position].traffic)
                hasher.combine(radios[position].callCount)
                hasher.combine(radios[position].callLimit)
            })
        if !isChanged, let previous { return previous }
        var builder = TableBuilder(layout, previous: previous)
        for position in radios.indices {
            builder.row(radios[position].index, revision: stamps[position]) { row in
                let traffic = radios[position].traffic
                row.counter(Column.callsIn, traffic.callsIn)
                row.counter(Column.callsOut, traffic.callsOut)
                row.counter(Column.handovers, traffic.handovers)
                row.counter(Column.handoversCancelled, traffic.handoversCancelled)
                row.counter(Column.busy, traffic.busy)
                row.gauge(Column.calls, radios[position].callCount)
                row.gauge(Column.callLimit, radios[position].callLimit)
            }
        }
        return builder.table()
    }
}
