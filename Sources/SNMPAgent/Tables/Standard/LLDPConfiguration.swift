import LinkProtocols
import Snapshot

/// lldpConfiguration: how LLDP runs. Nothing can be set here.
struct LLDPConfiguration: LLDPTables {
    enum Scalar: UInt32, CaseIterable {
        case interval = 1
        case hold, reinitializationDelay, sendDelay, notificationInterval
    }

    enum PortColumn: UInt32, CaseIterable {
        case adminStatus = 2
        case notification, elements
    }

    enum AddressColumn: UInt32, CaseIterable {
        case ports = 1
    }

    /// The least number of seconds between two lldpRemTablesChange.
    static let notificationIntervalSeconds: Int64 = 5

    private let scalars = TableLayout(scalars: LLDPTree.objects + [1], Scalar.self)
    private let ports = TableLayout(table: LLDPTree.objects + [1, 6], PortColumn.self)
    private let addresses = TableLayout(table: LLDPTree.objects + [1, 7], AddressColumn.self)

    func segments(_ source: LLDPSource, previous: MIBImage?) -> [MIBSegment] {
        let group = ScalarGroup(scalars, previous: previous, showing: source.timers) { timers, row in
            row.number(Scalar.interval, timers.intervalSeconds)
            row.number(Scalar.hold, timers.hold)
            row.number(Scalar.reinitializationDelay, timers.reinitializationDelaySeconds)
            // Since 2009 a credit that grows by one each second takes the place of this delay.
            row.number(Scalar.sendDelay, 1)
            row.number(Scalar.notificationInterval, Self.notificationIntervalSeconds)
        }
        let sendsChanges = source.sendsChanges
        let configuration = source.portTable(
            ports, previous: previous, shown: { [$0.lldp.isEnabled, sendsChanges] },
            write: { shown, row in
                // txAndRx(3), disabled(4).
                row.number(PortColumn.adminStatus, shown[0] ? 3 : 4)
                row.truth(PortColumn.notification, shown[1])
                // All four: portDesc(0), sysName(1), sysDesc(2), sysCap(3).
                row.bits(PortColumn.elements.rawValue, 0...3)
            })
        return [.scalars(group), configuration, .table(sent(source, previous: previous))]
    }

    /// lldpConfigManAddrTable: on which ports each address is told.
    private func sent(_ source: LLDPSource, previous: MIBImage?) -> EncodedTable {
        var table = TableBuilder(addresses, previous: previous?.table(addresses))
        for local in LLDPLocalAddress.all(source.ports) {
            table.row(local.address.lldpIndex, showing: Self.list(local.ports)) { octets, row in
                row.octetString(AddressColumn.ports.rawValue, octets)
            }
        }
        return table.table()
    }

    /// LldpPortList: the highest bit of the first octet is port 1. There is room for 4,096 ports.
    static func list(_ ports: [UInt32]) -> [UInt8] {
        let ports = ports.filter { (1...4096).contains($0) }
        var octets = [UInt8](repeating: 0, count: Int((ports.max() ?? 0) + 7) / 8)
        for port in ports { octets[Int(port - 1) / 8] |= 0x80 >> UInt8((port - 1) % 8) }
        return octets
    }
}

/// A management address of the device, and the ports on which it is told.
struct LLDPLocalAddress {
    var address: ManagementAddress
    var ports: [UInt32]

    /// The addresses of all ports in the order of the tables, each once.
    static func all(_ ports: [LANPortStatus]) -> [LLDPLocalAddress] {
        var found: [[UInt32]: LLDPLocalAddress] = [:]
        for port in ports {
            for address in port.lldp.endpoint?.managementAddresses ?? [] {
                found[address.lldpIndex, default: LLDPLocalAddress(address: address, ports: [])].ports
                    .append(port.interfaceIndex)
            }
        }
        return found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }
}

extension ManagementAddress {
    /// The address as an index: its family, how many octets it has, and these.
    var lldpIndex: [UInt32] { [UInt32(family), UInt32(octets.count)] + octets.map(UInt32.init) }

    /// The object identifier that it tells; 0.0 for none.
    var lldpIdentifier: [UInt32] { ObjectIdentifierContent.arcs(objectIdentifier) ?? [0, 0] }
}
