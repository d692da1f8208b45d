import Synchronization

/// Wakes one task, such as an outlet when the journal grew: a ring is kept until somebody waits.
///
/// One task waits at a time. A second one would take the first one's place, which would then wait for ever: that ends the
/// program. What several listen to is a `Broadcast`.
public final class Doorbell: Sendable {
    private struct State {
        var isRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Makes a bell that is not rung.
    public init() {}

    /// Wakes the task that waits, or the next one that does.
    public func ring() {
        wake { $0.isRung = true }
    }

    /// Forgets a ring that nobody has heard.
    public func clear() {
        state.withLock { $0.isRung = false }
    }

    private func wake(orElse body: (inout State) -> Void) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let waiter = state.waiter else {
                body(&state)
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume()
    }

    /// Returns when the bell was rung since the last call, or the task is cancelled. Only one task may wait at a time.
    public func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isRung = state.withLock { state in
                    if Task.isCancelled { return true }
                    if state.isRung {
                        state.isRung = false
                        return true
                    }
                    guard state.waiter == nil else {
                        fatalError("expected one task that waits at a doorbell, got a second one; use a Broadcast")
                    }
                    state.waiter = continuation
                    return false
                }
                if isRung { continuation.resume() }
            }
        } onCancel: {
            // Who is not there yet will see that it is cancelled; a ring would be left for the next.
            wake { _ in }
        }
    }

    /// The same, but not longer than `sleep` takes.
    public func wait(atMost sleep: @escaping @Sendable () async throws -> Void) async {
        let timer = Task {
            if (try? await sleep()) != nil { ring() }
        }
        await wait()
        timer.cancel()
    }
}
