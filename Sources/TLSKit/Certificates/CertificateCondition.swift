public import Faults

/// Something about certificates that stands until it is remedied, and for which an alarm is raised.
public struct CertificateCondition: Hashable, Sendable {
    /// The conditions.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The clock was never set, so that no validity can be checked.
        case clockNotSet
        /// The device's certificate expires within 30 days.
        case deviceExpiring
        /// The device's certificate has expired.
        case deviceExpired
        /// A trusted certificate expires within 30 days.
        case trustedExpiring
        /// A trusted certificate has expired.
        case trustedExpired
        /// A revocation list is out of date: the certificates of its issuer are refused.
        case revocationsExpired
        /// There are rejected certificates.
        case rejected
    }

    /// Which condition it is.
    public let kind: Kind
    /// The fault of it (manual 6.2).
    public let code: FaultCode
    /// What it is about, the same as long as it stands: `clock`, `device`, `rejected`, or `trusted` or `revocations` with the
    /// beginning of the fingerprint.
    public let source: String
    /// The condition in words.
    public let text: String
}
