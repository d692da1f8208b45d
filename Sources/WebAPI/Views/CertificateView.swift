public import TLSKit

/// A certificate, as `GET /api/v1/certificates/trusted` lists it (manual 4.1.10.1).
public struct CertificateView: Codable, Sendable, Equatable {
    /// Whose certificate it is, as RFC 2253 text.
    public var subject: String
    /// Who signed it, as RFC 2253 text.
    public var issuer: String
    /// The serial number in hexadecimal.
    public var serial: String
    /// The first second of its validity, RFC 3339.
    public var notBefore: String
    /// The last second of its validity, RFC 3339.
    public var notAfter: String
    /// The host names that it is for.
    public var names: [String]
    /// The addresses that it is for.
    public var addresses: [String]
    /// The e-mail addresses and user principal names that it is for.
    public var users: [String]
    /// The kind and size of the key, such as `EC P-256`.
    public var key: String
    /// How it is signed, such as `RSA with SHA-256`.
    public var signature: String
    /// What it and its key may be used for; empty when it does not say.
    public var usages: [String]
    /// The SHA-256 digest in lower-case hexadecimal with colons.
    public var fingerprint: String
    /// Whether it is that of an authority.
    public var isAuthority: Bool
    /// Whether it is signed with its own key.
    public var isSelfSigned: Bool

    /// Makes the view of a certificate.
    public init(_ certificate: Certificate) {
        subject = certificate.subject
        issuer = certificate.issuer
        serial = certificate.serialNumber
        notBefore = "\(certificate.notBefore)"
        notAfter = "\(certificate.notAfter)"
        names = certificate.dnsNames
        addresses = certificate.addresses.map { "\($0)" }
        users = certificate.emailAddresses + certificate.userPrincipalNames
        key = certificate.keyDescription
        signature = certificate.signatureDescription
        usages = certificate.keyUsages + certificate.extendedKeyUsages
        fingerprint = certificate.fingerprint
        isAuthority = certificate.isAuthority
        isSelfSigned = certificate.isSelfSigned
    }
}

/// What became of the trust list.
public struct TrustChangeView: Codable, Sendable, Equatable {
    /// The certificates that are trusted now and were not before.
    public var added: [CertificateView]
    /// The certificates that are not trusted any more.
    public var removed: [CertificateView]
    /// How many certificates are trusted now.
    public var trusted: Int

    init(from before: [Certificate], to after: [Certificate]) {
        let known = Set(before)
        let left = Set(after)
        added = after.filter { !known.contains($0) }.map { CertificateView($0) }
        removed = before.filter { !left.contains($0) }.map { CertificateView($0) }
        trusted = after.count
    }
}
