import COpenSSL
import NetworkValues

extension Certificate {
    /// The largest file of certificates that is read, in octets.
    public static let maximumFileBytes = 4 << 20

    /// Reads the certificates of a file: one in DER, a bundle (PKCS #7, as Windows authorities send it), or any number of
    /// either in PEM, where other blocks are passed over.
    ///
    /// Throws when there is none, when one is damaged, or when the file is over 4 MiB.
    public static func all(in octets: [UInt8]) throws(TLSError) -> [Certificate] {
        let (certificates, damaged) = try readable(in: octets)
        if let damaged = damaged.first { throw damaged }
        guard !certificates.isEmpty else {
            throw TLSError(.malformed, "there is no certificate in the file; expected one in DER or some in PEM")
        }
        return certificates
    }

    /// Reads what can be read of a file, and says what is wrong with the rest.
    static func readable(in octets: [UInt8]) throws(TLSError) -> (certificates: [Certificate], damaged: [TLSError]) {
        guard octets.count <= maximumFileBytes else {
            throw TLSError(.tooLarge, "a file of \(octets.count) octets is over \(maximumFileBytes)")
        }
        guard PEMBlock.isText(octets) else {
            let bundle = try bundle(octets)
            return octets.isEmpty || !bundle.isEmpty ? (bundle, []) : ([try Certificate(der: octets)], [])
        }
        var certificates: [Certificate] = []
        var damaged: [TLSError] = []
        var blocks = try PEMBlock.blocks(in: octets)
        // Keys may stand beside certificates.
        defer { for index in blocks.indices { blocks[index].octets.wipe() } }
        for (index, block) in blocks.enumerated() {
            switch block.label {
            case "CERTIFICATE", "X509 CERTIFICATE", "PKCS7":
                do throws(TLSError) {
                    certificates +=
                        block.label == "PKCS7" ? try bundle(block.octets) : [try Certificate(der: block.octets)]
                } catch {
                    damaged.append(TLSError(error.code, "block \(index + 1) of the PEM text: \(error.message)"))
                }
            case "":
                damaged.append(TLSError(.malformed, "block \(index + 1) of the PEM text is damaged or encrypted"))
            default: break
            }
        }
        return (certificates, damaged)
    }

    /// The most certificates of a bundle that are read.
    private static let bundleLimit = 100

    /// The certificates of a PKCS #7 bundle; none for other octets.
    private static func bundle(_ octets: [UInt8]) throws(TLSError) -> [Certificate] {
        guard octets.count <= bundleLimit * maximumBytes else { return [] }
        var certificates: [Certificate] = []
        while let der = octets.withUnsafeBufferPointer({
            [UInt8](taking: ipd_bundle_certificate($0.baseAddress, $0.count, certificates.count))
        }) {
            guard certificates.count < bundleLimit else {
                throw TLSError(.tooLarge, "the bundle has more than \(bundleLimit) certificates")
            }
            certificates.append(try Certificate(der: der))
        }
        return certificates
    }

    /// The certificate as PEM text.
    public var pem: String { PEMBlock.text("CERTIFICATE", der) }

    /// SHA-256 in lower-case hexadecimal with colons.
    static func fingerprint(of der: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: Int(ipd_digest_limit))
        let count = der.withUnsafeBufferPointer { ipd_digest(Int32(ipd_sha256), $0.baseAddress, $0.count, &digest) }
        return digest.prefix(count).map { hexadecimal(UInt64($0), digits: 2) }.joined(separator: ":")
    }

    /// A fingerprint as people write it, in the form that certificates have: lower case, with colons.
    static func normalized(fingerprint: String) -> String {
        let digits = Array(fingerprint.lowercased().filter { $0 != ":" && $0 != " " })
        return stride(from: 0, to: digits.count, by: 2)
            .map { String(digits[$0..<Swift.min($0 + 2, digits.count)]) }
            .joined(separator: ":")
    }

    /// Whether the certificate belongs to a key: their public parts are the same, and what the key signs is verified.
    public func matches(_ key: PrivateKey) -> Bool {
        withRead { certificate in
            key.withPKCS8 { ipd_certificate_matches(certificate, $0.baseAddress, $0.count) == 1 }
        } ?? false
    }

    /// Whether another certificate's key has signed this one.
    public func isSigned(by issuer: Certificate) -> Bool {
        withRead { certificate in
            issuer.withRead { ipd_certificate_is_signed_by(certificate, $0) == 1 }
        }.flatMap(\.self) ?? false
    }

    private func withRead<Result>(_ body: (OpaquePointer) -> Result) -> Result? {
        guard let read = der.withUnsafeBufferPointer({ ipd_certificate_read($0.baseAddress, $0.count) }) else {
            return nil
        }
        defer { ipd_certificate_free(read) }
        return body(read)
    }

    /// The longest chain that is built.
    static let chainLimit = 10

    /// This certificate and those that lead up from it, as far as `others` has them.
    public func chain(among others: [Certificate]) -> [Certificate] {
        var chain = [self]
        var rest = others.filter { $0 != self }
        while chain.count < Self.chainLimit, let last = chain.last, !last.isSelfSigned,
            let next = rest.firstIndex(where: { $0.subject == last.issuer && last.isSigned(by: $0) })
        {
            chain.append(rest.remove(at: next))
        }
        return chain
    }

    /// Whether its signature rests on a digest for which collisions are made.
    var hasWeakSignature: Bool {
        !isSelfSigned && ["SHA-1", "MD5"].contains { signatureDescription.hasSuffix($0) }
    }
}
