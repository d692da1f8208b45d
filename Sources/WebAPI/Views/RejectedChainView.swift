public import TLSKit

/// A chain of certificates that was not accepted, as `GET /api/v1/certificates/rejected` lists it (manual 4.1.10.2).
public struct RejectedChainView: Codable, Sendable, Equatable {
    /// Its number.
    public var id: Int
    /// Why it was not accepted.
    public var reason: String
    /// OpenSSL's number of the reason.
    public var number: Int32
    /// The fault code of the alert that told the other side, such as `0x000c0130`; `nil` for none.
    public var code: String?
    /// Who showed it the last time.
    public var peer: String
    /// What the connection was for the last time.
    public var purpose: String
    /// When it came first, RFC 3339.
    public var firstSeen: String
    /// When it came the last time, RFC 3339.
    public var lastSeen: String
    /// How often it came.
    public var count: UInt64
    /// The certificates, the peer's own first.
    public var chain: [CertificateView]

    /// Makes the view of a chain.
    public init(_ rejected: RejectedChain) {
        id = rejected.id
        reason = rejected.reason.text
        number = rejected.reason.number
        code = rejected.reason.fault.map { "\($0)" }
        peer = rejected.peer
        purpose = rejected.purpose
        firstSeen = "\(rejected.firstSeen)"
        lastSeen = "\(rejected.lastSeen)"
        count = rejected.count
        chain = rejected.chain.map { CertificateView($0) }
    }
}

/// What became of the rejected chains.
public struct RejectedChangeView: Codable, Sendable, Equatable {
    /// How many chains were discarded.
    public var removed: Int
}
