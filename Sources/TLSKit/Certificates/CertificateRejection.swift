public import Faults

/// Why a certificate was not accepted.
public struct CertificateRejection: Hashable, Sendable {
    /// OpenSSL's number of the verification error (`X509_V_ERR_…` of `openssl/x509_vfy.h`).
    public let number: Int32

    /// Takes a verification error by OpenSSL's number.
    public init(number: Int32) {
        self.number = number
    }

    /// The reason in words.
    public var text: String { Self.meaning(of: number).text }

    /// The fault of the TLS alert that tells the other side of this reason (RFC 8446 6.2); `nil` for a reason that is
    /// about this side's own doing.
    public var fault: FaultCode? { Self.meaning(of: number).fault }
}

extension CertificateRejection: CustomStringConvertible {
    /// The reason in words.
    public var description: String { text }
}

extension CertificateRejection: Codable {
    /// Reads the number; the words follow from it.
    public init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(Int32.self)
    }

    /// Writes the number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
