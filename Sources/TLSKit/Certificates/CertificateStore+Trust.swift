public import Settings
import Synchronization
import Waking

extension CertificateStore {
    /// Trusts certificates. Returns how many of them were not trusted before.
    @discardableResult
    public func trust(_ certificates: [Certificate]) throws(TLSError) -> Int {
        try changeTrust { list throws(TLSError) in try list.add(certificates) }
    }

    /// Trusts the certificates of a file: DER, PEM, PKCS #7, or PKCS #12 with a password. Returns how many were not trusted
    /// before.
    @discardableResult
    public func importTrusted(_ octets: [UInt8], password: Secret = Secret("")) async throws(TLSError) -> Int {
        let certificates: [Certificate]
        do throws(TLSError) {
            certificates = try Certificate.all(in: octets)
        } catch {
            guard error.code == .malformed, !PEMBlock.isText(octets) else { throw error }
            do throws(TLSError) {
                return try await importPKCS12(octets, password: password, as: .trust)
            } catch  where error.code == .malformed {
                throw TLSError(.malformed, "the file holds no certificates that can be read (DER, PEM or PKCS #12)")
            }
        }
        return try trust(certificates)
    }

    /// Removes the trusted certificate of a fingerprint (SHA-256); upper case and colons do not matter.
    public func remove(fingerprint: String) throws(TLSError) {
        try changeTrust { list throws(TLSError) in try list.remove(fingerprint: fingerprint) }
    }

    /// Trusts nothing any more.
    public func clearTrusted() throws(TLSError) {
        try changeTrust { list throws(TLSError) in list = TrustList() }
    }

    /// Trusts a certificate of a rejected chain, by default the peer's own, which vouches for nobody else. Removes the chain,
    /// and others that this certificate stands at the head of.
    public func trustRejected(id: Int, certificate index: Int = 0) throws(TLSError) {
        guard let chain = rejected.first(where: { $0.id == id }) else {
            throw TLSError(.notFound, "there is no rejected chain \(id)")
        }
        guard chain.chain.indices.contains(index) else {
            throw TLSError(.notFound, "the rejected chain \(id) has \(chain.chain.count) certificates")
        }
        let certificate = chain.chain[index]
        try trust([certificate])
        try changeRejected { $0.remove(id: id, and: certificate) }
    }

    /// Discards all rejected chains.
    public func clearRejected() throws(TLSError) {
        try changeRejected { $0.removeAll() }
    }

    /// Takes the revocation lists of a file, DER or PEM, each in the place of the one of its issuer. Whether they are signed
    /// by their authority is checked in each handshake. Throws, and takes none, for one that is older than the one there.
    public func importRevocations(_ octets: [UInt8]) throws(TLSError) {
        let added = try RevocationList.all(in: octets)
        try changeRevocations { lists throws(TLSError) in try lists.add(added) }
    }

    /// Discards all revocation lists: no certificate counts as revoked any more.
    public func clearRevocations() throws(TLSError) {
        try changeRevocations { lists throws(TLSError) in lists = RevocationLists() }
    }

    private func changeRevocations(_ change: (inout RevocationLists) throws(TLSError) -> Void) throws(TLSError) {
        try folder.withLock { folder throws(TLSError) in
            var lists = state.withLock { $0.revocations }
            try change(&lists)
            try folder.write(Array(lists.pem.utf8), to: .revocations)
            state.withLock { $0.revocations = lists }
        }
        listeners.tell()
    }

    private func changeTrust<Value: Sendable>(
        _ change: (inout TrustList) throws(TLSError) -> Value
    ) throws(TLSError) -> Value {
        let value = try folder.withLock { folder throws(TLSError) in
            var list = state.withLock { $0.trust }
            let value = try change(&list)
            try folder.write(Array(list.pem.utf8), to: .trusted)
            state.withLock { $0.trust = list }
            return value
        }
        listeners.tell()
        return value
    }

    private func changeRejected(_ change: (inout RejectedCertificates) -> Void) throws(TLSError) {
        try folder.withLock { folder throws(TLSError) in
            // In memory first: chains that come meanwhile stay, and are written with it or after it.
            let changed = state.withLock { state in
                change(&state.rejected)
                return state.rejected
            }
            try folder.write(changed.file, to: .rejected)
        }
        listeners.tell()
    }
}
