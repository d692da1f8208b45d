import Synchronization

/// Several may answer, the first one counts. What waits for it can be cancelled at once, whatever the others do.
public final class FirstAnswer<Answer: Sendable>: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<Answer, any Error>)
        case answered(Result<Answer, any Error>)
        case over
    }

    private let state = Mutex(State.open)

    /// Makes one that nobody has answered yet.
    public init() {}

    /// Gives an answer: whether it was the first.
    @discardableResult
    public func answer(_ result: Result<Answer, any Error>) -> Bool {
        let (isFirst, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Answer, any Error>?) in
            switch state {
            case .open:
                state = .answered(result)
                return (true, nil)
            case .waiting(let waiter):
                state = .over
                return (true, waiter)
            case .answered, .over: return (false, nil)
            }
        }
        waiter?.resume(with: result)
        return isFirst
    }

    /// Waits for the first answer; for one that waits only. Throws `CancellationError` at once when the task is cancelled.
    public func value() async throws -> Answer {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                let result = state.withLock { state -> Result<Answer, any Error>? in
                    if case .answered(let result) = state {
                        state = .over
                        return result
                    }
                    state = .waiting(waiter)
                    return nil
                }
                if let result { waiter.resume(with: result) }
            }
        } onCancel: {
            answer(.failure(CancellationError()))
        }
    }
}
