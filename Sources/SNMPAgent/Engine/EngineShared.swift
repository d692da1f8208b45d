import Synchronization

/// What all threads of an engine share: the current image and policy, its identity, clock and counters.
public final class EngineShared: Sendable {
    /// The place of the current image.
    public let images: MIBImageStore
    /// Who the engine is.
    public let identity: EngineIdentity
    /// The engine's clock.
    public let clock: EngineClock
    /// The engine's counters.
    public let counters: SNMPCounters
    /// Takes authentication failures.
    let failures: AuthenticationFailureReporter
    /// Numbers for the salts of encrypted messages.
    let salts = SaltSource()
    /// The counters of streams and of what protects them.
    let transports = TransportCounters()
    /// The SETs that wait to be carried out.
    let writes: WriteQueue
    private let currentPolicy: Mutex<AccessPolicy>

    /// Makes what an engine's threads share. `writable` is what SET may change. `onFailure` is called on the
    /// engine's threads, at most ten times a second.
    public init(
        images: MIBImageStore, identity: EngineIdentity, clock: EngineClock, counters: SNMPCounters,
        policy: AccessPolicy, writable: WritableObjects = .none,
        onFailure: @escaping @Sendable (AuthenticationFailure) -> Void
    ) {
        self.images = images
        self.identity = identity
        self.clock = clock
        self.counters = counters
        failures = AuthenticationFailureReporter(counters: counters, handle: onFailure)
        writes = WriteQueue(writable)
        currentPolicy = Mutex(policy)
    }

    /// Who may read what. A new policy holds from the next batch of messages on.
    public var policy: AccessPolicy {
        get { currentPolicy.withLock { $0 } }
        set {
            let old = currentPolicy.withLock { policy in
                let old = policy
                policy = newValue
                return old
            }
            withExtendedLifetime(old) {}
        }
    }
}
