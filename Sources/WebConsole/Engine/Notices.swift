import Synchronization

/// Sentences that a session reads on its next page.
final class Notices: Sendable {
    /// The most sessions with a sentence that waits.
    private static let limit = 1000

    private let waiting = Mutex<[Int: String]>([:])

    func put(_ notice: String, for session: Int) {
        guard !notice.isEmpty else { return }
        waiting.withLock { waiting in
            if waiting.count >= Self.limit { waiting.removeAll() }
            waiting[session] = notice
        }
    }

    func take(for session: Int) -> String {
        waiting.withLock { $0.removeValue(forKey: session) } ?? ""
    }
}
