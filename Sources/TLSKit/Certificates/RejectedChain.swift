public import NetworkValues

/// A chain of certificates that was not accepted (manual 4.1.10.2).
public struct RejectedChain: Identifiable, Hashable, Sendable {
    /// Its number, which no other chain gets.
    public let id: Int
    /// The certificates, the peer's own first. Of a chain that is too long to keep, the first ones.
    public let chain: [Certificate]
    /// Why it was not accepted.
    public let reason: CertificateRejection
    /// Who showed it the last time, such as `host:port`.
    public internal(set) var peer: String
    /// What the connection was for the last time.
    public internal(set) var purpose: String
    /// When it came first.
    public let firstSeen: Timestamp
    /// When it came the last time.
    public internal(set) var lastSeen: Timestamp
    /// How often it came.
    public internal(set) var count: UInt64
}
