import LinkProtocols
import Snapshot

/// lldpStatistics: what LLDP counts, in all and by port.
struct LLDPStatisticsTables: LLDPTables {
    enum Scalar: UInt32, CaseIterable {
        case lastChange = 1
        case inserts, deletes, drops, ageouts
    }

    enum SentColumn: UInt32, CaseIterable {
        case frames = 2
    }

    enum ReceivedColumn: UInt32, CaseIterable {
        case discarded = 2
        case errors, frames, elementsDiscarded, elementsUnrecognized, ageouts
    }

    private let scalars = TableLayout(scalars: LLDPTree.objects + [2], Scalar.self)
    private let sent = TableLayout(table: LLDPTree.objects + [2, 6], SentColumn.self)
    private let received = TableLayout(table: LLDPTree.objects + [2, 7], ReceivedColumn.self)

    func segments(_ source: LLDPSource, previous: MIBImage?) -> [MIBSegment] {
        let ports = source.ports
        let sums: [(Scalar, UInt64)] = [
            (.inserts, ports.total(\.inserts)), (.deletes, ports.total(\.deletes)), (.drops, ports.total(\.drops)),
            (.ageouts, ports.total(\.ageouts)),
        ]
        let shown = [UInt64(source.lastChange)] + sums.map(\.1)
        let totals = ScalarGroup(scalars, previous: previous, showing: shown) { _, row in
            row.ticks(Scalar.lastChange, source.lastChange)
            for (column, sum) in sums { row.zeroBased(column, sum) }
        }
        return [
            .scalars(totals),
            source.portTable(
                sent, previous: previous, shown: \.lldp.statistics.framesOut,
                write: { $1.counter32(SentColumn.frames.rawValue, $0) }),
            source.portTable(
                received, previous: previous, shown: \.lldp.statistics,
                write: { statistics, row in
                    row.counter32(ReceivedColumn.discarded.rawValue, statistics.framesDiscarded)
                    row.counter32(ReceivedColumn.errors.rawValue, statistics.framesInErrors)
                    row.counter32(ReceivedColumn.frames.rawValue, statistics.framesIn)
                    row.counter32(ReceivedColumn.elementsDiscarded.rawValue, statistics.tlvsDiscarded)
                    row.counter32(ReceivedColumn.elementsUnrecognized.rawValue, statistics.tlvsUnrecognized)
                    row.zeroBased(ReceivedColumn.ageouts, statistics.ageouts)
                }),
        ]
    }
}

extension RowWriter {
    /// Writes a ZeroBasedCounter32 (RFC 2021): a Gauge32 on the wire that wraps like a counter.
    mutating func zeroBased(_ column: some RawRepresentable<UInt32>, _ value: UInt64) {
        gauge32(column.rawValue, UInt32(truncatingIfNeeded: value))
    }

    /// Writes a LldpSystemCapabilitiesMap. The bits of 2009 and later, which the module does not know, are left out.
    mutating func capabilities(_ column: some RawRepresentable<UInt32>, _ kinds: LLDPCapabilities.Kinds?) {
        let bits = kinds?.rawValue ?? 0
        self.bits(column.rawValue, (0..<8).filter { bits & 1 << $0 != 0 })
    }
}
