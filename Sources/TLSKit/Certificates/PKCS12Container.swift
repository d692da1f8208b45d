import COpenSSL

/// What a PKCS #12 container (RFC 7292) holds.
public struct PKCS12Container: Sendable {
    /// The largest container that is read, in octets.
    public static let maximumBytes = 1 << 20

    /// The keys, in the order in which they stand there.
    public let keys: [PrivateKey]
    /// The certificates, in the order in which they stand there.
    public let certificates: [Certificate]

    /// Opens a container with a password in UTF-8, empty for none. Takes as long as the container asks for its password to
    /// be derived, up to some seconds.
    ///
    /// Throws for a wrong password, a damaged container, an encryption that is not known, and one beyond the limits.
    public init(_ octets: [UInt8], password: String) throws(TLSError) {
        guard octets.count <= Self.maximumBytes else {
            throw TLSError(.tooLarge, "a PKCS #12 file of \(octets.count) octets is over \(Self.maximumBytes)")
        }
        var secret = Array(password.utf8)
        defer { secret.wipe() }
        var outcome: Int32 = 0
        let opened = octets.withUnsafeBufferPointer { octets in
            secret.withUnsafeBufferPointer {
                ipd_container_open(octets.baseAddress, octets.count, $0.baseAddress, $0.count, &outcome)
            }
        }
        guard let opened else { throw Self.error(outcome) }
        defer { ipd_container_free(opened) }
        var keys: [PrivateKey] = []
        while let key = PrivateKey(taking: ipd_container_key(opened, keys.count)) { keys.append(key) }
        var certificates: [Certificate] = []
        while let der = [UInt8](taking: ipd_container_certificate(opened, certificates.count)) {
            certificates.append(try Certificate(der: der))
        }
        self.keys = keys
        self.certificates = certificates
    }

    private static func error(_ outcome: Int32) -> TLSError {
        switch outcome {
        case Int32(ipd_container_password):
            TLSError(.wrongPassword, "the password of the PKCS #12 file is wrong")
        case Int32(ipd_container_unknown):
            TLSError(
                .refused,
                "the PKCS #12 file is encrypted in a way that is not known here; export it again with AES-256")
        case Int32(ipd_container_limit):
            TLSError(.tooLarge, "the PKCS #12 file asks for more work, depth or entries than is allowed")
        case Int32(ipd_container_failed):
            TLSError(.system, "the TLS library cannot read PKCS #12 files now")
        default:
            TLSError(.malformed, "what came is no PKCS #12 file, or a damaged one")
        }
    }

    /// The chain and key for a device: the first key that a certificate belongs to.
    func device() throws(TLSError) -> DeviceCertificate {
        guard !keys.isEmpty else {
            throw TLSError(.notFound, "the PKCS #12 file has no key; a device certificate needs its private key")
        }
        for key in keys {
            guard let leaf = certificates.first(where: { $0.matches(key) }) else { continue }
            return try DeviceCertificate(.imported, chain: leaf.chain(among: certificates), key: key)
        }
        throw TLSError(.keyMismatch, "no certificate in the PKCS #12 file belongs to its key")
    }
}
