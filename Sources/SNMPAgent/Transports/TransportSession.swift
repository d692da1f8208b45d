/// Who is at the other end of a secure transport (tmStateReference, RFC 5590 3.3).
final class TransportSession: Sendable {
    /// The name that the certificate was mapped to, with the transport's prefix where that is asked for (RFC 5591 5.2).
    let securityName: String
    /// The row that mapped it. What both may do is in the policy, which may change meanwhile.
    let row: CertificateMapping.Key
    /// How well the transport protects.
    let level: SecurityLevel

    init(securityName: String, row: CertificateMapping.Key, level: SecurityLevel = .authPriv) {
        self.securityName = securityName
        self.row = row
        self.level = level
    }
}
