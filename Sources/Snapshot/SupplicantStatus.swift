public import LinkProtocols
public import NetworkValues

/// What the supplicant of 802.1X on an interface does (manual 4.2.10; dot1xSuppConfigTable of IEEE8021-PAE-MIB). It has no
/// secret in it.
public struct SupplicantStatus: Sendable, Equatable {
    /// A TLS handshake with a server.
    public struct Handshake: Sendable, Equatable {
        /// The version, such as `TLSv1.3`.
        public var version: String
        /// The cipher suite by its standard name, such as `TLS_AES_256_GCM_SHA384`.
        public var cipher: String
        /// Whose certificate the server showed, as RFC 2253 text; empty when it showed none.
        public var peerSubject: String
        /// The last second of that certificate's validity; `nil` when it showed none.
        public var peerNotAfter: Timestamp?

        /// Tells of a handshake.
        public init(version: String, cipher: String, peerSubject: String, peerNotAfter: Timestamp?) {
            self.version = version
            self.cipher = cipher
            self.peerSubject = peerSubject
            self.peerNotAfter = peerNotAfter
        }
    }

    /// The interface's name.
    public var interface: String
    /// The interface's address.
    public var address: MACAddress
    /// The user, which is also the identity; `nil` when none is configured, and the supplicant is silent.
    public var user: String?
    /// The methods that it can do, the better one first.
    public var methods: [String] = []
    /// The state of the port access entity.
    public var state = SupplicantPAEState.disconnected
    /// The state of the backend.
    public var backend = SupplicantBackendState.initialize
    /// Why, in words.
    public var reason = SupplicantReason.notConfigured.description
    /// Whether the port is open: accepted, or there is no authenticator.
    public var isAuthorized = false
    /// Whether the link is up.
    public var hasLink = false
    /// The method by which it was accepted; `nil` while it is not, or when there is no authenticator.
    public var method: String?
    /// The last TLS handshake that was done, also when the server refused the device afterwards; `nil` when there was none
    /// since the conversation began.
    public var handshake: Handshake?
    /// Why the last conversation that failed did so; kept until one ends well.
    public var lastFailure: String?
    /// Why a packet was passed over the last time; `nil` when none was.
    public var lastDiscard: String?
    /// The last message of the server for people, on one line; `nil` when there was none.
    public var lastNotification: String?
    /// The counters.
    public var statistics = SupplicantStatistics()
    /// Times and counts.
    public var timers = SupplicantTimers()
    /// Since when state and reason stand; `nil` before anything happened.
    public var since: Timestamp?

    /// Makes the status of a supplicant without user and link.
    public init(interface: String, address: MACAddress) {
        self.interface = interface
        self.address = address
    }
}
