import IPDECTCore

/// ipdectSyncRingTable and ipdectSyncPortTable: the gateways in the sync ring, in ring order, with their two ports.
enum SyncRingTables {
    enum Column: UInt32, CaseIterable {
        case macAddress = 2
        case hasReference
    }

    enum PortColumn: UInt32, CaseIterable {
        case synchronized = 2
        case communicating, peerType, peer, offset, cableDelay, lost, txErrors, rxErrors
    }

    static func layouts(_ tree: OwnTree) -> (ring: TableLayout, ports: TableLayout) {
        (tree.table(.sync, 5, Column.self), tree.table(.sync, 6, PortColumn.self))
    }

    /// The tables; a ring has no revisions, and few members.
    static func segments(_ ring: [SyncRingMember], layouts: (ring: TableLayout, ports: TableLayout)) -> [MIBSegment] {
        var members = TableBuilder(layouts.ring)
        var ports = TableBuilder(layouts.ports)
        for (position, member) in ring.enumerated() {
            let place = UInt32(position + 1)
            members.row(place, revision: 0) { row in
                row.mac(Column.macAddress, member.mac)
                row.truth(Column.hasReference, member.hasReference)
            }
            for (number, port) in [member.inPort, member.outPort].enumerated() {
                ports.row([place, UInt32(number + 1)], revision: 0) { write(port, to: &$0) }
            }
        }
        return [.table(members.table()), .table(ports.table())]
    }

    private static func write(_ port: SyncPort, to row: inout RowWriter) {
        row.truth(PortColumn.synchronized, port.isSynchronized)
        row.truth(PortColumn.communicating, port.isCommunicating)
        row.address(PortColumn.peerType, port.connectedTo)
        row.number(PortColumn.offset, port.offsetNanoseconds)
        row.gauge(PortColumn.cableDelay, port.cableDelayNanoseconds)
        row.counter(PortColumn.lost, port.lostCount)
        row.counter(PortColumn.txErrors, port.transmitErrors)
        row.counter(PortColumn.rxErrors, port.receiveErrors)
    }
}
