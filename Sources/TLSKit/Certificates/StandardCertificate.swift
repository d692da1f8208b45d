import NetworkValues

/// The certificate that a device makes by itself (manual 4.1.10.4.1).
struct StandardCertificate: Sendable {
    let mac: MACAddress?
    let hostName: String

    /// Makes it: RSA of 2048 bits, because the profiles Normal and Fast have suites that take nothing else.
    func made(at now: Timestamp) throws(TLSError) -> DeviceCertificate {
        let isName = CertificateRequest.isHostName(hostName)
        let name = mac?.description ?? (isName && hostName.utf8.count <= 64 ? hostName : "ipdect-agent")
        let request = CertificateRequest(
            key: .rsa2048, validityYears: 10, commonName: name, dnsName: isName ? hostName : "")
        let key = try PrivateKey.making(.rsa2048)
        return try DeviceCertificate(.standard, chain: [request.selfSigned(with: key, at: now)], key: key)
    }
}
