/// What one side of TLS shows of itself: its certificate with those that lead up from it, and the key.
public struct TLSIdentity: Sendable {
    /// The certificates, this side's own first, each signed by the next.
    public let chain: [Certificate]
    /// The key of the first certificate.
    public let key: PrivateKey

    /// Joins certificates, this side's own first, and a key. Throws when the first certificate belongs to another key.
    public init(chain: [Certificate], key: PrivateKey) throws(TLSError) {
        guard let leaf = chain.first, leaf.matches(key) else {
            throw TLSError(.keyMismatch, "the certificate does not belong to the key")
        }
        self.init(checked: chain, key: key)
    }

    /// Joins certificates and a key that belong together.
    init(checked chain: [Certificate], key: PrivateKey) {
        self.chain = chain
        self.key = key
    }
}

extension TLSIdentity: CustomStringConvertible, CustomDebugStringConvertible {
    /// The subject of the first certificate.
    public var description: String { "TLSIdentity(\(chain.first?.subject ?? "no certificate"))" }
    /// The same as `description`.
    public var debugDescription: String { description }
}
