/// Times at which something is due, of many things: a heap, in which what was moved or taken out lies until its time or
/// until it is more than what counts.
struct SNMPDeadlines {
    private struct Entry {
        var milliseconds: UInt64
        var key: Int
    }

    private var heap: [Entry] = []
    private var current: [Int: UInt64] = [:]

    /// How many things have a time.
    var count: Int { current.count }

    /// The earliest time, or an earlier one of something that was moved since; `nil` when nothing has a time.
    var next: UInt64? { current.isEmpty ? nil : heap.first?.milliseconds }

    /// Sets the time of `key`; the one that it had is forgotten.
    mutating func set(_ key: Int, at milliseconds: UInt64) {
        guard current[key] != milliseconds else { return }
        current[key] = milliseconds
        if heap.count > 2 * current.count + 64 {
            // Sorted, it is a heap.
            heap = current.map { Entry(milliseconds: $1, key: $0) }.sorted { $0.milliseconds < $1.milliseconds }
            return
        }
        heap.append(Entry(milliseconds: milliseconds, key: key))
        rise()
    }

    /// Takes `key` out.
    mutating func remove(_ key: Int) {
        current[key] = nil
        if current.isEmpty { heap.removeAll(keepingCapacity: true) }
    }

    /// Takes out what is due at `milliseconds`, the earliest first.
    mutating func due(at milliseconds: UInt64) -> [Int] {
        var due: [Int] = []
        while let first = heap.first, first.milliseconds <= milliseconds {
            fall()
            guard current[first.key] == first.milliseconds else { continue }
            current[first.key] = nil
            due.append(first.key)
        }
        return due
    }

    private mutating func rise() {
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].milliseconds < heap[parent].milliseconds else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the first out.
    private mutating func fall() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].milliseconds < heap[least].milliseconds {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
