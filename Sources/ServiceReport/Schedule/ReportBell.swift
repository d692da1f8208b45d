import Synchronization

/// Wakes one who waits: when somebody rings, when the time is over, or when the task is cancelled.
final class ReportBell: Sendable {
    private struct State {
        var isRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Wakes whoever waits, or who waits next.
    func ring() {
        let waiter = state.withLock { state in
            state.isRung = state.waiter == nil
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Waits. Only one may wait at a time.
    func wait(atMost limit: Duration, _ sleep: @escaping @Sendable (Duration) async throws -> Void) async {
        let timer = Task {
            try await sleep(limit)
            self.ring()
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    guard !state.isRung, !Task.isCancelled else {
                        state.isRung = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            ring()
        }
        timer.cancel()
    }
}
