import LinkLayer
import Synchronization
import TLSKit

/// Makes the TLS contexts of all parts of the agent out of the settings and the certificates, and keeps each until one of
/// both changes: sessions are resumed within a context.
final class TLSContexts: Sendable {
    /// What a context is for.
    struct Purpose: Hashable, Sendable {
        /// Client or server.
        var role: TLSConfiguration.Role
        /// How far the peer's certificate is checked.
        var verification: TLSConfiguration.Verification
        /// Whether a client must show a certificate; of no meaning for a client.
        var requiresPeerCertificate = false
        /// Whether clients may never read what comes behind the handshake; of no meaning for a client.
        var hasSilentClients = false
        /// Peers that are trusted by the SHA-256 digest of their certificate.
        var pinned: [[UInt8]] = []
        /// Whether TLS 1.0 and 1.1 are left out, whatever the profile says, and each connection shows its certificate anew.
        var isStrict = false
        /// What the connection is for, in reports of alerts and of rejected certificates.
        var name: String

        /// A client's, that checks the server so far.
        static func client(_ name: String, _ verification: TLSConfiguration.Verification) -> Purpose {
            Purpose(role: .client, verification: verification, name: name)
        }

        /// A server's; whether its clients must show a certificate, and whether they only write.
        static func server(
            _ name: String, requiresPeerCertificate: Bool = false, hasSilentClients: Bool = false
        ) -> Purpose {
            Purpose(
                role: .server, verification: requiresPeerCertificate ? .withoutName : .none,
                requiresPeerCertificate: requiresPeerCertificate, hasSilentClients: hasSilentClients, name: name)
        }

        /// A server's whose clients show a certificate each time, from TLS 1.2 on (RFC 9456 2.1); `pinned` are the SHA-256 digests of
        /// those that are trusted for themselves.
        static func secureServer(_ name: String, pinned: [[UInt8]]) -> Purpose {
            var purpose = server(name, requiresPeerCertificate: true)
            purpose.pinned = pinned
            purpose.isStrict = true
            return purpose
        }
    }

    let certificates: CertificateStore
    private let observer: TLSObserver
    private struct State {
        var settings: TLSSettings
        var contexts: [Purpose: TLSContext] = [:]
        /// How often the settings or the certificates have changed.
        var changes = 0

        mutating func forget() {
            contexts = [:]
            changes += 1
        }
    }

    private let state: Mutex<State>

    init(certificates: CertificateStore, settings: TLSSettings, observer: TLSObserver) {
        self.certificates = certificates
        self.observer = observer
        state = Mutex(State(settings: settings))
    }

    /// The context for a purpose. Making it takes some milliseconds.
    func context(for purpose: Purpose) throws -> TLSContext {
        while true {
            let before = state.withLock(\.self)
            if let context = before.contexts[purpose] { return context }
            let context = try make(purpose, before.settings)
            // What was made of things that hold no longer is made again.
            let isNewest = state.withLock { state in
                guard state.changes == before.changes else { return false }
                state.contexts[purpose] = context
                return true
            }
            if isNewest { return context }
        }
    }

    private func make(_ purpose: Purpose, _ settings: TLSSettings) throws -> TLSContext {
        let isOld = settings.profile == .normal || settings.profile == .fast
        var configuration = TLSConfiguration(
            role: purpose.role, profile: purpose.isStrict && isOld ? .secure : settings.profile,
            identity: certificates.identity, trusted: certificates.trusted, usesSystemTrust: settings.usesSystemTrust,
            verification: purpose.verification, requiresPeerCertificate: purpose.requiresPeerCertificate,
            requiresKeyUsage: settings.requiresKeyUsage, revocationLists: certificates.revocations.map(\.der),
            hasSilentClients: purpose.hasSilentClients, purpose: purpose.name, observer: observer)
        configuration.pinned = purpose.pinned
        configuration.allowsResumption = !purpose.isStrict
        return try TLSContext(configuration)
    }

    /// What a supplicant does EAP-TLS with.
    func context(for settings: SupplicantSettings) throws -> EAPTLSContext {
        try EAPTLSContext(
            certificates: certificates, tls: state.withLock { $0.settings }, serverName: settings.serverName,
            allowsTLS13: settings.allowsTLS13, observer: observer)
    }

    /// Takes other settings.
    func apply(_ settings: TLSSettings) {
        state.withLock { state in
            state.settings = settings
            state.forget()
        }
    }

    /// The certificates have changed.
    func forget() {
        state.withLock { $0.forget() }
    }
}
