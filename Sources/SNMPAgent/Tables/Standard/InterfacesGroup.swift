import NetworkValues
import Snapshot
import Synchronization

/// IF-MIB (RFC 2863): ifTable and ifXTable, from the host's own interfaces.
///
/// The kernel does not count broadcast packets, nor multicast packets sent; those columns are gaps.
final class InterfacesGroup: MIBGroup {
    enum Column: UInt32, CaseIterable {
        case index = 1
        case description, type, mtu, speed, physicalAddress, adminStatus, operStatus, lastChange
        case inOctets, inUnicast
        case inDiscards = 13
        case inErrors, inUnknownProtocols, outOctets, outUnicast
        case outDiscards = 19
        case outErrors
    }

    enum ExtensionColumn: UInt32, CaseIterable {
        case name = 1
        case inMulticast
        case hcInOctets = 6
        case hcInUnicast, hcInMulticast
        case hcOutOctets = 10
        case hcOutUnicast
        case linkTrap = 14
        case highSpeed, promiscuous, connector, alias, discontinuity
    }

    let name = "IF-MIB"
    let prefix: [UInt32] = [1, 3, 6, 1, 2, 1]

    private let count = TableLayout(entry: [1, 3, 6, 1, 2, 1, 2], columns: [1])
    private let changed = TableLayout(entry: [1, 3, 6, 1, 2, 1, 31, 1], columns: [5])
    private let interfaces = TableLayout(
        entry: [1, 3, 6, 1, 2, 1, 2, 2, 1], columns: Column.allCases.map(\.rawValue))
    private let extensions = TableLayout(
        entry: [1, 3, 6, 1, 2, 1, 31, 1, 1, 1], columns: ExtensionColumn.allCases.map(\.rawValue))

    init() {}

    func segments(from source: TableSource, previous: MIBImage?) -> [MIBSegment] {
        let host = source.snapshot.host
        var table = TableBuilder(interfaces, previous: previous?.table(interfaces))
        var extended = TableBuilder(extensions, previous: previous?.table(extensions))
        for interface in host.interfaces {
            table.row(interface.index, revision: interface.revision) { row in
                Self.write(interface, lastChange: interface.lastChange.map(source.ticks) ?? 0, to: &row)
            }
            let revision = interface.revision << 1 | (source.sendsLinkChanges ? 1 : 0)
            extended.row(interface.index, revision: revision) { row in
                Self.extend(interface, sendsLinkChanges: source.sendsLinkChanges, to: &row)
            }
        }
        let number = ScalarGroup(count, revision: 0) { $0.integer(1, host.interfaces.count) }
        let lastChange = ScalarGroup(changed, revision: 0) { row in
            row.timeTicks(5, host.interfacesChangedAt.map(source.ticks) ?? 0)
        }
        return [.scalars(number), .table(table.table()), .table(extended.table()), .scalars(lastChange)]
    }

    private static func write(_ interface: HostInterface, lastChange: UInt32, to row: inout RowWriter) {
        let counters = interface.counters
        row.number(Column.index, interface.index)
        row.text(Column.description, interface.name, limit: 255)
        row.number(Column.type, interface.type)
        row.number(Column.mtu, interface.mtu)
        row.gauge(Column.speed, interface.speedBitsPerSecond)
        row.macAddress(Column.physicalAddress.rawValue, interface.mac)
        row.number(Column.adminStatus, interface.isAdministrativelyUp ? 1 : 2)
        row.number(Column.operStatus, interface.isOperationallyUp ? 1 : 2)
        row.ticks(Column.lastChange, lastChange)
        row.counter32(Column.inOctets.rawValue, counters.receivedOctets)
        row.counter32(Column.inUnicast.rawValue, counters.receivedUnicastPackets)
        row.counter32(Column.inDiscards.rawValue, counters.receiveDrops)
        row.counter32(Column.inErrors.rawValue, counters.receiveErrors)
        row.counter32(Column.inUnknownProtocols.rawValue, counters.receivedUnknownProtocol)
        row.counter32(Column.outOctets.rawValue, counters.sentOctets)
        row.counter32(Column.outUnicast.rawValue, counters.sentPackets)
        row.counter32(Column.outDiscards.rawValue, counters.sendDrops)
        row.counter32(Column.outErrors.rawValue, counters.sendErrors)
    }

    private static func extend(_ interface: HostInterface, sendsLinkChanges: Bool, to row: inout RowWriter) {
        let counters = interface.counters
        row.text(ExtensionColumn.name, interface.name)
        row.counter32(ExtensionColumn.inMulticast.rawValue, counters.receivedMulticastPackets)
        row.counter(ExtensionColumn.hcInOctets, counters.receivedOctets)
        row.counter(ExtensionColumn.hcInUnicast, counters.receivedUnicastPackets)
        row.counter(ExtensionColumn.hcInMulticast, counters.receivedMulticastPackets)
        row.counter(ExtensionColumn.hcOutOctets, counters.sentOctets)
        row.counter(ExtensionColumn.hcOutUnicast, counters.sentPackets)
        // ifLinkUpDownTrapEnable: enabled(1), disabled(2).
        row.number(ExtensionColumn.linkTrap, sendsLinkChanges ? 1 : 2)
        row.gauge(ExtensionColumn.highSpeed, (interface.speedBitsPerSecond + 500_000) / 1_000_000)
        row.truth(ExtensionColumn.promiscuous, interface.isPromiscuous)
        row.truth(ExtensionColumn.connector, interface.hasConnector)
        row.text(ExtensionColumn.alias, interface.alias)
        row.ticks(ExtensionColumn.discontinuity, 0)
    }
}

extension InterfaceCounters {
    /// Packets received that were not multicast. The kernel counts broadcast packets among them.
    fileprivate var receivedUnicastPackets: UInt64 {
        receivedPackets >= receivedMulticastPackets ? receivedPackets - receivedMulticastPackets : 0
    }
}
