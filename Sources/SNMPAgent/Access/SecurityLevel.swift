import SNMPProtocol

/// How well a message is protected (RFC 3411 3.4.3).
public enum SecurityLevel: UInt8, Hashable, Comparable, Sendable, CaseIterable {
    /// Without authentication and privacy.
    case noAuthNoPriv = 1
    /// Authenticated.
    case authNoPriv = 2
    /// Authenticated and encrypted.
    case authPriv = 3

    /// Whether the left one comes first.
    public static func < (left: SecurityLevel, right: SecurityLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension SecurityLevel {
    /// The level that a message says it has.
    init(_ header: SecurityHeader) {
        self = header.isAuthenticated ? header.isEncrypted ? .authPriv : .authNoPriv : .noAuthNoPriv
    }
}
