import IPDECTCore
import NetworkValues

/// ipdectMasterTable: the devices in master roles.
struct MasterTable: Sendable {
    enum Column: UInt32, CaseIterable {
        case role = 2
        case macAddress, deviceIndex, mode, active, reachable, changed
    }

    let layout: TableLayout

    private var lastChange: UInt32 = 0
    private var shown: EncodedTable?

    init(_ tree: OwnTree) {
        layout = tree.table(.system, 3, Column.self)
    }

    /// The table, and sysUpTime when it last changed.
    mutating func table(_ masters: [MasterStatus], radios: [Radio], upTime: UInt32) -> (
        EncodedTable, lastChange: UInt32
    ) {
        let sorted = masters.sorted { ($0.role.rawValue, $0.mac) < ($1.role.rawValue, $1.mac) }
        let sought = Set(masters.map(\.mac))
        var indexes: [MACAddress: UInt32] = [:]
        for position in radios.indices where sought.contains(radios[position].mac) {
            indexes[radios[position].mac] = radios[position].index
        }
        var builder = TableBuilder(layout, previous: shown)
        for (position, master) in sorted.enumerated() {
            let index = indexes[master.mac] ?? 0
            builder.row(UInt32(position + 1), revision: Self.revision(master, index)) { row in
                row.number(Column.role, master.role.rawValue)
                row.mac(Column.macAddress, master.mac)
                row.gauge(Column.deviceIndex, index)
                row.number(Column.mode, master.mode.rawValue)
                row.truth(Column.active, master.isActive)
                row.truth(Column.reachable, master.isReachable)
                row.time(Column.changed, master.changedAt)
            }
        }
        let table = builder.table()
        if table !== shown {
            lastChange = upTime
            shown = table
        }
        return (table, lastChange)
    }

    private static func revision(_ master: MasterStatus, _ index: UInt32) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(master)
        hasher.combine(index)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
