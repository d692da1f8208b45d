import COpenSSL
import Synchronization

/// Digests that are used here.
enum DigestFunction: Int32, CaseIterable, Sendable {
    case md5 = 1
    case sha256 = 4

    /// The digest of octets.
    func callAsFunction(_ octets: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(ipd_digest_limit)) { room, count in
            count = room.baseAddress.map { ipd_digest(rawValue, octets, octets.count, $0) } ?? 0
        }
    }

    /// The digest of a text's UTF-8.
    func callAsFunction(_ text: String) -> [UInt8] { self(Array(text.utf8)) }

    /// The length of the digest in octets.
    var length: Int { self == .md5 ? 16 : 32 }
}

/// A key for HMAC-SHA-256 (RFC 2104) that never leaves the process.
final class ProcessKey: Sendable {
    private let octets: [UInt8]

    /// Draws a key.
    init(_ random: RandomOctets) {
        octets = random(32)
    }

    /// The code of `parts`, each with its length in front, so that no two lists of parts have the same octets. `purpose`
    /// keeps codes for one use from being taken for another's.
    func code(_ purpose: String, _ parts: [UInt8]...) -> [UInt8] {
        guard let key = ipd_hmac_new(Int32(ipd_sha256), octets, octets.count) else { return [] }
        defer { ipd_hmac_free(key) }
        var text = Array(purpose.utf8) + [0]
        for part in parts {
            text += (0..<8).map { UInt8(truncatingIfNeeded: part.count >> (56 - 8 * $0)) }
            text += part
        }
        return [UInt8](unsafeUninitializedCapacity: Int(ipd_digest_limit)) { room, count in
            count = room.baseAddress.map { ipd_hmac_compute(key, text, text.count, 0, 0, $0) } ?? 0
        }
    }
}
