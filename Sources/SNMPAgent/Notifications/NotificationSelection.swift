import Faults
import Journal
import NetworkValues

/// Decides what one receiver is told of, and in which form: by seriousness, by its filter, and by how much comes. A value:
/// a copy is the state to begin again from.
struct NotificationSelection: Sendable {
    /// Notifications left out because of seriousness, the filter or the notify view.
    private(set) var filtered: UInt64 = 0
    /// Of them those that only the notify view keeps back.
    private(set) var hidden: UInt64 = 0
    /// Records held back because too much came.
    private(set) var heldBack: UInt64 = 0

    private let target: NotificationTarget
    private let stock: NotificationStock
    /// What may be sent to the receiver; `nil` for everything.
    var view: CompiledView?
    private var bySeriousness: NotificationFilter
    private var storm: StormControl?

    init(_ target: NotificationTarget, _ stock: NotificationStock) {
        self.target = target
        self.stock = stock
        bySeriousness = NotificationFilter(target)
        storm = target.storm.map(StormControl.init)
    }

    /// The notifications about a record of the journal; none when the receiver does not hear of it.
    mutating func contents(of record: JournalRecord) -> [NotificationContent] {
        switch record.content {
        case .fault(let fault): return contents(of: fault, number: record.number)
        case .log(let line):
            guard line.isNotice, let notice = Notice(text: line.text), admits(notice.content) else { return [] }
            return [content(notice, at: line.time, number: record.number)]
        case .retention, .unknown: return []
        }
    }

    /// A notice of the journal: with number and time, unless the receiver wants it as the devices send it, or must not see
    /// those. They are an addition, which keeps no notice back.
    private func content(_ notice: Notice, at time: Timestamp, number: UInt64) -> NotificationContent {
        guard target.set.includesOwn else { return notice.content }
        let content = stock.notice(notice, at: time, number: number)
        return target.filter?.passes(content) ?? true && view?.shows(content) ?? true ? content : notice.content
    }

    /// The notifications about a fault; none when the receiver does not hear of it.
    mutating func contents(of record: FaultRecord, number: UInt64) -> [NotificationContent] {
        guard bySeriousness.passes(record) else {
            filtered += 1
            return []
        }
        let all =
            (target.set.includesOwn ? [stock.own(record, number: number)] : [])
            + (target.set.includesVendor ? [stock.vendor(record, number: number)] : [])
        var contents: [NotificationContent] = []
        for content in all where admits(content) { contents.append(content) }
        guard !contents.isEmpty else { return [] }
        guard storm?.admits(record, number: number) ?? true else {
            heldBack += 1
            return []
        }
        return contents
    }

    /// Whether the filter and the notify view let a notification through; what does not pass is counted.
    mutating func admits(_ content: NotificationContent) -> Bool {
        guard target.filter?.passes(content) ?? true else {
            filtered += 1
            return false
        }
        guard view?.shows(content) ?? true else {
            filtered += 1
            hidden += 1
            return false
        }
        return true
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
