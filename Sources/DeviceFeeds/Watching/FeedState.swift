public import NetworkValues

/// How one feed of one device stands: a small machine without a clock.
public struct FeedState: Hashable, Sendable {
    /// What its facts are worth.
    public enum Freshness: String, Hashable, Sendable, CaseIterable {
        /// Nothing came yet.
        case waiting
        /// They are as new as can be expected.
        case fresh
        /// They are older than they should be.
        case stale
        /// They are so old that nobody should rely on them.
        case unknown
    }

    /// What kind of failure it was: one that shows that the device is there says nothing of silence.
    public enum Failure: Hashable, Sendable {
        /// Nothing came back.
        case silence
        /// The device answered, and what it answered was of no use.
        case refusal
    }

    /// When something came that was understood.
    public private(set) var lastSuccess: Timestamp?
    /// When it was tried last.
    public private(set) var lastAttempt: Timestamp?
    /// What went wrong last; empty when nothing did since it went well.
    public private(set) var lastError = ""
    /// When that was.
    public private(set) var lastErrorAt: Timestamp?
    /// Polls or messages that went well.
    public private(set) var successes: UInt64 = 0
    /// Polls or messages that did not.
    public private(set) var failures: UInt64 = 0
    /// Failures in a row.
    public private(set) var failuresInARow = 0
    /// Silences in a row: failures behind which nothing shows that the device is there.
    public private(set) var silencesInARow = 0

    /// Makes the state of a feed that nothing came from.
    public init() {}

    /// Something came that was understood.
    public mutating func succeed(at time: Timestamp) {
        lastAttempt = time
        lastSuccess = time
        lastError = ""
        successes += 1
        failuresInARow = 0
        silencesInARow = 0
    }

    /// It went wrong.
    public mutating func fail(_ failure: Failure, _ error: String, at time: Timestamp) {
        lastAttempt = time
        lastErrorAt = time
        lastError = String(error.prefix(512))
        failures += 1
        failuresInARow += 1
        silencesInARow = failure == .silence ? silencesInARow + 1 : 0
    }

    /// It went well but for a part.
    public mutating func note(_ trouble: String, at time: Timestamp) {
        lastErrorAt = time
        lastError = String(trouble.prefix(512))
    }

    /// What its facts are worth at `time`, when they count as stale after so many seconds. They are unknown after ten times
    /// as long.
    public func freshness(at time: Timestamp, staleAfter seconds: Int64) -> Freshness {
        guard let lastSuccess else { return .waiting }
        let age = time.milliseconds(since: lastSuccess)
        return age < seconds * 1000 ? .fresh : age < seconds * 10_000 ? .stale : .unknown
    }

    /// Every how many intervals a device is asked that does not answer: more and more seldom, at most every fifth.
    public func backOff(silentAfter polls: Int) -> Int64 {
        let beyond = silencesInARow - polls
        return beyond < 0 ? 1 : min(5, Int64(beyond) + 2)
    }
}
