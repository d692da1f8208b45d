import Synchronization

/// The place of the current snapshot: one writer publishes, any number of readers take the whole value.
public final class SnapshotStore: Sendable {
    private struct State {
        var current: Snapshot
        var listeners: [UInt64: AsyncStream<UInt64>.Continuation] = [:]
        var nextListener: UInt64 = 0
    }

    private let state: Mutex<State>

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
            for listener in state.listeners.values { listener.yield(old.number + 1) }
            return (old.number + 1, old)
        }
        return number
    }

    /// The numbers of snapshots as they are published, beginning with the current one. A slow listener sees only the
    /// newest.
    public func changes() -> AsyncStream<UInt64> {
        let (stream, continuation) = AsyncStream.makeStream(of: UInt64.self, bufferingPolicy: .bufferingNewest(1))
        let key = state.withLock { state in
            state.nextListener += 1
            state.listeners[state.nextListener] = continuation
            continuation.yield(state.current.number)
            return state.nextListener
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.listeners.removeValue(forKey: key) }
        }
        return stream
    }
}
