import LinkProtocols
import NetworkValues
import Snapshot

/// A neighbour as the tables index it.
struct LLDPRemoteRow: Sendable {
    /// lldpRemTimeMark, lldpRemLocalPortNum and lldpRemIndex.
    var index: [UInt32]
    /// What it says.
    var unit: LLDPDU
    /// Differs when what it says does.
    var revision: UInt64
}

/// The neighbours of all ports in the order of the tables. What one says is looked at again only when it was heard again.
struct LLDPRemoteRows: Sendable {
    private struct Key: Hashable {
        var port: UInt32
        var number: UInt32
    }

    private struct Known {
        var since: Timestamp
        var changedAt: Timestamp
        var units: UInt64
        var revision: UInt64

        func holds(for neighbour: LLDPNeighbour) -> Bool {
            units == neighbour.units && changedAt == neighbour.changedAt && since == neighbour.since
        }
    }

    private var known: [Key: Known] = [:]

    /// The rows; `ticks` is sysUpTime at a time.
    mutating func rows(_ ports: [LANPortStatus], ticks: (Timestamp) -> UInt32) -> [LLDPRemoteRow] {
        var now: [Key: Known] = [:]
        var rows: [LLDPRemoteRow] = []
        for port in ports {
            for neighbour in port.lldp.neighbours {
                let key = Key(port: port.interfaceIndex, number: neighbour.index)
                let old = known[key].flatMap { $0.holds(for: neighbour) ? $0.revision : nil }
                let revision = old ?? ShownRevision.of(neighbour.unit)
                now[key] = Known(
                    since: neighbour.since, changedAt: neighbour.changedAt, units: neighbour.units, revision: revision)
                rows.append(
                    LLDPRemoteRow(
                        index: [ticks(neighbour.changedAt), key.port, key.number], unit: neighbour.unit,
                        revision: revision))
            }
        }
        known = now
        return rows.sorted { $0.index.lexicographicallyPrecedes($1.index) }
    }
}
