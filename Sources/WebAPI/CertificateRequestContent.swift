public import TLSKit

/// The content of `POST certificates/device/self-signed` and `POST certificates/device/request`: what the certificate shall
/// say (manual 4.1.10.4.2, 4.1.10.4.3). What is absent takes its default.
public struct CertificateRequestContent: Codable, Sendable, Equatable {
    /// The device's domain name or address.
    public var commonName: String
    /// The kind of key: rsa-2048 (default), rsa-4096, ec-p256 or reuse.
    public var key: String?
    /// The digest of the signature: sha256 (default), sha384 or sha512.
    public var signature: String?
    /// How long a self-signed certificate is valid, 1 to 50 years; 10 by default.
    public var validityYears: Int?
    /// Further domain names and addresses, parted by commas.
    public var dnsName: String?
    /// The organization (O).
    public var organization: String?
    /// The unit of the organization (OU).
    public var organizationalUnit: String?
    /// The town (L).
    public var locality: String?
    /// The state or province (ST).
    public var state: String?
    /// The country as two letters (C).
    public var country: String?

    /// Makes the content, with every default.
    public init(commonName: String) {
        self.commonName = commonName
    }

    /// The request that is meant. Throws for a key or digest that is not known or too weak.
    public func request() throws(TLSError) -> CertificateRequest {
        var request = CertificateRequest(commonName: commonName)
        if let key { request.key = try .init(named: key) }
        if let signature { request.signature = try .init(named: signature) }
        if let validityYears { request.validityYears = validityYears }
        request.dnsName = dnsName ?? ""
        request.organization = organization ?? ""
        request.organizationalUnit = organizationalUnit ?? ""
        request.locality = locality ?? ""
        request.state = state ?? ""
        request.country = country ?? ""
        return request
    }
}
