import Logging
public import Settings
import Synchronization
import Threads
import Waking

extension CertificateStore {
    /// What the certificates of a PKCS #12 file are for.
    public enum ImportTarget: String, Hashable, Sendable, CaseIterable {
        /// The device shall have its certificate and key (manual 4.1.10.4.4).
        case device
        /// The device shall trust its certificates (manual 4.1.10.3).
        case trust
    }

    /// Makes a self-signed certificate, and a key for it unless the old one is reused, and takes it as the device's (manual
    /// 4.1.10.4.2). Throws for fields that cannot be; then nothing has changed.
    public func createSelfSigned(_ request: CertificateRequest) async throws(TLSError) {
        try request.check()
        let key = try await key(for: request)
        let certificate = try request.selfSigned(with: key, at: now())
        try install(DeviceCertificate(.selfSigned, chain: [certificate], key: key))
    }

    /// Makes a signing request, and a key for it unless the old one is reused; another request that waits is discarded
    /// (manual 4.1.10.4.3). Returns it as PEM.
    @discardableResult
    public func createSigningRequest(_ request: CertificateRequest) async throws(TLSError) -> String {
        try request.check()
        let key = try await key(for: request)
        let made = try SigningRequest(der: request.signingRequest(with: key), key: key)
        try folder.withLock { folder throws(TLSError) in
            try folder.remove(.request)
            state.withLock { $0.request = nil }
            try folder.keep(made)
            state.withLock { $0.request = made }
        }
        listeners.tell()
        return made.pem
    }

    /// Discards the signing request that waits.
    public func discardSigningRequest() throws(TLSError) {
        try folder.withLock { folder throws(TLSError) in
            try folder.discardRequest()
            state.withLock { $0.request = nil }
        }
        listeners.tell()
    }

    /// Takes the answer of an authority, in DER or PEM, with its chain if it came along. The signing request is done with
    /// then. Throws when no request waits, or when no certificate belongs to its key.
    public func uploadSigned(_ octets: [UInt8]) throws(TLSError) {
        let certificates = try Certificate.all(in: octets)
        try folder.withLock { folder throws(TLSError) in
            guard let request = state.withLock({ $0.request }) else {
                throw TLSError(
                    .notFound, "no signing request waits for a certificate; make one first, or import a PKCS #12 file")
            }
            let device = try request.answered(by: certificates)
            try decide(device, in: folder, closesRequest: true)
        }
        listeners.tell()
    }

    /// Imports a PKCS #12 file. Returns how many certificates came in: those of the device's chain, or those that were not
    /// trusted before.
    @discardableResult
    public func importPKCS12(
        _ octets: [UInt8], password: Secret, as target: ImportTarget
    ) async throws(TLSError) -> Int {
        let container = try await Background.run { () throws(TLSError) in
            try PKCS12Container(octets, password: password.revealed)
        }
        switch target {
        case .device:
            let device = try container.device()
            try install(device)
            return device.identity.chain.count
        case .trust:
            guard !container.certificates.isEmpty else {
                throw TLSError(.notFound, "the PKCS #12 file has no certificates")
            }
            return try trust(container.certificates)
        }
    }

    /// Takes the certificate again that the device had made by itself, or a new one when that is gone or has expired.
    public func restoreDefault() async throws(TLSError) {
        let time = now()
        let folder = folder.withLock { $0 }
        let standard = standard
        let device = try await Background.run { () throws(TLSError) in
            var opening = CertificateOpening(folder: folder, standard: standard, now: time)
            return try opening.standardDevice()
        }
        try install(device)
    }

    private func key(for request: CertificateRequest) async throws(TLSError) -> PrivateKey {
        if let kind = request.key.kind { return try await PrivateKey.make(kind) }
        let key = identity.key
        if let weakness = key.weakness { throw TLSError(.refused, weakness) }
        return key
    }

    private func install(_ device: DeviceCertificate) throws(TLSError) {
        try folder.withLock { folder throws(TLSError) in
            try decide(device, in: folder, closesRequest: false)
        }
        listeners.tell()
    }

    /// Once a change is decided it counts, even if the disk fails behind that: the next start finishes it.
    private func decide(
        _ device: DeviceCertificate, in folder: CertificateFolder, closesRequest: Bool
    ) throws(TLSError) {
        try folder.decide(device, closesRequest: closesRequest)
        state.withLock { state in
            state.device = device
            if closesRequest { state.request = nil }
        }
        do throws(TLSError) {
            try folder.finish(device, closesRequest: closesRequest)
        } catch {
            logger.error("The device certificate is changed, but not all files are: \(error)")
        }
    }
}
