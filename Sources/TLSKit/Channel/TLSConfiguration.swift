/// How the connections of a context are made.
public struct TLSConfiguration: Sendable {
    /// Which side this is.
    public enum Role: Hashable, Sendable {
        /// Opens connections.
        case client
        /// Accepts them.
        case server
    }

    /// How far the peer's certificate is checked.
    public enum Verification: Hashable, Sendable {
        /// Who issued it, and for a client the server's name.
        case full
        /// Only who issued it.
        case withoutName
        /// Not at all; a server then asks for none.
        case none
    }

    /// Which side this is.
    public var role: Role
    /// Versions and cipher suites.
    public var profile: TLSProfile
    /// Whether TLS 1.3 is spoken where both sides can.
    public var allowsTLS13: Bool
    /// What this side shows of itself; a client shows it only when it is asked.
    public var identity: TLSIdentity?
    /// What is trusted: authorities, and certificates of peers themselves.
    public var trusted: [Certificate]
    /// Peers that are trusted by the SHA-256 digest of their certificate, 32 octets each, whoever signed it.
    public var pinned: [[UInt8]] = []
    /// Whether a client may come back with the session of before, whose certificate is not looked at again; only for a
    /// server.
    public var allowsResumption = true
    /// Whether the authorities of the operating system are trusted, too.
    public var usesSystemTrust: Bool
    /// How far the peer's certificate is checked.
    public var verification: Verification
    /// Whether a client must show a certificate; only for a server.
    public var requiresPeerCertificate: Bool
    /// Whether a certificate that an authority signed must say what it may be used for (manual 4.7.2).
    public var requiresKeyUsage: Bool
    /// Revocation lists, as DER. The certificates of an issuer without one are not checked for revocation.
    public var revocationLists: [[UInt8]]
    /// The application protocols in the order of preference (RFC 7301).
    public var applicationProtocols: [String]
    /// Whether the clients never read, as senders of syslog may not: such a server then sends nothing behind the handshake
    /// (RFC 8446 4.6.1). A client that closes before it has read a ticket has its system drop the lines under way.
    public var hasSilentClients: Bool
    /// What the connections are for, in reports of alerts and of rejected certificates.
    public var purpose: String
    /// Who hears of alerts and of rejected certificates.
    public var observer: TLSObserver

    /// Makes a configuration.
    public init(
        role: Role, profile: TLSProfile = .modern, allowsTLS13: Bool = true, identity: TLSIdentity? = nil,
        trusted: [Certificate] = [], usesSystemTrust: Bool = false, verification: Verification = .full,
        requiresPeerCertificate: Bool = false, requiresKeyUsage: Bool = false, revocationLists: [[UInt8]] = [],
        applicationProtocols: [String] = [], hasSilentClients: Bool = false, purpose: String,
        observer: TLSObserver = TLSObserver()
    ) {
        self.role = role
        self.profile = profile
        self.allowsTLS13 = allowsTLS13
        self.identity = identity
        self.trusted = trusted
        self.usesSystemTrust = usesSystemTrust
        self.verification = verification
        self.requiresPeerCertificate = requiresPeerCertificate
        self.requiresKeyUsage = requiresKeyUsage
        self.revocationLists = revocationLists
        self.applicationProtocols = applicationProtocols
        self.hasSilentClients = hasSilentClients
        self.purpose = purpose
        self.observer = observer
    }
}
