import COpenSSL

/// A signing request that waits for its certificate, with its key.
struct SigningRequest: Sendable {
    let der: [UInt8]
    let key: PrivateKey

    /// The subject as RFC 2253 text.
    let subject: String

    /// The request as PEM text.
    var pem: String { PEMBlock.text("CERTIFICATE REQUEST", der) }

    /// Joins a request and its key. Throws when the request is damaged or is that of another key.
    init(der: [UInt8], key: PrivateKey) throws(TLSError) {
        guard
            let subject = der.withUnsafeBufferPointer({ String(taking: ipd_request_subject($0.baseAddress, $0.count)) })
        else { throw TLSError(.malformed, "the signing request is damaged") }
        let matches = der.withUnsafeBufferPointer { request in
            key.withPKCS8 { ipd_request_matches(request.baseAddress, request.count, $0.baseAddress, $0.count) == 1 }
        }
        guard matches else { throw TLSError(.keyMismatch, "the signing request does not belong to its key") }
        self.der = der
        self.key = key
        self.subject = subject
    }

    /// Reads a request from PEM.
    init(pem: [UInt8], key: PrivateKey) throws(TLSError) {
        let block = try PEMBlock.blocks(in: pem).first { $0.label == "CERTIFICATE REQUEST" }
        guard let block else { throw TLSError(.malformed, "there is no signing request in the file") }
        try self.init(der: block.octets, key: key)
    }

    /// The device certificate that an authority's answer gives: of the certificates that came the one of this key, and those
    /// that lead up from it.
    func answered(by certificates: [Certificate]) throws(TLSError) -> DeviceCertificate {
        guard let leaf = certificates.first(where: { $0.matches(key) }) else {
            throw TLSError(
                .keyMismatch,
                "the certificate is not the answer to the signing request of \(subject): it belongs to another key")
        }
        return try DeviceCertificate(.signed, chain: leaf.chain(among: certificates), key: key)
    }
}
