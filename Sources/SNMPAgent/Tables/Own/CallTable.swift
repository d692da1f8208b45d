import IPDECTCore

/// ipdectCallTable: the calls going on.
enum CallTable {
    enum Column: UInt32, CaseIterable {
        case device = 2
        case user, direction, connected, started, encrypted, handoverTo
    }

    static func layout(_ tree: OwnTree) -> TableLayout { tree.table(.traffic, 3, Column.self) }

    /// The index of a call: its number, which begins again at 1 behind 2,147,483,647.
    static func index(_ call: CallID) -> UInt32 {
        UInt32((max(call.rawValue, 1) - 1) % 0x7fff_ffff) + 1
    }

    static func table(_ calls: [Call], layout: TableLayout, previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(layout, previous: previous)
        for call in calls {
            // Numbers are used once, but the index wraps: the upper part of the number keeps two calls apart.
            let revision = mixed(call.id.rawValue, call.revision)
            builder.row(index(call.id), revision: revision) { row in
                row.gauge(Column.device, call.radioIndex)
                row.text(Column.user, call.user)
                row.number(Column.direction, call.direction.rawValue)
                row.truth(Column.connected, call.isConnected)
                row.time(Column.started, call.startedAt)
                row.truth(Column.encrypted, call.isEncrypted)
                row.gauge(Column.handoverTo, call.handoverTo ?? 0)
            }
        }
        return builder.table()
    }
}
