import COpenSSL

/// Digests of the TLS library.
enum Digest {
    /// MD5 (RFC 1321) of octets, 16 octets; empty when the library is set up to have none, as for FIPS.
    static func md5(_ octets: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(ipd_digest_limit))
        let length = ipd_digest(Int32(ipd_md5), octets, octets.count, &digest)
        return Array(digest.prefix(length))
    }
}
