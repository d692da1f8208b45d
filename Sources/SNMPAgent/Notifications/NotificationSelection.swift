import Faults
import NetworkValues

/// Decides what one receiver is told of, and in which form: by seriousness, by its filter, and by how much comes. A value:
/// a copy is the state to begin again from.
struct NotificationSelection: Sendable {
    /// Notifications left out because of seriousness or the filter.
    private(set) var filtered: UInt64 = 0
    /// Records held back because too much came.
    private(set) var heldBack: UInt64 = 0

    private let target: NotificationTarget
    private let own: OwnNotifications
    private var bySeriousness: NotificationFilter
    private var storm: StormControl?

    init(_ target: NotificationTarget, _ own: OwnNotifications) {
        self.target = target
        self.own = own
        bySeriousness = NotificationFilter(target)
        storm = target.storm.map(StormControl.init)
    }

    /// The notifications about a record; none when the receiver does not hear of it.
    mutating func contents(of record: FaultRecord, number: UInt64) -> [NotificationContent] {
        guard bySeriousness.passes(record) else {
            filtered += 1
            return []
        }
        let all =
            (target.set.includesOwn ? [own.content(record, number: number)] : [])
            + (target.set.includesVendor ? [VendorNotifications.content(record)] : [])
        let contents = all.filter { passes($0) }
        filtered += UInt64(all.count - contents.count)
        guard !contents.isEmpty else { return [] }
        guard storm?.admits(record, number: number) ?? true else {
            heldBack += 1
            return []
        }
        return contents
    }

    /// Whether the filter lets a notification through.
    func passes(_ content: NotificationContent) -> Bool {
        target.filter?.passes(content) ?? true
    }

    /// The same; what does not pass is counted.
    mutating func admits(_ content: NotificationContent) -> Bool {
        if passes(content) { return true }
        filtered += 1
        return false
    }

    /// When the next summary of what was held back is due.
    var summaryDue: Timestamp? { storm?.summaryDue }

    /// The first record that was held back and not summed up: the cursor stays before it, so that a crash does not lose
    /// the summary.
    var firstHeld: UInt64? { storm?.summary?.firstRecord }

    /// The summary, when it is due by now.
    mutating func takeSummary(at now: Timestamp) -> StormControl.Summary? {
        storm?.takeSummary(at: now)
    }
}
