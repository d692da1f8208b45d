import NetworkValues
import Settings

/// Passwords of HTTP Basic authentication that were right a short while ago, so that a client that shows its password with
/// each request does not cost a hashing each time. What is kept is a code under a key that never leaves the process: not
/// the password, and nothing that is worth guessing at without the key.
struct ProvenPasswords {
    private struct Entry {
        var code: [UInt8]
        var until: Timestamp
    }

    /// Milliseconds that a password counts as proven.
    static let validMilliseconds: Int64 = 300_000
    /// The most passwords that are kept.
    static let limit = 256

    private let key: ProcessKey
    private var entries: [LockOut.Key: Entry] = [:]

    init(_ key: ProcessKey) {
        self.key = key
    }

    private func code(_ account: Account, _ password: Secret) -> [UInt8] {
        key.code(
            "proven password", Array(account.name.utf8), account.password.key, Array(password.revealed.utf8))
    }

    /// Whether the password of an account was proven from a source. One of an account whose hash changed since is not.
    func contains(_ account: Account, _ password: Secret, from source: LockOut.Key, at now: Timestamp) -> Bool {
        guard let entry = entries[source], now < entry.until,
            entry.until.milliseconds(since: now) <= Self.validMilliseconds
        else { return false }
        return isEqual(code(account, password), entry.code)
    }

    /// The password was right.
    mutating func insert(_ account: Account, _ password: Secret, from source: LockOut.Key, at now: Timestamp) {
        if entries.count >= Self.limit, entries[source] == nil {
            entries = entries.filter { now < $0.value.until }
            if entries.count >= Self.limit, let oldest = entries.min(by: { $0.value.until < $1.value.until }) {
                entries[oldest.key] = nil
            }
        }
        entries[source] = Entry(
            code: code(account, password), until: now.adding(milliseconds: Self.validMilliseconds))
    }

    /// Forgets all.
    mutating func removeAll() { entries = [:] }
}
