import NetworkValues

/// What is to happen later, earliest first; of things at the same time, the one added first.
struct EventQueue<Event: Sendable>: Sendable {
    private struct Entry {
        var time: Timestamp
        var order: UInt64
        var event: Event

        func comes(before other: Entry) -> Bool { (time, order) < (other.time, other.order) }
    }

    private var heap: [Entry] = []
    private var order: UInt64 = 0

    /// When the first is due.
    var nextTime: Timestamp? { heap.first?.time }

    mutating func add(_ event: Event, at time: Timestamp) {
        order += 1
        heap.append(Entry(time: time, order: order, event: event))
        var child = heap.count - 1
        while child > 0, heap[child].comes(before: heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the first out if it is due.
    mutating func next(until time: Timestamp) -> (time: Timestamp, event: Event)? {
        guard let first = heap.first, first.time <= time else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if heap[child].comes(before: heap[least]) { least = child }
            }
            if least == parent { break }
            heap.swapAt(parent, least)
            parent = least
        }
        return (first.time, first.event)
    }
}
