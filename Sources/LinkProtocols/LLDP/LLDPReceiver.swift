public import NetworkValues

/// What LLDP hears: the receive state machine (IEEE 802.1AB-2016, 9.2.9) for all neighbours of one port as one value.
///
/// Neighbours are known by chassis and port. One that is not heard for as long as it said is forgotten; one that says that
/// it stops is forgotten at once. `now` is of any clock that does not go back.
public struct LLDPReceiver: Sendable {
    /// What changed.
    public enum Change: Hashable, Sendable {
        /// A neighbour is new.
        case added(LLDPNeighbour)
        /// A neighbour says something else than before.
        case changed(LLDPNeighbour, before: LLDPDU)
        /// A neighbour is forgotten.
        case removed(LLDPNeighbour, LLDPRemoval)
        /// There is no room for a new neighbour.
        case refused(MSAP)
    }

    /// The most neighbours, if not told otherwise.
    public static let defaultLimit = 128

    /// The most neighbours.
    public let limit: Int
    /// The counters; sent frames are counted by the agent.
    public internal(set) var statistics = LLDPStatistics()
    /// When the last neighbour that found no room would be forgotten; `nil` when there was none (tooManyNeighbors).
    public private(set) var overfullUntil: Timestamp?

    private var table: [MSAP: LLDPNeighbour] = [:]
    private var nextIndex: UInt32 = 1
    /// No neighbour expires before; it may lie too early, because a neighbour that is heard again moves only its own time.
    private var earliest: Timestamp?

    /// Makes a receiver that heard nothing.
    public init(limit: Int = Self.defaultLimit) {
        self.limit = max(1, limit)
    }

    /// All neighbours by their number.
    public var neighbours: [LLDPNeighbour] { table.values.sorted { $0.index < $1.index } }

    /// How many neighbours there are.
    public var count: Int { table.count }

    /// The neighbour of this identity.
    public subscript(msap: MSAP) -> LLDPNeighbour? { table[msap] }

    /// When `expire` must be called at the latest; `nil` while there is no neighbour.
    public var deadline: Timestamp? { earliest }

    /// Takes an LLDPDU. Returns what changed; `nil` when it says what it said before.
    public mutating func receive(
        _ unit: LLDPDU, from source: MACAddress, tag: VLANTag? = nil, now: Timestamp
    ) -> Change? {
        statistics.tlvsUnrecognized += UInt64(unit.unknown.count)
        for error in unit.discarded { statistics.refuse(error) }
        let msap = unit.msap
        guard !unit.isShutdown else { return remove(msap, .shutdown, now) }
        let expiry = now.adding(seconds: Int64(unit.timeToLiveSeconds))
        guard var neighbour = table[msap] else { return insert(unit, source, tag, expiry, now) }
        let before = neighbour.unit
        neighbour.units += 1
        neighbour.source = source
        neighbour.tag = tag
        neighbour.heardAt = now
        neighbour.expiresAt = expiry
        noteExpiry(expiry)
        guard before != unit else {
            table[msap] = neighbour
            return nil
        }
        neighbour.unit = unit
        neighbour.changedAt = now
        table[msap] = neighbour
        statistics.lastChange = now
        return .changed(neighbour, before: before)
    }

    /// Forgets the neighbours whose time is over. Costs nothing while none's can be.
    public mutating func expire(now: Timestamp) -> [Change] {
        if let until = overfullUntil, until <= now { overfullUntil = nil }
        guard let earliest, earliest <= now else { return [] }
        let over = table.values.filter { $0.expiresAt <= now }.sorted { $0.index < $1.index }
        let changes = over.compactMap { remove($0.msap, .agedOut, now) }
        self.earliest = table.values.map(\.expiresAt).min()
        return changes
    }

    /// Forgets all neighbours.
    public mutating func removeAll(_ reason: LLDPRemoval, now: Timestamp) -> [Change] {
        let changes = neighbours.compactMap { remove($0.msap, reason, now) }
        earliest = nil
        overfullUntil = nil
        return changes
    }

    private mutating func insert(
        _ unit: LLDPDU, _ source: MACAddress, _ tag: VLANTag?, _ expiry: Timestamp, _ now: Timestamp
    ) -> Change {
        guard table.count < limit else {
            statistics.drops += 1
            statistics.framesDiscarded += 1
            overfullUntil = max(overfullUntil ?? expiry, expiry)
            return .refused(unit.msap)
        }
        let neighbour = LLDPNeighbour(
            index: nextIndex, unit: unit, source: source, tag: tag, since: now, changedAt: now, heardAt: now,
            expiresAt: expiry)
        nextIndex = nextIndex == .max ? 1 : nextIndex + 1
        table[unit.msap] = neighbour
        noteExpiry(expiry)
        statistics.inserts += 1
        statistics.lastChange = now
        return .added(neighbour)
    }

    private mutating func noteExpiry(_ expiry: Timestamp) {
        earliest = min(earliest ?? expiry, expiry)
    }

    private mutating func remove(_ msap: MSAP, _ reason: LLDPRemoval, _ now: Timestamp) -> Change? {
        guard let neighbour = table.removeValue(forKey: msap) else { return nil }
        statistics.deletes += 1
        if reason == .agedOut { statistics.ageouts += 1 }
        statistics.lastChange = now
        return .removed(neighbour, reason)
    }
}
