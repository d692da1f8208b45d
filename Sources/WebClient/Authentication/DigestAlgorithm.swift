import COpenSSL

/// The algorithms of Digest (RFC 7616 3.3) that are spoken here, the strongest last.
enum DigestAlgorithm: String, CaseIterable, Comparable, Sendable {
    case md5 = "MD5"
    case md5Session = "MD5-sess"
    case sha256 = "SHA-256"
    case sha256Session = "SHA-256-sess"

    /// The algorithm of a challenge; MD5 when it names none.
    init?(name: String?) {
        guard let name else {
            self = .md5
            return
        }
        guard let match = Self.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else {
            return nil
        }
        self = match
    }

    /// Whether the key is bound to the first nonces (RFC 7616 3.4.2).
    var isSession: Bool { self == .md5Session || self == .sha256Session }

    static func < (one: Self, other: Self) -> Bool {
        (allCases.firstIndex(of: one) ?? 0) < (allCases.firstIndex(of: other) ?? 0)
    }

    /// The digest in hexadecimal.
    func hash(_ octets: [UInt8]) -> String {
        let digest = self == .md5 || self == .md5Session ? ipd_md5 : ipd_sha256
        var out = [UInt8](repeating: 0, count: Int(ipd_digest_limit))
        let count = ipd_digest(Int32(digest), octets, octets.count, &out)
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(2 * count)
        for octet in out[..<count] {
            text.append(digits[Int(octet >> 4)])
            text.append(digits[Int(octet & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    func hash(_ text: String) -> String { hash(Array(text.utf8)) }
}
