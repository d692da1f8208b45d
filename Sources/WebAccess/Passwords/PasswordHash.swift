import COpenSSL
import Settings

/// A password's hash by scrypt (RFC 7914), with all that is needed to compute it again. It is not shown when printed.
struct PasswordHash: Hashable, Sendable {
    /// What one computation costs.
    struct Cost: Hashable, Sendable {
        /// CPU and memory cost, a power of two.
        var n: Int
        /// The block size.
        var r: Int
        /// The parallelization.
        var p: Int

        /// What new hashes are made with: 16 MiB and some 50 ms.
        static let standard = Cost(n: 16_384, r: 8, p: 1)
        /// The most memory that a hash in the settings may ask for, in octets.
        static let memoryLimit = 128 << 20

        /// Whether scrypt has such parameters, and they stay within bounds.
        var isValid: Bool {
            (2...1 << 20).contains(n) && n & (n - 1) == 0 && (1...32).contains(r) && (1...16).contains(p)
                && 128 * n * r <= Self.memoryLimit
        }
    }

    /// What it costs.
    let cost: Cost
    /// The salt.
    let salt: [UInt8]
    /// What scrypt made of the password.
    let key: [UInt8]

    /// The octets of a new salt.
    static let saltLength = 16
    /// The octets of a new key.
    static let keyLength = 32
    /// The longest password that is hashed, in octets of UTF-8.
    static let passwordLimit = 1024

    /// Takes a hash that is known.
    init(cost: Cost, salt: [UInt8], key: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.key = key
    }

    /// Hashes a password; `nil` when it is too long or memory is short. It takes some 50 ms: call it on a thread that may
    /// be held up.
    init?(of password: Secret, cost: Cost = .standard, random: RandomOctets) {
        let salt = random(Self.saltLength)
        guard let key = Self.derive(password, salt, cost, length: Self.keyLength) else { return nil }
        self.init(cost: cost, salt: salt, key: key)
    }

    /// Reads `scrypt$N$r$p$salt$key`, salt and key in base 64 for URLs without padding; `nil` for anything else.
    init?(_ text: String) {
        guard text.utf8.count <= 512 else { return nil }
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let n = Self.number(parts[1]), let r = Self.number(parts[2]),
            let p = Self.number(parts[3]), let salt = Base64.decode(parts[4]), let key = Base64.decode(parts[5]),
            (8...64).contains(salt.count), (16...64).contains(key.count)
        else { return nil }
        self.init(cost: Cost(n: n, r: r, p: p), salt: salt, key: key)
        guard cost.isValid else { return nil }
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...8).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    /// The hash as it stands in the settings.
    var text: String {
        "scrypt$\(cost.n)$\(cost.r)$\(cost.p)$\(Base64.encode(salt))$\(Base64.encode(key))"
    }

    /// Whether it is the hash of `password`. It takes as long for a wrong one, and as long as making the hash.
    func matches(_ password: Secret) -> Bool {
        guard let key = Self.derive(password, salt, cost, length: key.count) else { return false }
        return isEqual(key, self.key)
    }

    /// What scrypt makes of a password; `nil` when it is too long or memory is short.
    static func derive(_ password: Secret, _ salt: [UInt8], _ cost: Cost, length: Int) -> [UInt8]? {
        var text = Array(password.revealed.utf8)
        defer { ipd_wipe(&text, text.count) }
        guard text.count <= passwordLimit, cost.isValid else { return nil }
        var key = [UInt8](repeating: 0, count: length)
        let (n, r, p) = (UInt64(cost.n), UInt64(cost.r), UInt64(cost.p))
        // OpenSSL counts some blocks more than the 128 * n * r.
        let limit = UInt64(Cost.memoryLimit) * 2
        guard ipd_scrypt(text, text.count, salt, salt.count, n, r, p, limit, &key, length) == 1 else { return nil }
        return key
    }
}

extension PasswordHash: CustomStringConvertible, CustomReflectable {
    /// Asterisks.
    var description: String { Secret.mask }
    /// A mirror without children.
    var customMirror: Mirror { Mirror(self, children: []) }
}
