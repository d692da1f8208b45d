import NetworkValues
import Snapshot

/// ipAddressTable and ipAddressPrefixTable, and ipAddrTable for managers that know no other.
struct IPAddressTables: Sendable {
    enum Column: UInt32, CaseIterable {
        case interface = 3
        case type, prefix, origin, status, created, changed, rowStatus, storage
    }

    enum PrefixColumn: UInt32, CaseIterable {
        case origin = 5
        case isOnLink, isAutonomous, preferredLifetime, validLifetime
    }

    enum OldColumn: UInt32, CaseIterable {
        case address = 1
        case interface, mask, broadcast, reassembly
    }

    /// The longest datagram that IPv4 has, which Linux puts together.
    private static let longestDatagram = 65_535

    private let addresses = TableLayout(table: IPTree.ip + [34], Column.self)
    private let prefixes = TableLayout(table: IPTree.ip + [32], PrefixColumn.self)
    private let old = TableLayout(table: IPTree.ip + [20], OldColumn.self)

    func segments(_ network: IPFigures, ticks: (Timestamp) -> UInt32, _ previous: MIBImage?) -> [MIBSegment] {
        [
            .table(oldTable(network.addresses, previous?.table(old))),
            .table(prefixTable(network.addresses, previous?.table(prefixes))),
            .table(addressTable(network.addresses, ticks, previous?.table(addresses))),
        ]
    }

    /// What a row of ipAddressTable shows.
    private struct Shown: Hashable {
        var interface: UInt32
        /// IpAddressType: unicast(1), broadcast(3).
        var type: Int32
        var prefix: [UInt32]
        var origin: UInt8
        var status: UInt8
        var created: UInt32
        var changed: UInt32
        var isPermanent: Bool
    }

    private func addressTable(
        _ all: [HostAddress], _ ticks: (Timestamp) -> UInt32, _ previous: EncodedTable?
    ) -> EncodedTable {
        var rows: [(index: [UInt32], shown: Shown)] = []
        for address in all {
            var shown = Shown(
                interface: address.interfaceIndex, type: 1,
                prefix: IPTree.ip + [32, 1, PrefixColumn.origin.rawValue] + Self.prefixIndex(address),
                origin: address.origin.rawValue, status: address.status.rawValue,
                created: address.createdAt.map(ticks) ?? 0, changed: address.changedAt.map(ticks) ?? 0,
                isPermanent: address.isPermanent)
            rows.append((IPTree.index(address.address), shown))
            guard let broadcast = address.broadcast else { continue }
            shown.type = 3
            rows.append((IPTree.index(broadcast), shown))
        }
        rows.sort { $0.index.lexicographicallyPrecedes($1.index) }
        var table = TableBuilder(addresses, previous: previous)
        for (index, shown) in Self.unique(rows) {
            table.row(index, showing: shown) { shown, row in
                row.number(Column.interface, shown.interface)
                row.number(Column.type, shown.type)
                row.oid(Column.prefix.rawValue, shown.prefix)
                row.number(Column.origin, shown.origin)
                row.number(Column.status, shown.status)
                row.ticks(Column.created, shown.created)
                row.ticks(Column.changed, shown.changed)
                // RowStatus active(1); StorageType volatile(2): the agent keeps no addresses.
                row.number(Column.rowStatus, 1)
                row.number(Column.storage, 2)
            }
        }
        return table.table()
    }

    private func prefixTable(_ all: [HostAddress], _ previous: EncodedTable?) -> EncodedTable {
        var rows: [(index: [UInt32], shown: [UInt32])] = []
        for address in all {
            let origin = Self.prefixOrigin(address)
            // TruthValue: on the link is what the kernel has a prefix for; only what a router told is autonomous.
            rows.append(
                (Self.prefixIndex(address), [origin, 1, origin == 5 ? 1 : 2, address.isPermanent ? 1 : 0]))
        }
        rows.sort { $0.index.lexicographicallyPrecedes($1.index) }
        var table = TableBuilder(prefixes, previous: previous)
        for (index, shown) in Self.unique(rows) {
            table.row(index, showing: shown) { shown, row in
                row.number(PrefixColumn.origin, shown[0])
                row.number(PrefixColumn.isOnLink, shown[1])
                row.number(PrefixColumn.isAutonomous, shown[2])
                // The largest number is for ever; how long others hold is not kept here.
                guard shown[3] == 1 else { return }
                row.gauge(PrefixColumn.preferredLifetime, UInt32.max)
                row.gauge(PrefixColumn.validLifetime, UInt32.max)
            }
        }
        return table.table()
    }

    private func oldTable(_ all: [HostAddress], _ previous: EncodedTable?) -> EncodedTable {
        var rows: [(index: [UInt32], address: HostAddress)] = []
        for address in all {
            if case .v4 = address.address { rows.append((address.address.octets.map(UInt32.init), address)) }
        }
        rows.sort { $0.index.lexicographicallyPrecedes($1.index) }
        var table = TableBuilder(old, previous: previous)
        for (index, address) in Self.unique(rows) {
            table.row(index, showing: address) { address, row in
                let mask = address.prefixLength <= 0 ? 0 : UInt32.max << UInt32(32 - min(address.prefixLength, 32))
                row.ipAddress(OldColumn.address.rawValue, address.address)
                row.number(OldColumn.interface, address.interfaceIndex)
                row.ipAddress(OldColumn.mask.rawValue, .v4(mask))
                // The lowest bit of the broadcast address, by which RFC 1213 told two conventions apart.
                row.number(OldColumn.broadcast, (address.broadcast?.octets.last ?? 0) & 1)
                row.number(OldColumn.reassembly, Self.longestDatagram)
            }
        }
        return table.table()
    }

    /// The rows without those that repeat the index of the one before: an address can be on several interfaces.
    private static func unique<Shown>(_ rows: [(index: [UInt32], Shown)]) -> [(index: [UInt32], Shown)] {
        var last: [UInt32] = []
        return rows.filter { row in
            defer { last = row.index }
            return row.index != last
        }
    }

    /// ipAddressPrefixIfIndex, type, prefix and length.
    private static func prefixIndex(_ address: HostAddress) -> [UInt32] {
        let bits = max(0, address.prefixLength)
        var octets = address.address.inetAddress
        // A zone, which stands behind sixteen octets, is part of the prefix.
        for place in octets.indices where place < 16 {
            let kept = min(max(bits - 8 * place, 0), 8)
            octets[place] &= kept == 0 ? 0 : 0xff << UInt8(8 - kept)
        }
        return [address.interfaceIndex, UInt32(address.address.inetAddressType), UInt32(octets.count)]
            + octets.map(UInt32.init) + [UInt32(bits)]
    }

    /// IpAddressPrefixOriginTC: other(1), manual(2), wellknown(3), dhcp(4), routeradv(5).
    private static func prefixOrigin(_ address: HostAddress) -> UInt32 {
        switch address.address {
        case .v4(let value) where value >> 24 == 127: return 3
        case .v6(let high, let low, _) where high >> 54 == 0x3fa || high == 0 && low == 1: return 3
        default: break
        }
        switch address.origin {
        case .manual: return 2
        case .dhcp: return 4
        case .linkLayer, .random: return 5
        case .other: return 1
        }
    }
}
