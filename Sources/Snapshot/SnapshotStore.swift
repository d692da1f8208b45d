import Synchronization
import Waking

/// The place of the current snapshot: one writer publishes, any number of readers take the whole value.
public final class SnapshotStore: Sendable {
    private struct State {
        var current: Snapshot
    }

    private let state: Mutex<State>
    private let listeners = Broadcast<UInt64>()

    /// Makes a store that holds `first`.
    public init(_ first: Snapshot) {
        state = Mutex(State(current: first))
    }

    /// The current snapshot.
    public var current: Snapshot {
        state.withLock { $0.current }
    }

    /// Makes `snapshot` the current one, with the next number, and wakes the listeners. Returns the number.
    @discardableResult
    public func publish(_ snapshot: Snapshot) -> UInt64 {
        // The old snapshot is released outside of the lock: it may be the last reference to a large site.
        let (number, _) = state.withLock { state in
            let old = state.current
            state.current = snapshot
            state.current.number = old.number + 1
            return (old.number + 1, old)
        }
        listeners.tell(number)
        return number
    }

    /// The numbers of snapshots as they are published, beginning with the current one. A slow listener sees only the
    /// newest.
    public func changes() -> AsyncStream<UInt64> {
        state.withLock { listeners.stream(beginningWith: $0.current.number) }
    }
}
