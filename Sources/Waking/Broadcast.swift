import Synchronization

/// Tells all who listen what is new. Who is slow sees only the newest.
///
/// Its lock is never held while somebody is woken. To wake a task takes a lock of the task itself, and whoever cancels the
/// task holds that one while the end of its stream is noted here: with one lock for both, the two would wait for each other
/// for ever (Swift 6.3, `TaskStatus.cpp`).
public final class Broadcast<News: Sendable>: Sendable {
    private struct State {
        var listeners: [Int: AsyncStream<News>.Continuation] = [:]
        var last = 0
        var isOver = false
    }

    private let state = Mutex(State())

    /// Makes a broadcast to which nobody listens yet.
    public init() {}

    deinit {
        end()
    }

    /// How many listen.
    public var count: Int { state.withLock { $0.listeners.count } }

    /// What is told from now on, beginning with `first` if it is given. It ends with the broadcast.
    public func stream(beginningWith first: News? = nil) -> AsyncStream<News> {
        let (stream, continuation) = AsyncStream.makeStream(of: News.self, bufferingPolicy: .bufferingNewest(1))
        // Nobody waits yet, so nobody is woken.
        if let first { continuation.yield(first) }
        let key = state.withLock { state -> Int? in
            guard !state.isOver else { return nil }
            state.last += 1
            state.listeners[state.last] = continuation
            return state.last
        }
        guard let key else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.listeners.removeValue(forKey: key) }
        }
        return stream
    }

    /// Tells everybody. Call it in the order of the news.
    public func tell(_ news: News) {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield(news) }
    }

    /// Ends all streams, and those that are asked for later.
    public func end() {
        let listeners = state.withLock { state in
            defer { (state.listeners, state.isOver) = ([:], true) }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }
}

extension Broadcast<Void> {
    /// Tells everybody that there is something new.
    public func tell() { tell(()) }
}
