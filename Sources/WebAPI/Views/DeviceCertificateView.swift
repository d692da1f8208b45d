public import TLSKit

/// The device's certificate, as `GET /api/v1/certificates/device` shows it (manual 4.1.10.4). The key is never shown.
public struct DeviceCertificateView: Codable, Sendable, Equatable {
    /// A signing request that waits for its certificate.
    public struct Request: Codable, Sendable, Equatable {
        /// For whom, as RFC 2253 text.
        public var subject: String
        /// The request for the authority.
        public var pem: String
    }

    /// Where the certificate is from: default, self-signed, signed or imported.
    public var kind: String
    /// The certificates, the device's own first.
    public var chain: [CertificateView]
    /// The signing request that waits; `nil` for none.
    public var request: Request?

    /// Makes the view of what a store holds.
    public init(_ store: CertificateStore) {
        let device = store.device
        kind = device.kind.rawValue
        chain = device.identity.chain.map { CertificateView($0) }
        if let subject = store.signingRequestSubject, let pem = store.signingRequestPEM {
            request = Request(subject: subject, pem: pem)
        }
    }
}
