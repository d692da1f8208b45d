import Synchronization

/// The engine's counters since it started. Any thread may count and read; nothing is locked.
public final class SNMPCounters: Sendable {
    nonisolated(unsafe) private let cells: UnsafeMutablePointer<Atomic<UInt64>>

    /// Makes counters of zero.
    public init() {
        cells = .allocate(capacity: SNMPCounter.allCases.count)
        for counter in SNMPCounter.allCases { (cells + counter.rawValue).initialize(to: Atomic(0)) }
    }

    deinit {
        cells.deinitialize(count: SNMPCounter.allCases.count)
        cells.deallocate()
    }

    /// Counts `count` more.
    @inline(__always)
    public func add(_ counter: SNMPCounter, _ count: UInt64 = 1) {
        cells[counter.rawValue].wrappingAdd(count, ordering: .relaxed)
    }

    /// The count.
    public func value(_ counter: SNMPCounter) -> UInt64 {
        cells[counter.rawValue].load(ordering: .relaxed)
    }
}
