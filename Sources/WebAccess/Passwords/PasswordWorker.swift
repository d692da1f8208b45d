import Dispatch
import Synchronization

/// Hashes passwords on threads of its own, because one takes some 50 ms of a processor and 16 MiB: at most two at once.
/// What comes meanwhile waits in a bounded queue, and beyond that is refused.
///
/// Work with the same key is done one after the other: of a hundred attempts for one account that come at once, the second
/// begins when the first is judged, and finds the account blocked.
final class PasswordWorker: Sendable {
    /// Hashings at once.
    static let threads = 2
    /// The most that waits.
    static let queueLimit = 64
    /// The most that waits of one source, so that one cannot take the whole queue.
    static let sourceLimit = 16

    private struct Job: Sendable {
        var key: LockOut.Key
        var body: @Sendable () -> Void
    }

    private struct State {
        var waiting: [Job] = []
        var running: Set<LockOut.Key> = []
        var refused = 0
    }

    private let queue = DispatchQueue(label: "passwords", qos: .utility, attributes: .concurrent)
    private let state = Mutex(State())

    /// How often work was refused because too much waited.
    var refused: Int { state.withLock { $0.refused } }
    /// How much waits.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// Does `work` when its turn comes; `nil` when too much waits.
    func run<Value: Sendable>(_ key: LockOut.Key, _ work: @escaping @Sendable () -> Value) async -> Value? {
        await withCheckedContinuation { continuation in
            let isTaken = state.withLock { state in
                let ofSource = state.waiting.count { $0.key.source == key.source }
                guard state.waiting.count < Self.queueLimit, ofSource < Self.sourceLimit else {
                    state.refused += 1
                    return false
                }
                state.waiting.append(Job(key: key) { continuation.resume(returning: work()) })
                return true
            }
            guard isTaken else {
                continuation.resume(returning: nil)
                return
            }
            startWaiting()
        }
    }

    /// Starts what waits longest and may run.
    private func startWaiting() {
        while let job = next() {
            queue.async { [self] in
                job.body()
                state.withLock { _ = $0.running.remove(job.key) }
                startWaiting()
            }
        }
    }

    private func next() -> Job? {
        state.withLock { state in
            guard state.running.count < Self.threads,
                let index = state.waiting.firstIndex(where: { !state.running.contains($0.key) })
            else { return nil }
            let job = state.waiting.remove(at: index)
            state.running.insert(job.key)
            return job
        }
    }
}
