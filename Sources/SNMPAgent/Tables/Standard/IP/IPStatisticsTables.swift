import Snapshot

/// ipSystemStatsTable, icmpStatsTable and icmpMsgStatsTable: a row for each version of IP, and one for each type of ICMP.
struct IPStatisticsTables: Sendable {
    private enum Version: UInt32, CaseIterable {
        case version4 = 1
        case version6 = 2
    }

    /// ipSystemStatsDiscontinuityTime and ipSystemStatsRefreshRate.
    private static let discontinuity: UInt32 = 46
    private static let refreshRate: UInt32 = 47

    private let system = TableLayout(
        entry: IPTree.ip + [31, 1, 1],
        columns: IPCounters.system.flatMap { [$0.column] + ($0.wideColumn.map { [$0] } ?? []) }
            + [discontinuity, refreshRate])
    private let icmp = TableLayout(entry: IPTree.icmp + [29, 1], columns: 2...5)
    private let messages = TableLayout(entry: IPTree.icmp + [30, 1], columns: 3...4)

    func segments(_ network: IPFigures, _ previous: MIBImage?) -> [MIBSegment] {
        [
            .table(systemTable(network, previous?.table(system))), .table(icmpTable(network, previous?.table(icmp))),
            .table(messageTable(network, previous?.table(messages))),
        ]
    }

    private func systemTable(_ network: IPFigures, _ previous: EncodedTable?) -> EncodedTable {
        var table = TableBuilder(system, previous: previous)
        for version in Version.allCases {
            let values = IPCounters.system.map { counter in
                (version == .version4 ? counter.version4 : counter.version6).flatMap { network.counters[$0] }
            }
            guard values.contains(where: { $0 != nil }) else { continue }
            table.row([version.rawValue], showing: values) { values, row in
                for (counter, value) in zip(IPCounters.system, values) {
                    guard let value else { continue }
                    row.counter32(counter.column, value)
                    if let wide = counter.wideColumn { row.counter64(wide, value) }
                }
                row.timeTicks(Self.discontinuity, 0)
                row.unsigned32(Self.refreshRate, IPFigures.pauseMilliseconds)
            }
        }
        return table.table()
    }

    private func icmpTable(_ network: IPFigures, _ previous: EncodedTable?) -> EncodedTable {
        var table = TableBuilder(icmp, previous: previous)
        for version in Version.allCases {
            let prefix = version == .version4 ? "Icmp." : "Icmp6"
            let values = ["InMsgs", "InErrors", "OutMsgs", "OutErrors"].map { network.counters[prefix + $0] }
            guard values.contains(where: { $0 != nil }) else { continue }
            table.row([version.rawValue], showing: values) { values, row in
                for (column, value) in zip(UInt32(2)..., values) {
                    if let value { row.counter32(column, value) }
                }
            }
        }
        return table.table()
    }

    private func messageTable(_ network: IPFigures, _ previous: EncodedTable?) -> EncodedTable {
        var rows: [[UInt32]: (received: UInt64, sent: UInt64)] = [:]
        for (name, value) in network.counters {
            for (version, prefix) in [(Version.version4, "IcmpMsg."), (.version6, "Icmp6")] {
                guard name.hasPrefix(prefix) else { continue }
                let rest = name.dropFirst(prefix.count)
                if rest.hasPrefix("InType"), let type = UInt32(rest.dropFirst(6)), type < 256 {
                    rows[[version.rawValue, type], default: (0, 0)].received = value
                } else if rest.hasPrefix("OutType"), let type = UInt32(rest.dropFirst(7)), type < 256 {
                    rows[[version.rawValue, type], default: (0, 0)].sent = value
                }
            }
        }
        var table = TableBuilder(messages, previous: previous)
        for (index, counts) in rows.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            table.row(index, showing: [counts.received, counts.sent]) { counts, row in
                row.counter32(3, counts[0])
                row.counter32(4, counts[1])
            }
        }
        return table.table()
    }
}
