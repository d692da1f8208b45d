import NetworkValues

/// The nonces of Digest. Each says when it was made, under a code that only this process can make, so that those which
/// nobody uses cost no memory. Of those in use the counts are remembered: an answer that was seen before is not taken again
/// (RFC 7616 3.4, nc).
struct DigestNonces {
    /// What a nonce is worth.
    enum Verdict: Equatable {
        /// It is ours and young, and its count is new.
        case good
        /// It is not ours, too old, or forgotten: a client that knows the password takes the new one (`stale=true`).
        case stale
        /// The same count was used before.
        case replayed
    }

    private struct Use {
        var made: Timestamp
        /// The highest count that was used.
        var highest: UInt32
        /// The counts below it, bit 0 for the one before: requests that overtake each other.
        var window: UInt64
    }

    /// Milliseconds that a nonce is good for.
    static let validMilliseconds: Int64 = 300_000
    /// The most nonces in use.
    static let limit = 1024

    private let key: ProcessKey
    private let random: RandomOctets
    private var used: [[UInt8]: Use] = [:]
    /// Nonces made up to then, which are not among those in use, may have been used and forgotten.
    private var forgottenUntil: Timestamp?

    init(key: ProcessKey, random: @escaping RandomOctets) {
        self.key = key
        self.random = random
    }

    /// Makes a nonce.
    func make(at now: Timestamp) -> String {
        let time = UInt64(bitPattern: now.milliseconds)
        let text = (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * $0)) } + random(8)
        return Base64.encode(text + key.code("nonce", text).prefix(16))
    }

    /// Judges a nonce and its count, and remembers them. Call it for answers that are right only, or whoever sends wrong
    /// ones fills the table.
    mutating func use(_ nonce: String, count: UInt32, at now: Timestamp) -> Verdict {
        guard nonce.utf8.count <= 64, let octets = Base64.decode(nonce), octets.count == 32,
            isEqual(Array(octets[16...]), Array(key.code("nonce", Array(octets[..<16])).prefix(16)))
        else { return .stale }
        let made = Timestamp(
            milliseconds: Int64(bitPattern: octets[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
        let age = now.milliseconds(since: made)
        guard (0...Self.validMilliseconds).contains(age) else { return .stale }
        guard var use = used[octets] else {
            if let forgottenUntil, made <= forgottenUntil { return .stale }
            makeRoom(at: now)
            used[octets] = Use(made: made, highest: count, window: 0)
            return .good
        }
        if count > use.highest {
            let step = UInt64(count - use.highest)
            use.window = step > 64 ? 0 : (step == 64 ? 0 : use.window << step) | 1 << (step - 1)
            use.highest = count
        } else {
            let behind = use.highest - count
            guard (1...64).contains(behind), use.window & 1 << UInt64(behind - 1) == 0 else { return .replayed }
            use.window |= 1 << UInt64(behind - 1)
        }
        used[octets] = use
        return .good
    }

    private mutating func makeRoom(at now: Timestamp) {
        guard used.count >= Self.limit else { return }
        used = used.filter { now.milliseconds(since: $0.value.made) <= Self.validMilliseconds }
        while used.count >= Self.limit, let oldest = used.min(by: { $0.value.made < $1.value.made }) {
            used[oldest.key] = nil
            forgottenUntil = max(forgottenUntil ?? oldest.value.made, oldest.value.made)
        }
    }
}
