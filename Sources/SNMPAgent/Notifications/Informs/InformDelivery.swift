import NetworkValues

/// What a receiver of informs was sent and did not acknowledge yet: what to send next, when to send it again, and how far
/// the cursor may move. A value that is told the time.
///
/// An inform that stays without an answer is never given up: it is sent again behind a pause that doubles, for as long as the
/// receiver is away; what comes later waits behind it. One that is answered with an error was read, and would be again
/// (RFC 3416 4.2.7): it must not keep those behind it. After tooBig a shorter form is sent once; after another error it is
/// sent again as often as the settings say; then it is given up. While the receiver goes on like that, those that follow are
/// given up at the first error.
struct InformDelivery: Sendable {
    /// A notification on its way.
    struct Item: Sendable, Hashable {
        /// What it tells.
        var content: NotificationContent
        /// The record of the journal that is not delivered before this one is; `nil` for a notice.
        var record: UInt64?
        /// Ties the acknowledgement to it. It stays the same however often the inform is sent.
        var requestID: Int32
        /// How often it was sent, or sending it failed.
        var tries = 0
        /// Messages that were needed in this try to learn of the receiver's engine.
        var rounds = 0
        /// How often it was answered with an error.
        var rejections = 0
        /// When it is to be sent, or sent again; `nil` for at once.
        var due: Timestamp?
    }

    /// The longest pause between two tries, unless the time-out is longer.
    static let longestPauseMilliseconds: Int64 = 10_000
    /// The pause after the first refusal; it doubles with each that follows.
    static let firstPauseMilliseconds: Int64 = 500
    /// Messages in one try: discovery, the receiver's time, the inform, and one more.
    static let roundLimit = 4

    /// What is not acknowledged, in order.
    private(set) var items: [Item] = []
    /// Up to here all records were looked at.
    private(set) var passed: UInt64
    /// Whether the first item stayed unanswered as often as the settings say.
    private(set) var isFailing = false
    /// Whether the last answer that ended an inform was an error.
    private(set) var isRejecting = false

    private let timeout: Int64
    private let retries: Int
    private let window: Int

    /// Begins behind record `position`.
    init(position: UInt64, timeoutMilliseconds: Int64, retries: Int, window: Int) {
        passed = position
        timeout = max(1, timeoutMilliseconds)
        self.retries = max(0, retries)
        self.window = max(1, window)
    }

    /// The last record that is delivered with all before it: the cursor's position.
    var settled: UInt64 {
        items.reduce(passed) { least, item in min(least, item.record.map { $0 - 1 } ?? least) }
    }

    /// Whether another notification may be added.
    var hasRoom: Bool { items.count < (isFailing ? 1 : window) }

    /// Adds a notification behind the others.
    mutating func add(_ content: NotificationContent, record: UInt64?, requestID: Int32) {
        items.append(Item(content: content, record: record, requestID: requestID))
    }

    /// Records up to `number` were looked at.
    mutating func pass(_ number: UInt64) {
        passed = max(passed, number)
    }

    /// The places of the items that may be under way: the first alone while the receiver does not answer.
    private var active: Range<Int> { 0..<min(items.count, isFailing ? 1 : window) }

    /// The places of the items that are to be sent now.
    func due(at now: Timestamp) -> [Int] {
        active.filter { place in items[place].due.map { $0 <= now } ?? true }
    }

    /// When the next item is to be sent; `nil` when there is none. A time that has come is one.
    func nextDue(at now: Timestamp) -> Timestamp? {
        active.map { items[$0].due ?? now }.min()
    }

    /// Whether the item stayed without an answer until now: it is under way, and its time is over.
    func isUnanswered(_ place: Int, at now: Timestamp) -> Bool {
        items[place].rounds > 0 && items[place].due.map { $0 <= now } ?? false
    }

    /// The item was sent: it waits for its acknowledgement, with each try twice as long.
    mutating func hasSent(_ place: Int, at now: Timestamp) {
        let wait = min(timeout << Int64(min(items[place].tries, 16)), max(timeout, Self.longestPauseMilliseconds))
        items[place].tries += 1
        items[place].rounds = 1
        items[place].due = now.adding(milliseconds: wait)
    }

    /// The item's time is over. Returns whether the receiver counts as failing from now on.
    mutating func hasTimedOut(_ place: Int) -> Bool {
        items[place].rounds = 0
        return noteFailure(place)
    }

    /// Sending the item failed, or the receiver refused it: it is tried again behind a pause. Returns whether the receiver
    /// counts as failing from now on.
    mutating func hasFailed(_ place: Int, at now: Timestamp) -> Bool {
        guard items.indices.contains(place) else { return false }
        if items[place].rounds == 0 { items[place].tries += 1 }
        let pause = min(
            Self.firstPauseMilliseconds << Int64(min(max(0, items[place].tries - 1), 10)), Self.longestPauseMilliseconds
        )
        items[place].rounds = 0
        items[place].due = now.adding(milliseconds: pause)
        return noteFailure(place)
    }

    private mutating func noteFailure(_ place: Int) -> Bool {
        guard !isFailing, place == 0, items[place].tries > retries else { return false }
        isFailing = true
        return true
    }

    /// More is known of the receiver's engine: whether the item may be sent at once again, as part of the same try.
    mutating func mayGoOn(_ place: Int) -> Bool {
        guard items[place].rounds > 0, items[place].rounds < Self.roundLimit else { return false }
        items[place].rounds += 1
        return true
    }

    /// The item was too big for the receiver: a shorter form of it is to be sent at once, under another number, so that a late
    /// answer to the longer one does not count. Returns whether there is one.
    mutating func shorten(_ place: Int, requestID: Int32) -> Bool {
        guard let shorter = items[place].content.shortest() else { return false }
        items[place].content = shorter
        items[place].requestID = requestID
        items[place].rejections += 1
        items[place].tries = 0
        items[place].rounds = 0
        items[place].due = nil
        return true
    }

    /// The item was answered with an error; `isFinal` when it would be for ever. Returns whether it is given up with that; else
    /// it is sent again behind a pause.
    mutating func hasRejected(_ place: Int, isFinal: Bool, at now: Timestamp) -> Bool {
        items[place].rejections += 1
        guard isFinal || isRejecting || items[place].rejections > retries else {
            let pause = Self.firstPauseMilliseconds << Int64(min(items[place].rejections - 1, 10))
            items[place].rounds = 0
            items[place].due = now.adding(milliseconds: min(pause, Self.longestPauseMilliseconds))
            return false
        }
        isRejecting = true
        items.remove(at: place)
        hasHeard()
        return true
    }

    /// The receiver is there: what waited behind the first is not kept waiting any longer.
    private mutating func hasHeard() {
        guard isFailing else { return }
        isFailing = false
        for place in items.indices { items[place].due = nil }
    }

    /// The item can never be sent.
    mutating func giveUp(_ place: Int) {
        items.remove(at: place)
    }

    /// The place of the item with this request-id.
    func place(of requestID: Int32) -> Int? {
        items.firstIndex { $0.requestID == requestID }
    }

    /// The receiver acknowledged a request. Returns whether it was one that waited.
    mutating func hasAcknowledged(_ requestID: Int32) -> Bool {
        guard let place = place(of: requestID), items[place].tries > 0 else { return false }
        items.remove(at: place)
        isRejecting = false
        hasHeard()
        return true
    }
}
