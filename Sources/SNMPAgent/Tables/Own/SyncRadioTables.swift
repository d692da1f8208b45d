import IPDECTCore

/// ipdectSyncRadioTable and ipdectSyncCandidateTable: the air synchronization of each radio, and what it hears.
struct SyncRadioTables: Sendable {
    enum Column: UInt32, CaseIterable {
        case mode = 1
        case region, state, color, activeMaster, parent, depth, rssi, fer, lost, lastLossCause, carrier, slot, drift
        case lockedTo, lockedToSecond, candidates
    }

    enum CandidateColumn: UInt32, CaseIterable {
        case rfpi = 2
        case rssi, fer
    }

    let radioLayout: TableLayout
    let candidateLayout: TableLayout

    /// The candidates shown of each radio. Thousands of radios hear up to 16 others each; the rest is on the pages.
    static let candidateLimit = 4

    private var stamps = RowStamps()
    private var candidateStamps = RowStamps()

    init(_ tree: OwnTree) {
        radioLayout = tree.table(.sync, 3, Column.self)
        candidateLayout = tree.table(.sync, 4, CandidateColumn.self)
    }

    /// Takes in the radios. Returns whether anything about their synchronization, and about what they hear, changed.
    mutating func update(_ radios: [Radio]) -> (radios: Bool, candidates: Bool) {
        let isRadioChanged = stamps.update(
            count: radios.count, key: { radios[$0].index }, revision: { radios[$0].revision },
            digest: { Self.digest(radios[$0].sync, &$1) })
        let isCandidateChanged = candidateStamps.update(
            count: radios.count, key: { radios[$0].index }, revision: { radios[$0].revision },
            digest: { $1.combine(radios[$0].sync.candidates.prefix(Self.candidateLimit)) })
        return (isRadioChanged, isCandidateChanged)
    }

    private static func digest(_ sync: RadioSync, _ hasher: inout Hasher) {
        hasher.combine(sync.candidates.count)
        var rest = sync
        rest.candidates = []
        hasher.combine(rest)
    }

    /// The table of radios.
    func radios(_ radios: [Radio], previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(radioLayout, previous: previous)
        for position in radios.indices {
            builder.row(radios[position].index, revision: stamps[position]) { row in
                Self.write(radios[position].sync, to: &row)
            }
        }
        return builder.table()
    }

    /// The table of candidates: up to four rows a radio.
    func candidates(_ radios: [Radio], previous: EncodedTable?) -> EncodedTable {
        var builder = TableBuilder(candidateLayout, previous: previous)
        var index: [UInt32] = [0, 0]
        for position in radios.indices {
            index[0] = radios[position].index
            for place in radios[position].sync.candidates.indices.prefix(Self.candidateLimit) {
                index[1] = UInt32(place + 1)
                let candidate = radios[position].sync.candidates[place]
                builder.row(index, revision: Self.revision(candidate)) { row in
                    row.rfpi(CandidateColumn.rfpi, candidate.rfpi)
                    row.rssi(CandidateColumn.rssi, candidate.rssi)
                    row.fer(CandidateColumn.fer, candidate.fer)
                }
            }
        }
        return builder.table()
    }

    /// All that a row shows fits a number: 40 bits of identity, 16 of strength, 8 of errors.
    private static func revision(_ candidate: SyncCandidate) -> UInt64 {
        candidate.rfpi.rawValue << 24 | UInt64(UInt16(bitPattern: candidate.rssi)) << 8 | UInt64(candidate.fer)
    }

    private static func write(_ sync: RadioSync, to row: inout RowWriter) {
        let locks = sync.settings.lockedTo
        row.number(Column.mode, sync.settings.mode.rawValue)
        row.gauge(Column.region, sync.settings.region)
        row.number(Column.state, sync.state.rawValue)
        row.number(Column.color, sync.color.rawValue)
        row.truth(Column.activeMaster, sync.isActiveMaster)
        row.gauge(Column.parent, sync.parentIndex ?? 0)
        row.gauge(Column.depth, sync.depth)
        row.rssi(Column.rssi, sync.rssi)
        row.fer(Column.fer, sync.fer)
        row.counter(Column.lost, sync.lostCount)
        row.number(Column.lastLossCause, sync.lastLossCause.map { $0.rawValue + 1 } ?? 1)
        row.gauge(Column.carrier, sync.carrier)
        row.gauge(Column.slot, sync.slot)
        row.number(Column.drift, sync.driftNanoseconds)
        row.rfpi(Column.lockedTo, locks.first)
        row.rfpi(Column.lockedToSecond, locks.dropFirst().first)
        row.gauge(Column.candidates, sync.candidates.count)
    }
}
