import Synchronization

/// Lets tasks do something one after another, in the order in which they came. Who waits holds up no thread.
///
/// Who waits for its turn and is cancelled still gets it: what is done in a turn looks itself whether it is still wanted.
public final class Turns: Sendable {
    private struct State {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Nobody has a turn yet.
    public init() {}

    /// Waits for the turn, does `body`, and gives the turn on. `body` must not ask for a turn itself: it would wait for ever.
    public func take<Answer: Sendable, Failure: Error>(
        _ body: () async throws(Failure) -> Answer
    ) async throws(Failure) -> Answer {
        await begin()
        defer { end() }
        return try await body()
    }

    private func begin() async {
        await withCheckedContinuation { turn in
            let isFree = state.withLock { state in
                defer { state.isTaken = true }
                if state.isTaken { state.waiting.append(turn) }
                return !state.isTaken
            }
            if isFree { turn.resume() }
        }
    }

    private func end() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.isTaken = !state.waiting.isEmpty
            return state.isTaken ? state.waiting.removeFirst() : nil
        }
        next?.resume()
    }
}
