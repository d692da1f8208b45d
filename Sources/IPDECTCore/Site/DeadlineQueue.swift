import NetworkValues

/// What is to be looked at when its time has come.
enum Deadline: Hashable, Sendable {
    /// The tree of a region is computed.
    case calculation(UInt8)
    /// The search of a radio, by its index, for its region or its source is over.
    case search(UInt32)
    /// A radio, by its index, reports its unexpected restart.
    case restartReport(UInt32)
}

/// Deadlines by time, those of the same time in the order in which they were added. A deadline is never taken out: whoever
/// set it remembers for when, and one that does not match any more is skipped; when
/// too many of those have gathered, the owner has them taken out.
struct DeadlineQueue: Sendable {
    private struct Entry: Sendable {
        var time: Timestamp
        var order: UInt64
        var deadline: Deadline
    }

    private var heap: [Entry] = []
    private var nextOrder: UInt64 = 0

    /// The number of deadlines, skipped ones included.
    var count: Int { heap.count }

    /// The earliest deadline.
    var first: (time: Timestamp, deadline: Deadline)? { heap.first.map { ($0.time, $0.deadline) } }

    /// Adds a deadline.
    mutating func add(_ deadline: Deadline, at time: Timestamp) {
        add(Entry(time: time, order: nextOrder, deadline: deadline))
        nextOrder += 1
    }

    private mutating func add(_ entry: Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard isBefore(child, parent) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Keeps only the deadlines that count.
    mutating func keep(where isKept: (Deadline, Timestamp) -> Bool) {
        let kept = heap.filter { isKept($0.deadline, $0.time) }
        heap.removeAll(keepingCapacity: true)
        for entry in kept { add(entry) }
    }

    /// Takes out the earliest deadline.
    mutating func removeFirst() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && isBefore(child, least) {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(least, parent)
            parent = least
        }
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (heap[left].time, heap[left].order) < (heap[right].time, heap[right].order)
    }
}
