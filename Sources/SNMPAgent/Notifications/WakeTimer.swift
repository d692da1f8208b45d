import NetworkValues
import Synchronization
import Waking

/// Rings a bell at a time. A timer that stands goes on while what is due lies behind its end: who puts a deadline off again
/// and again, as with each answer that comes in time, starts none, and is woken once too often now and then.
final class WakeTimer: Sendable {
    private struct State {
        /// When the timer ends.
        var end: Timestamp?
        var task: Task<Void, Never>?
        /// Tells a timer from one that was started behind it.
        var number: UInt64 = 0
    }

    private let bell: Doorbell
    private let now: @Sendable () -> Timestamp
    private let sleep: @Sendable (Duration) async throws -> Void
    private let state = Mutex(State())

    init(
        _ bell: Doorbell, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.bell = bell
        self.now = now
        self.sleep = sleep
    }

    /// The bell rings at `deadline`, or before.
    func set(_ deadline: Timestamp) {
        let milliseconds = max(1, deadline.milliseconds(since: now()))
        let old = state.withLock { state -> Task<Void, Never>? in
            if let end = state.end, end <= deadline { return nil }
            let old = state.task
            state.number += 1
            let number = state.number
            state.end = deadline
            state.task = Task {
                let isOver = (try? await self.sleep(.milliseconds(milliseconds))) != nil
                self.state.withLock { state in
                    guard state.number == number else { return }
                    state.end = nil
                    state.task = nil
                }
                if isOver { self.bell.ring() }
            }
            return old
        }
        old?.cancel()
    }

    /// Ends the timer.
    func stop() {
        let old = state.withLock { state -> Task<Void, Never>? in
            defer { state = State(number: state.number + 1) }
            return state.task
        }
        old?.cancel()
    }
}
