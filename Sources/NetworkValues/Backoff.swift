/// The pauses between attempts to reach a peer: they double from the shortest to the longest, and each is drawn at random
/// from its upper half, so that many that lost the same peer do not come back at the same moment.
public struct Backoff: Hashable, Sendable {
    /// The pause after the first failure, in milliseconds.
    public let shortestMilliseconds: Int64
    /// The longest pause, in milliseconds.
    public let longestMilliseconds: Int64
    /// Failures in a row.
    public private(set) var failures = 0

    /// Makes the pauses from `shortestMilliseconds` to `longestMilliseconds`.
    public init(shortestMilliseconds: Int64 = 1000, longestMilliseconds: Int64 = 60_000) {
        self.shortestMilliseconds = max(1, shortestMilliseconds)
        self.longestMilliseconds = max(self.shortestMilliseconds, longestMilliseconds)
    }

    /// Counts a failure and returns the pause before the next attempt, in milliseconds.
    public mutating func fail(using random: inout some RandomNumberGenerator) -> Int64 {
        let doubled = shortestMilliseconds << min(Int64(failures), 20)
        let pause = min(doubled, longestMilliseconds)
        failures += 1
        return Int64.random(in: max(1, pause / 2)...pause, using: &random)
    }

    /// The peer answered: the next failure is the first again.
    public mutating func succeed() {
        failures = 0
    }
}
