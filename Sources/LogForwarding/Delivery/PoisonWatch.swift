import Synchronization

/// Finds the record that a web server cannot digest: it answers with an error of its own each time, and takes others.
final class PoisonWatch: Sendable {
    /// Errors in a row at the same record before the next one is tried in its place.
    static let patience = 5

    private let state = Mutex((number: UInt64(0), failures: 0))

    /// The server failed at a record. Returns whether it is time to see if it takes the next one.
    func hasFailed(at number: UInt64) -> Bool {
        state.withLock { state in
            state = (number, state.number == number ? state.failures + 1 : 1)
            return state.failures >= Self.patience
        }
    }
}
