import LinkProtocols
import NetworkValues
import Snapshot

/// Sees between two snapshots that neighbours came, changed or went, and tells it at most once in
/// lldpNotificationInterval. What happens meanwhile is told when that is over.
struct NeighbourWatch: Sendable {
    private var isBegun = false
    private var lastChange: Timestamp?
    private var toldAt: Timestamp?

    /// The notice that is due; none at first.
    mutating func notice(_ lan: LANStatus, now: Timestamp) -> Notice? {
        let change = lan.lastNeighbourChange
        guard isBegun else {
            isBegun = true
            lastChange = change
            return nil
        }
        guard change != lastChange else { return nil }
        if let toldAt, now.milliseconds(since: toldAt) < LLDPConfiguration.notificationIntervalSeconds * 1000 {
            return nil
        }
        lastChange = change
        toldAt = now
        return .neighboursChanged(
            inserts: UInt32(truncatingIfNeeded: lan.ports.total(\.inserts)),
            deletes: UInt32(truncatingIfNeeded: lan.ports.total(\.deletes)),
            drops: UInt32(truncatingIfNeeded: lan.ports.total(\.drops)),
            ageouts: UInt32(truncatingIfNeeded: lan.ports.total(\.ageouts)))
    }
}

extension NotificationContent {
    /// lldpRemTablesChange, with lldpStatsRemTablesInserts, Deletes, Drops and Ageouts.
    static func neighboursChanged(_ counters: [UInt32]) -> NotificationContent {
        NotificationContent(
            name: LLDPTree.tablesChange,
            variables: zip(UInt32(2)..., counters).map { column, count in
                NotificationVariable(name: LLDPTree.objects + [2, column, 0], value: .unsigned(count))
            })
    }
}
