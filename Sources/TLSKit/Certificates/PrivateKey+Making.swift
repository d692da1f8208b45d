import COpenSSL
import Threads

extension PrivateKey {
    /// The kinds of keys that are made.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// RSA of 2048 bits.
        case rsa2048 = "rsa-2048"
        /// RSA of 4096 bits; making one takes seconds.
        case rsa4096 = "rsa-4096"
        /// EC on the curve P-256.
        case ecP256 = "ec-p256"

        var number: Int32 {
            switch self {
            case .rsa2048: Int32(ipd_rsa2048)
            case .rsa4096: Int32(ipd_rsa4096)
            case .ecP256: Int32(ipd_p256)
            }
        }
    }

    /// Makes a key on the caller's thread.
    static func making(_ kind: Kind) throws(TLSError) -> PrivateKey {
        guard let key = PrivateKey(taking: ipd_key_make(kind.number)) else {
            throw TLSError(.system, "the TLS library could not make a key (\(kind.rawValue))")
        }
        return key
    }

    /// Makes a key on a thread of its own: an RSA key of 4096 bits takes seconds.
    public static func make(_ kind: Kind) async throws(TLSError) -> PrivateKey {
        try await Background.run { () throws(TLSError) in try making(kind) }
    }

    /// Reads a key that is not encrypted, in DER or PEM: PKCS #8, or the form of RSA or EC keys.
    public init(_ octets: [UInt8]) throws(TLSError) {
        let isText = PEMBlock.isText(octets)
        var der = octets
        if isText {
            var blocks = try PEMBlock.blocks(in: octets)
            let index = blocks.firstIndex { $0.label.hasSuffix("PRIVATE KEY") }
            der = index.map { blocks[$0].octets } ?? []
            for place in blocks.indices { blocks[place].octets.wipe() }
        }
        defer { der.wipe() }
        guard let key = PrivateKey(taking: der.withUnsafeBufferPointer { ipd_key_read($0.baseAddress, $0.count) })
        else { throw TLSError(.malformed, "what came is no private key without encryption, or a damaged one") }
        self = key
    }

    /// The kind and size, such as `RSA 2048` or `EC P-256`.
    public var keyDescription: String {
        withPKCS8 { String(taking: ipd_key_text($0.baseAddress, $0.count)) } ?? "unknown"
    }

    /// Why the key is too weak for a device; `nil` for one that is not. RSA takes 2048 bits, other keys 224.
    var weakness: String? {
        var isRSA: Int32 = 0
        let bits = withPKCS8 { ipd_key_bits($0.baseAddress, $0.count, &isRSA) }
        let least: Int32 = isRSA == 1 ? 2048 : 224
        guard bits < least else { return nil }
        return "a key of \(bits) bits (\(keyDescription)) can be broken; at least \(least) are needed"
    }
}
