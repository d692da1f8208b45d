import COpenSSL

/// The device's certificate with its key, and where it is from (manual 4.1.10.4).
public struct DeviceCertificate: Sendable {
    /// Where a device certificate is from.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Made by itself when there was none: self-signed, with the hardware address, for 10 years.
        case standard = "default"
        /// Made on request, self-signed.
        case selfSigned = "self-signed"
        /// Signed by an authority that got a signing request.
        case signed
        /// Imported together with its key.
        case imported
    }

    /// Where it is from.
    public let kind: Kind
    /// Its chain and key.
    public let identity: TLSIdentity

    /// Joins a chain and a key. Throws when the first certificate does not belong to the key, or either is too weak.
    init(_ kind: Kind, chain: [Certificate], key: PrivateKey) throws(TLSError) {
        let identity = try TLSIdentity(chain: chain, key: key)
        if let weakness = key.weakness { throw TLSError(.refused, weakness) }
        if let weak = chain.first(where: \.hasWeakSignature) {
            throw TLSError(
                .refused,
                "\(weak) is signed by \(weak.signatureDescription), which can be forged; have it signed with SHA-256")
        }
        self.kind = kind
        self.identity = identity
    }
}

extension DeviceCertificate {
    private static let kindMark = "ipdect-agent kind: "
    private static let closingMark = "ipdect-agent closes the signing request"

    /// The chain as PEM, and before it where it is from.
    var chainFile: [UInt8] {
        Array((Self.kindMark + kind.rawValue + "\n" + identity.chain.map(\.pem).joined()).utf8)
    }

    /// The key as PEM. The caller wipes it.
    static func keyFile(_ key: PrivateKey) throws(TLSError) -> [UInt8] {
        let text = key.withPKCS8 { [UInt8](taking: ipd_pem_write("PRIVATE KEY", $0.baseAddress, $0.count)) }
        guard let text else { throw TLSError(.system, "memory is short") }
        return text
    }

    /// A change to this certificate as one file. The caller wipes it.
    func changeFile(closesRequest: Bool) throws(TLSError) -> [UInt8] {
        var key = try Self.keyFile(identity.key)
        defer { key.wipe() }
        var file: [UInt8] = []
        let head = closesRequest ? Array((Self.closingMark + "\n").utf8) : []
        let chain = chainFile
        // Reserved, so that no copy of the key is left behind by growing.
        file.reserveCapacity(head.count + chain.count + key.count)
        file += head
        file += chain
        file += key
        return file
    }

    /// Reads a change back, and whether it closes the signing request.
    static func change(_ file: [UInt8]) throws(TLSError) -> (device: DeviceCertificate, closesRequest: Bool) {
        let device = try DeviceCertificate(chainFile: file, key: try PrivateKey(file))
        return (device, file.starts(with: closingMark.utf8))
    }

    /// Reads a chain with where it is from, for a key.
    init(chainFile file: [UInt8], key: PrivateKey) throws(TLSError) {
        let chain = try Certificate.all(in: file)
        let head = String(decoding: file.prefix(256), as: UTF8.self)
        let lines = head.split(separator: "\n").map(String.init)
        let mark = lines.first { $0.hasPrefix(Self.kindMark) }
        let kind = mark.flatMap { Kind(rawValue: String($0.dropFirst(Self.kindMark.count))) } ?? .imported
        try self.init(kind, chain: chain, key: key)
    }
}
