/// Decides whether a thread that has nothing to do looks again at once or sleeps.
///
/// Waking a thread takes longer than answering a request: a manager that walks, asking again as soon as it has an answer,
/// would wait for that each time. So when the last sleep turned out to be short, the next one is put off for as long.
/// After one vain wait the thread sleeps again: one that is asked now and then never spins.
struct SpinPolicy {
    /// The longest wait without sleep, in nanoseconds; also what counts as a short sleep.
    static let limit: UInt64 = 100_000

    private var isWorthwhile = false
    private var idleSince: UInt64?

    /// Notes that there was work.
    mutating func worked() {
        idleSince = nil
    }

    /// Whether to look again at once; `now` is the time in nanoseconds.
    mutating func looksAgain(at now: UInt64) -> Bool {
        guard isWorthwhile else { return false }
        let start = idleSince ?? now
        idleSince = start
        if now &- start < Self.limit { return true }
        isWorthwhile = false
        return false
    }

    /// Notes a sleep.
    mutating func slept(_ nanoseconds: UInt64) {
        isWorthwhile = nanoseconds < Self.limit
        idleSince = nil
    }
}
