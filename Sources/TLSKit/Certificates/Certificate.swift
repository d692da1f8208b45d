import COpenSSL
public import NetworkValues

/// An X.509 certificate (RFC 5280). Two are equal when their octets are.
public struct Certificate: Sendable {
    /// The longest certificate that is read, in octets.
    public static let maximumBytes = 65_536

    /// What stands in a certificate, read once.
    private final class Fields: Sendable {
        let der: [UInt8]
        let fingerprint: String
        let subject: String
        let issuer: String
        let serialNumber: String
        let notBefore: Timestamp
        let notAfter: Timestamp
        let names: CertificateNames
        let keyDescription: String
        let signatureDescription: String
        let isAuthority: Bool
        let isSelfSigned: Bool

        init(_ certificate: OpaquePointer, der: [UInt8]) throws(TLSError) {
            func text(_ field: Int) -> String {
                String(taking: ipd_certificate_text(certificate, Int32(field))) ?? ""
            }
            self.der = der
            fingerprint = Certificate.fingerprint(of: der)
            subject = text(ipd_subject)
            issuer = text(ipd_issuer)
            serialNumber = text(ipd_serial)
            let first = ipd_certificate_time(certificate, 0)
            let last = ipd_certificate_time(certificate, 1)
            guard first != .min, last != .min else {
                throw TLSError(.malformed, "the validity of the certificate cannot be read")
            }
            notBefore = Timestamp(seconds: first)
            notAfter = Timestamp(seconds: last)
            names = CertificateNames(certificate)
            keyDescription = text(ipd_key)
            signatureDescription = text(ipd_signature)
            isAuthority = ipd_certificate_is_authority(certificate) == 1
            isSelfSigned = ipd_certificate_is_self_signed(certificate) == 1
        }
    }

    private let fields: Fields

    /// Reads one certificate from DER. Throws for octets that are none, or that have more behind it.
    public init(der: [UInt8]) throws(TLSError) {
        guard der.count <= Self.maximumBytes else {
            throw TLSError(.tooLarge, "a certificate of \(der.count) octets is over \(Self.maximumBytes)")
        }
        guard let certificate = der.withUnsafeBufferPointer({ ipd_certificate_read($0.baseAddress, $0.count) }) else {
            throw TLSError(.malformed, "what came is no X.509 certificate in DER, or a damaged one")
        }
        defer { ipd_certificate_free(certificate) }
        fields = try Fields(certificate, der: der)
    }

    /// The certificate as DER.
    public var der: [UInt8] { fields.der }
    /// The SHA-256 digest of the DER, in lower-case hexadecimal with colons.
    public var fingerprint: String { fields.fingerprint }
    /// Whose certificate it is, as RFC 2253 text: the most special attribute, such as `CN=…`, comes first.
    public var subject: String { fields.subject }
    /// Who signed it, as RFC 2253 text.
    public var issuer: String { fields.issuer }
    /// The serial number in upper-case hexadecimal.
    public var serialNumber: String { fields.serialNumber }
    /// The first second of its validity.
    public var notBefore: Timestamp { fields.notBefore }
    /// The last second of its validity.
    public var notAfter: Timestamp { fields.notAfter }
    /// The host names that it is for (subjectAltName).
    public var dnsNames: [String] { fields.names.dns }
    /// The addresses that it is for (subjectAltName).
    public var addresses: [IPAddress] { fields.names.addresses }
    /// The e-mail addresses that it is for (subjectAltName).
    public var emailAddresses: [String] { fields.names.emailAddresses }
    /// The user principal names that it is for (subjectAltName), such as `user@realm`.
    public var userPrincipalNames: [String] { fields.names.principals }
    /// What its key may be used for, by the names of RFC 5280 4.2.1.3; empty when it does not say.
    public var keyUsages: [String] { fields.names.usages }
    /// What the certificate may be used for, such as `serverAuth`, or as numbers with dots; empty when it does not say.
    public var extendedKeyUsages: [String] { fields.names.extendedUsages }
    /// The kind and size of the key, such as `RSA 2048` or `EC P-256`.
    public var keyDescription: String { fields.keyDescription }
    /// How it is signed, such as `RSA with SHA-256`.
    public var signatureDescription: String { fields.signatureDescription }
    /// Whether it is that of an authority (basicConstraints).
    public var isAuthority: Bool { fields.isAuthority }
    /// Whether it is signed with its own key.
    public var isSelfSigned: Bool { fields.isSelfSigned }
}

extension Certificate: Hashable {
    /// Whether both are the same octets.
    public static func == (left: Certificate, right: Certificate) -> Bool {
        left.fields === right.fields || left.der == right.der
    }

    /// Feeds the fingerprint.
    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

extension Certificate: CustomStringConvertible, CustomReflectable {
    /// The subject, or the serial number of a certificate without one.
    public var description: String { subject.isEmpty ? "certificate \(serialNumber)" : subject }
    /// The subject, issuer and fingerprint.
    public var customMirror: Mirror {
        Mirror(self, children: ["subject": subject, "issuer": issuer, "fingerprint": fingerprint])
    }
}
