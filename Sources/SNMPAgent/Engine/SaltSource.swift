import Synchronization

/// Numbers for the salts of encrypted messages: from a random start on, each once (RFC 3826 3.1.2.1, RFC 3414 8.1.1.1).
final class SaltSource: Sendable {
    private let next: Atomic<UInt64>

    init() {
        next = Atomic(UInt64.random(in: .min ... .max))
    }

    func take() -> UInt64 {
        next.wrappingAdd(1, ordering: .relaxed).oldValue
    }
}
