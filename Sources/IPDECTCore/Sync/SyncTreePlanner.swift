/// Finds whom each radio of a region should follow: the cheapest way from an active sync master to every radio (the
/// algorithm of Dijkstra), and so never a ring.
struct SyncTreePlanner: Sendable {
    /// That one radio hears another one.
    struct Link: Sendable {
        /// The radio heard, by its number in the plan.
        var source: Int32
        /// The radio that hears it.
        var follower: Int32
        /// The price, at least 1.
        var cost: UInt32
        /// Of two ways of the same price the one with the higher preference is taken.
        var preference: Int32
    }

    /// Where a way led.
    struct Step: Sendable {
        /// The radio to follow; -1 for masters and for radios to which no way leads.
        var source: Int32
        /// The price of the whole way; `UInt32.max` when there is none.
        var cost: UInt32
    }

    /// The plan for `count` radios, numbered from 0. `order` has the radios that a way leads to, the cheapest first.
    static func plan(count: Int, masters: [Int32], links: [Link]) -> (steps: [Step], order: [Int32]) {
        var steps = [Step](repeating: Step(source: -1, cost: .max), count: count)
        var preferences = [Int32](repeating: .min, count: count)
        var isSettled = [Bool](repeating: false, count: count)
        var order: [Int32] = []
        order.reserveCapacity(count)
        let outgoing = Outgoing(count: count, links: links)
        var queue = CostQueue()
        for master in masters where steps[Int(master)].cost != 0 {
            steps[Int(master)].cost = 0
            queue.add(cost: 0, node: master)
        }
        while let node = queue.removeFirst() {
            guard !isSettled[Int(node)] else { continue }
            isSettled[Int(node)] = true
            order.append(node)
            let base = steps[Int(node)].cost
            for position in outgoing.range(of: node) {
                let link = links[Int(outgoing.links[position])]
                let follower = Int(link.follower)
                let (cost, overflow) = base.addingReportingOverflow(link.cost)
                if overflow || isSettled[follower] || cost > steps[follower].cost { continue }
                if cost == steps[follower].cost {
                    let rival = steps[follower].source
                    if (link.preference, -node) <= (preferences[follower], -rival) { continue }
                } else {
                    queue.add(cost: cost, node: link.follower)
                }
                steps[follower] = Step(source: node, cost: cost)
                preferences[follower] = link.preference
            }
        }
        return (steps, order)
    }

    /// The links of each radio to those that hear it.
    private struct Outgoing {
        var starts: [Int32]
        var links: [Int32]

        init(count: Int, links all: [Link]) {
            starts = [Int32](repeating: 0, count: count + 1)
            for link in all { starts[Int(link.source) + 1] += 1 }
            for node in 0..<count { starts[node + 1] += starts[node] }
            var next = starts
            links = [Int32](repeating: 0, count: all.count)
            for (number, link) in all.enumerated() {
                links[Int(next[Int(link.source)])] = Int32(number)
                next[Int(link.source)] += 1
            }
        }

        func range(of node: Int32) -> Range<Int> { Int(starts[Int(node)])..<Int(starts[Int(node) + 1]) }
    }

    /// A heap of radios by price and number.
    private struct CostQueue {
        private var heap: [UInt64] = []

        mutating func add(cost: UInt32, node: Int32) {
            heap.append(UInt64(cost) << 32 | UInt64(UInt32(bitPattern: node)))
            var child = heap.count - 1
            while child > 0, heap[child] < heap[(child - 1) / 2] {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        }

        mutating func removeFirst() -> Int32? {
            guard let first = heap.first, let last = heap.popLast() else { return nil }
            if !heap.isEmpty {
                heap[0] = last
                var parent = 0
                while true {
                    var child = 2 * parent + 1
                    guard child < heap.count else { break }
                    if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
                    guard heap[child] < heap[parent] else { break }
                    heap.swapAt(child, parent)
                    parent = child
                }
            }
            return Int32(bitPattern: UInt32(truncatingIfNeeded: first))
        }
    }
}
