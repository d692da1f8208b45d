import COpenSSL
public import SNMPProtocol
import Settings

/// A user with the keys of one engine, ready for the request path.
public struct LocalizedUser: Sendable {
    /// The name's octets.
    let name: [UInt8]
    /// The same as text, usmUserSecurityName.
    let securityName: String
    /// The protocols, `nil` for none; without keys.
    let authentication: AuthenticationProtocol?
    let privacy: (algorithm: PrivacyProtocol, keyExtension: KeyExtension)?
    /// The key of its digests, and how long they are in a message; `nil` when it does not authenticate.
    let digest: (key: DigestKey, length: Int)?
    /// Its cipher and the key; `nil` when it does not encrypt.
    let cipher: (algorithm: PrivacyProtocol, key: [UInt8])?
    /// The names of its views.
    let view: String
    let writeView: String
    let leastLevel: SecurityLevel
    /// What it may do, the best level first, once a policy has looked it up.
    var accesses: [AccessPolicy.Access] = []

    /// Localizes a user's keys (RFC 3414 2.6), which takes some milliseconds for each password.
    public init(_ user: SNMPUser, engineID: [UInt8], hashing: any USMHashing) {
        let keys = KeyLocalization(engineID: engineID, hashing: hashing)
        name = Array(user.name.utf8)
        securityName = user.name
        authentication = user.authentication?.algorithm
        privacy = user.privacy.map { ($0.algorithm, $0.keyExtension) }
        view = user.view
        writeView = user.writeView
        leastLevel = user.leastLevel
        guard let authentication = user.authentication else {
            digest = nil
            cipher = nil
            return
        }
        let algorithm = authentication.algorithm
        let key = keys.authenticationKey(algorithm, password: Array(authentication.password.revealed.utf8))
        digest = DigestKey(algorithm, key: key).map { ($0, algorithm.digestLength) }
        cipher = user.privacy.map { privacy in
            let key = keys.privacyKey(
                privacy.algorithm, algorithm, password: Array(privacy.password.revealed.utf8),
                extension: privacy.keyExtension)
            return (privacy.algorithm, key)
        }
    }

    /// What the user may do with a message of this level; `nil` for nothing (RFC 3415 3.2).
    func access(at level: SecurityLevel) -> AccessPolicy.Access? {
        accesses.first { $0.level <= level }
    }

    /// The best protection that the user has.
    var bestLevel: SecurityLevel {
        digest == nil ? .noAuthNoPriv : cipher == nil ? .authNoPriv : .authPriv
    }
}

/// A key of HMAC whose states are computed once. Any number of threads may use it.
final class DigestKey: Sendable {
    nonisolated(unsafe) private let state: OpaquePointer

    /// Makes a key; `nil` when memory is short.
    init?(_ algorithm: AuthenticationProtocol, key: [UInt8]) {
        guard let state = ipd_hmac_new(Int32(algorithm.rawValue), key, key.count) else { return nil }
        self.state = state
    }

    deinit {
        ipd_hmac_free(state)
    }

    /// Writes the whole digest of a message to `room`, which has room for 64 octets. The `holeCount` octets at `hole` count
    /// as zeros (RFC 3414 6.3.1). Returns its octets.
    func digest(
        of octets: UnsafePointer<UInt8>, count: Int, hole: Int, holeCount: Int, to room: UnsafeMutablePointer<UInt8>
    ) -> Int {
        ipd_hmac_compute(state, octets, count, hole, holeCount, room)
    }
}

/// A cipher with one user's key, for one thread.
final class CipherKey {
    let algorithm: PrivacyProtocol
    private let state: OpaquePointer
    private let key: [UInt8]

    /// Makes a cipher; `nil` when memory is short or the key too short.
    init?(_ algorithm: PrivacyProtocol, key: [UInt8]) {
        guard key.count >= algorithm.keyLength, let state = ipd_cipher_new(Int32(algorithm.rawValue), key) else {
            return nil
        }
        self.algorithm = algorithm
        self.state = state
        self.key = key
    }

    deinit {
        ipd_cipher_free(state)
    }

    /// Octets that the cipher's blocks make of `count`.
    func paddedCount(_ count: Int) -> Int {
        algorithm == .des ? (count + 7) / 8 * 8 : count
    }

    /// Encrypts or decrypts in place. Returns whether it could.
    func run(
        encrypting: Bool, _ octets: UnsafeMutablePointer<UInt8>, count: Int, boots: Int32, time: Int32,
        salt: UnsafePointer<UInt8>
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { vector in
            guard let base = vector.baseAddress else { return false }
            if algorithm == .des {
                // RFC 3414 8.1.1.1
                for place in 0..<8 { base[place] = key[8 + place] ^ salt[place] }
            } else {
                // RFC 3826 3.1.2.1
                for place in 0..<4 {
                    base[place] = UInt8(truncatingIfNeeded: boots >> Int32(24 - 8 * place))
                    base[4 + place] = UInt8(truncatingIfNeeded: time >> Int32(24 - 8 * place))
                }
                (base + 8).update(from: salt, count: 8)
            }
            return ipd_cipher_run(state, encrypting ? 1 : 0, base, octets, count, octets) == 1
        }
    }
}
