import NetworkValues

/// How far the delivery to one receiver got: what to do next, when to try again, and how far its cursor may move.
///
/// A trap is not acknowledged; the best there is to know is that nobody refused it. The network tells of a refusal a moment
/// after the datagram has left, so the cursor follows what was sent by that moment. When a refusal comes, everything that
/// was not settled is sent again after a pause: a receiver that restarts misses nothing, one that was there may get a few
/// notifications twice.
///
/// Records of no interest, such as log lines, are passed without moving the cursor each time.
struct DeliveryState: Sendable {
    /// What to do next.
    enum Step: Hashable, Sendable {
        /// Nothing before this time, or before the journal grows.
        case wait(until: Timestamp?)
        /// Read and send the records behind this number.
        case send(after: UInt64)
    }

    /// What a pass did to the marks.
    enum Marking: Hashable, Sendable {
        /// Nothing: it settles with the next one.
        case none
        /// It moved the last mark.
        case joined
        /// It made a mark.
        case opened
    }

    /// Milliseconds in which a refusal would have come back.
    static let settleMilliseconds: Int64 = 200
    /// The pause after the first failure; it doubles with each that follows.
    static let firstPauseMilliseconds: Int64 = 500
    /// The longest pause.
    static let longestPauseMilliseconds: Int64 = 10_000
    /// Milliseconds for which what is sent settles together.
    static let markMilliseconds: Int64 = 20
    /// Marks that may be under way unsettled: more than fit into the time that they take to settle.
    static let windowLimit = 64
    /// Records without interest that the cursor may be behind.
    static let lagLimit: UInt64 = 1000

    /// The last record that is settled: the cursor's position.
    private(set) var settled: UInt64
    /// The last record that was sent or left out.
    private(set) var sent: UInt64
    /// The failures in a row.
    private(set) var failures = 0

    /// Where sending stood at a time: records up to `number` had left by `at`, the first of them after `opened`.
    private var marks: [(number: UInt64, opened: Timestamp, at: Timestamp)] = []
    private var retryAt: Timestamp?
    private var heldUntil: Timestamp

    /// Begins behind record `position`; nothing is sent before `heldUntil`.
    init(position: UInt64, heldUntil: Timestamp) {
        settled = position
        sent = position
        self.heldUntil = heldUntil
    }

    /// Whether nothing may be sent yet.
    func isHeld(at now: Timestamp) -> Bool { now < heldUntil }

    /// Whether the last attempt failed.
    var isFailing: Bool { failures > 0 }

    /// Moves the end of the hold.
    mutating func hold(until time: Timestamp) {
        heldUntil = time
    }

    /// What to do now, when the journal's last record has the number `last`.
    func step(last: UInt64, at now: Timestamp) -> Step {
        if now < heldUntil { return .wait(until: heldUntil) }
        if let retryAt, now < retryAt { return .wait(until: retryAt) }
        let settlesAt = marks.first.map { $0.at.adding(milliseconds: Self.settleMilliseconds) }
        // Behind a failure one notification goes out alone, to see whether it comes through.
        if sent < last, marks.count < (isFailing ? 1 : Self.windowLimit) { return .send(after: sent) }
        return .wait(until: settlesAt)
    }

    /// Whether nothing may be sent yet after a failure.
    func isPaused(at now: Timestamp) -> Bool {
        retryAt.map { now < $0 } ?? false
    }

    /// The records up to `number` were looked at, and whether any of them was sent.
    ///
    /// Moving the cursor costs a write to the disk; records that are of no interest move it now and then only.
    @discardableResult
    mutating func hasPassed(_ number: UInt64, didSend: Bool, at now: Timestamp) -> Marking {
        sent = max(sent, number)
        retryAt = nil
        guard didSend || sent - settled >= Self.lagLimit else { return .none }
        if let last = marks.last, now.milliseconds(since: last.opened) < Self.markMilliseconds, last.opened <= now {
            marks[marks.count - 1] = (sent, last.opened, now)
            return .joined
        }
        marks.append((sent, now, now))
        return .opened
    }

    /// Sending failed, or an earlier datagram was refused: pauses, and begins again behind what is settled.
    mutating func hasFailed(at now: Timestamp) {
        let pause = min(
            Self.firstPauseMilliseconds << min(Int64(failures), 10), Self.longestPauseMilliseconds)
        failures += 1
        retryAt = now.adding(milliseconds: pause)
        sent = settled
        marks.removeAll()
    }

    /// Moves on to `number` because the records before it are no longer there.
    mutating func skip(to number: UInt64) {
        settled = max(settled, number)
        sent = max(sent, number)
    }

    /// Takes what was sent long enough ago, and not refused, for settled. Returns how many marks settled.
    @discardableResult
    mutating func settle(at now: Timestamp) -> Int {
        let limit = now.adding(milliseconds: -Self.settleMilliseconds)
        let count = marks.prefix { $0.at <= limit }.count
        guard count > 0 else { return 0 }
        settled = max(settled, marks[count - 1].number)
        marks.removeFirst(count)
        failures = 0
        return count
    }
}
