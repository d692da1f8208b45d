public import NetworkValues

/// When devices are polled: each at its own place in the interval, so that the load is even, and at that place again after
/// each interval, however long a poll takes. A value without a clock.
public struct PollSchedule: Sendable {
    /// One poll that is due.
    public struct Poll: Hashable, Sendable {
        /// The device, by its number in the settings.
        public var device: Int
        /// The feed that is asked.
        public var feed: FeedKind

        /// Names a poll.
        public init(device: Int, feed: FeedKind) {
            self.device = device
            self.feed = feed
        }
    }

    private struct Entry: Sendable {
        var interval: Int64
        /// The place in the interval, in milliseconds.
        var phase: Int64
        var due: Timestamp
        /// Changes with each new time, so that older entries of the heap do not count.
        var stamp: UInt32
        /// Whether the poll goes on.
        var isTaken = false
        /// Whether something called for another one meanwhile.
        var isHastened = false
    }

    private struct Deadline: Sendable {
        var due: Timestamp
        var poll: Poll
        var stamp: UInt32

        static func < (left: Deadline, right: Deadline) -> Bool { left.due < right.due }
    }

    /// Milliseconds by which the clock may go back without meaning anything.
    static let clockTolerance: Int64 = 5000

    private var entries: [Poll: Entry] = [:]
    private var heap: [Deadline] = []
    private var stamp: UInt32 = 0
    /// When it was last looked at.
    private var lastLook: Timestamp?
    /// Places are taken one after the other by the golden section: whatever their number, they are spread evenly.
    private var nextPlace: UInt64 = 0

    /// Makes a schedule of nothing.
    public init() {}

    /// Polls in the schedule.
    public var count: Int { entries.count }

    /// Adds a poll, or changes its interval. The first one comes within one interval.
    public mutating func add(_ poll: Poll, everyMilliseconds interval: Int64, at now: Timestamp) {
        if let entry = entries[poll], entry.interval == interval { return }
        // 2^64 divided by the golden section: the fractional part of its multiples.
        let fraction = (nextPlace &* 0x9e37_79b9_7f4a_7c15) >> 32
        nextPlace += 1
        let phase = (Int64(fraction) * interval) >> 32
        entries[poll] = Entry(interval: interval, phase: phase, due: now, stamp: 0)
        setDue(poll, next(after: now, interval, phase))
    }

    /// Takes out all polls that are not wanted.
    public mutating func keep(_ isWanted: (Poll) -> Bool) {
        entries = entries.filter { isWanted($0.key) }
        dropStale()
    }

    /// When the next poll is due; `nil` for none.
    public var nextDue: Timestamp? { heap.first?.due }

    /// The polls that are due, at most so many, the first first, with the times at which they were due. They are out of the
    /// schedule until `finish`.
    public mutating func takeDue(at now: Timestamp, atMost limit: Int = .max) -> [(poll: Poll, due: Timestamp)] {
        if let lastLook, now.milliseconds(since: lastLook) < -Self.clockTolerance { beginAnew(at: now) }
        lastLook = now
        var polls: [(poll: Poll, due: Timestamp)] = []
        while polls.count < limit, let first = heap.first, first.due <= now {
            removeFirst()
            entries[first.poll]?.isTaken = true
            polls.append((first.poll, first.due))
            dropStale()
        }
        return polls
    }

    /// A poll is over: it is due again at its place in the interval, after `intervals` of them; at once when something
    /// called for it meanwhile.
    public mutating func finish(_ poll: Poll, intervals: Int64 = 1, at now: Timestamp) {
        guard let entry = entries[poll] else { return }
        let later = next(after: now, entry.interval, entry.phase).adding(milliseconds: entry.interval * (intervals - 1))
        entries[poll]?.isTaken = false
        entries[poll]?.isHastened = false
        setDue(poll, entry.isHastened ? now : later)
    }

    /// Something calls for a poll now.
    public mutating func hasten(_ poll: Poll, at now: Timestamp) {
        guard let entry = entries[poll] else { return }
        if entry.isTaken {
            entries[poll]?.isHastened = true
        } else if entry.due > now {
            setDue(poll, now)
        }
    }

    /// The clock was set back: nothing waits until it is as late as it seemed.
    private mutating func beginAnew(at now: Timestamp) {
        for (poll, entry) in entries where !entry.isTaken {
            setDue(poll, next(after: now, entry.interval, entry.phase))
        }
    }

    private func next(after now: Timestamp, _ interval: Int64, _ phase: Int64) -> Timestamp {
        let since = now.milliseconds - phase
        let count = since >= 0 ? since / interval : (since - interval + 1) / interval
        return Timestamp(milliseconds: (count + 1) * interval + phase)
    }

    private mutating func setDue(_ poll: Poll, _ due: Timestamp) {
        stamp &+= 1
        entries[poll]?.due = due
        entries[poll]?.stamp = stamp
        insert(Deadline(due: due, poll: poll, stamp: stamp))
        dropStale()
    }

    /// What stands first in the heap is always a time that counts.
    private mutating func dropStale() {
        while let first = heap.first, entries[first.poll]?.stamp != first.stamp { removeFirst() }
    }

    // MARK: The heap

    private mutating func insert(_ deadline: Deadline) {
        heap.append(deadline)
        var place = heap.count - 1
        while place > 0, heap[place] < heap[(place - 1) / 2] {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func removeFirst() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        heap[0] = last
        var place = 0
        while 2 * place + 1 < heap.count {
            var child = 2 * place + 1
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < heap[place] else { return }
            heap.swapAt(place, child)
            place = child
        }
    }
}
