import NetworkValues
import Synchronization

/// Looks a receiver's name up again while the address that was found before stays in use: a name service that does not
/// answer holds up nothing that works.
final class AddressRefresh: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        var found: [IPAddress]?
        /// Tells a lookup from one that was given up before it.
        var number: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Begins a lookup, if none is under way.
    func begin(_ lookUp: @escaping @Sendable () async -> [IPAddress]) {
        state.withLock { state in
            guard state.task == nil else { return }
            state.number += 1
            let number = state.number
            state.task = Task {
                let found = await lookUp()
                self.state.withLock { state in
                    guard state.number == number else { return }
                    state.found = found
                    state.task = nil
                }
            }
        }
    }

    /// What a lookup has found since the last call; `nil` when none has ended.
    func take() -> [IPAddress]? {
        state.withLock { state in
            defer { state.found = nil }
            return state.found
        }
    }

    /// Gives up what is under way.
    func stop() {
        let task = state.withLock { state in
            defer { state = State(number: state.number + 1) }
            return state.task
        }
        task?.cancel()
    }
}
