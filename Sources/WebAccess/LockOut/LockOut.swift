import NetworkValues

/// Blocks who guesses passwords: five seconds after the first failure, twice as long after each further one, at most 1,800
/// seconds (manual 3.4.5.1 step 4). Attempts while blocked do not count, neither as failures nor to make the block longer.
///
/// What is blocked is a **pair of account and source**, not an account: else whoever knows a name could keep its owner
/// out. A source is an IPv4 address, or the first 64 bits of an IPv6 address, since who has one address of such a network
/// has them all.
///
/// Guessing from very many sources would get around that. So **strangers to an account** also have a common count: sources
/// from which nobody has logged in to it yet. Their first five failures are free, then they too are blocked together, for
/// at most 60 seconds. The owner is no stranger at the places where they logged in before (the last eight are remembered),
/// nor with a client certificate that names the account: there nothing that others do matters. At a new place during such
/// an attack the owner may have to wait; a log-in at a known one, `ipdect-agent user unlock`, or the end of the attack
/// helps.
///
/// The table is bounded. When it is full, names that no account has go first, then pairs that are not blocked, the oldest
/// first; each is counted. A pair is forgotten a day after its last failure, and with the first success.
struct LockOut {
    /// What is counted together.
    struct Key: Hashable, Sendable {
        /// The account's name as it was given, cut to 64 octets.
        var name: String
        /// The source; `nil` for all strangers to the account.
        var source: IPAddress?

        init(name: String, source: IPAddress?) {
            self.name = String(decoding: name.utf8.prefix(64), as: UTF8.self)
            self.source = source.map(Self.masked)
        }

        /// The part of an address that counts as one source.
        static func masked(_ address: IPAddress) -> IPAddress {
            switch address.unmapped {
            case .v4(let value): .v4(value)
            case .v6(let high, _, _): .v6(high: high, low: 0, zone: 0)
            }
        }
    }

    /// The failures of one key.
    struct Entry: Hashable, Sendable {
        var failures: Int
        var lastFailure: Timestamp
        /// Whether there is an account of that name.
        var isAccount: Bool
    }

    /// The first block, in milliseconds.
    static let shortestMilliseconds: Int64 = 5000
    /// The longest block of a pair, in milliseconds.
    static let longestMilliseconds: Int64 = 1_800_000
    /// The longest block of strangers, in milliseconds.
    static let longestForStrangersMilliseconds: Int64 = 60_000
    /// Failures of strangers that do not block them together.
    static let freeFailures = 5
    /// Milliseconds after which failures are forgotten.
    static let memoryMilliseconds: Int64 = 86_400_000
    /// The most entries, unless it is made with another limit.
    static let standardLimit = 4096

    /// The most entries.
    let limit: Int
    private(set) var entries: [Key: Entry] = [:]
    /// How often a pair was blocked.
    private(set) var blocks = 0
    /// How many entries went because the table was full.
    private(set) var evicted = 0

    init(limit: Int = standardLimit) {
        self.limit = limit
    }

    /// The milliseconds for which an attempt at `now` is blocked still; `nil` when it may be made. `isKnown` says that the
    /// source is no stranger to the account.
    func blockedMilliseconds(name: String, source: IPAddress, isKnown: Bool, at now: Timestamp) -> Int64? {
        var keys = [Key(name: name, source: source)]
        if !isKnown { keys.append(Key(name: name, source: nil)) }
        let longest = keys.map { remaining($0, at: now) }.max() ?? 0
        return longest > 0 ? longest : nil
    }

    /// An attempt failed that was not blocked. Returns the milliseconds for which the next ones are blocked.
    mutating func failed(
        name: String, source: IPAddress, isKnown: Bool, isAccount: Bool, at now: Timestamp
    ) -> Int64 {
        count(Key(name: name, source: source), isAccount, now)
        if !isKnown { count(Key(name: name, source: nil), isAccount, now) }
        blocks += 1
        return blockedMilliseconds(name: name, source: source, isKnown: isKnown, at: now) ?? 0
    }

    /// An attempt succeeded: its pair is forgotten. The strangers' count stays, or an attacker who has an account of their
    /// own at hand could not be told from its owner.
    mutating func succeeded(name: String, source: IPAddress) {
        entries[Key(name: name, source: source)] = nil
    }

    /// Forgets all failures of an account, because somebody with the right to it said so.
    mutating func clear(name: String) {
        let cut = Key(name: name, source: nil).name
        entries = entries.filter { $0.key.name != cut }
    }

    /// How many keys are blocked.
    func blocked(at now: Timestamp) -> Int {
        entries.keys.count { remaining($0, at: now) > 0 }
    }

    /// Takes entries that were kept over a restart.
    mutating func restore(_ kept: [(Key, Entry)], at now: Timestamp) {
        for (key, entry) in kept.prefix(limit) {
            var entry = entry
            // A clock that was set back must not block for longer than it takes.
            entry.lastFailure = min(entry.lastFailure, now)
            entries[key] = entry
        }
    }

    private func remaining(_ key: Key, at now: Timestamp) -> Int64 {
        guard let entry = entries[key] else { return 0 }
        let elapsed = now.milliseconds(since: entry.lastFailure)
        // A clock that was set back by much must not block for as long as it takes to catch up.
        guard elapsed > -60_000 else { return 0 }
        let block = Self.block(entry.failures, isForStrangers: key.source == nil)
        return min(block, block - elapsed)
    }

    /// The milliseconds of the block after so many failures.
    static func block(_ failures: Int, isForStrangers: Bool) -> Int64 {
        let counted = isForStrangers ? failures - freeFailures : failures
        guard counted > 0 else { return 0 }
        let longest = isForStrangers ? longestForStrangersMilliseconds : longestMilliseconds
        return min(longest, shortestMilliseconds << Int64(min(counted - 1, 20)))
    }

    private mutating func count(_ key: Key, _ isAccount: Bool, _ now: Timestamp) {
        var entry = entries[key] ?? Entry(failures: 0, lastFailure: now, isAccount: isAccount)
        if now.milliseconds(since: entry.lastFailure) > Self.memoryMilliseconds { entry.failures = 0 }
        if entries[key] == nil, entries.count >= limit { evict(at: now) }
        entry.failures = min(entry.failures + 1, 1000)
        entry.lastFailure = now
        entry.isAccount = isAccount
        entries[key] = entry
    }

    /// Makes room for one entry.
    private mutating func evict(at now: Timestamp) {
        let forgotten = entries.filter { now.milliseconds(since: $0.value.lastFailure) > Self.memoryMilliseconds }
        for key in forgotten.keys { entries[key] = nil }
        guard entries.count >= limit else { return }
        func rank(_ key: Key, _ entry: Entry) -> (Int, Timestamp) {
            (entry.isAccount ? (remaining(key, at: now) > 0 ? 2 : 1) : 0, entry.lastFailure)
        }
        if let first = entries.min(by: { rank($0.key, $0.value) < rank($1.key, $1.value) }) {
            entries[first.key] = nil
            evicted += 1
        }
    }
}
