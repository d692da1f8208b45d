import Synchronization

/// A message that was not properly authenticated (authenticationFailure, RFC 3418).
public struct AuthenticationFailure: Hashable, Sendable {
    /// What was wrong.
    public enum Reason: Hashable, Sendable {
        /// There is no such community, or not for that source.
        case unknownCommunity
        /// The community exists, but what was asked for is not allowed to it.
        case communityUse
        /// There is no such user.
        case unknownUser
        /// The digest is not that of the user's key.
        case wrongDigest
    }

    /// What was wrong.
    public var reason: Reason
    /// Who sent the message.
    public var source: MessageSource

    /// Makes a failure.
    public init(reason: Reason, source: MessageSource) {
        self.reason = reason
        self.source = source
    }
}

/// Takes authentication failures from the engine's threads, at most so many a second, and hands them on.
public final class AuthenticationFailureReporter: Sendable {
    private let bucket: Mutex<TokenBucket>
    private let counters: SNMPCounters
    private let handle: @Sendable (AuthenticationFailure) -> Void
    private static let rate: UInt64 = 10

    /// Makes a reporter that calls `handle` on the engine's threads, at most ten times a second; the rest is counted as
    /// `failuresUnreported`. `handle` returns at once: it puts the failure into a bounded queue.
    public init(counters: SNMPCounters, handle: @escaping @Sendable (AuthenticationFailure) -> Void) {
        self.counters = counters
        self.handle = handle
        bucket = Mutex(TokenBucket(burst: Self.rate, at: 0))
    }

    /// Reports a failure at `now`, in milliseconds of the engine's clock.
    func report(_ reason: AuthenticationFailure.Reason, from source: MessageSource, at now: UInt64) {
        let isAllowed = bucket.withLock { $0.take(1, rate: Self.rate, burst: Self.rate, at: now) == 1 }
        if isAllowed {
            handle(AuthenticationFailure(reason: reason, source: source))
        } else {
            counters.add(.failuresUnreported)
        }
    }
}
