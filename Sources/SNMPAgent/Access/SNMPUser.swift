public import SNMPProtocol
public import Settings

/// A user of SNMPv3 as the settings name it (RFC 3414 2.1).
public struct SNMPUser: Hashable, Sendable {
    /// How a user proves who it is.
    public struct Authentication: Hashable, Sendable {
        /// The protocol.
        public var algorithm: AuthenticationProtocol
        /// The password, at least eight octets.
        public var password: Secret

        /// Makes it.
        public init(algorithm: AuthenticationProtocol, password: Secret) {
            self.algorithm = algorithm
            self.password = password
        }
    }

    /// How a user's messages are encrypted.
    public struct Privacy: Hashable, Sendable {
        /// The protocol.
        public var algorithm: PrivacyProtocol
        /// The password, at least eight octets.
        public var password: Secret
        /// How a key that is too short is made longer.
        public var keyExtension: KeyExtension

        /// Makes it.
        public init(algorithm: PrivacyProtocol, password: Secret, keyExtension: KeyExtension = .blumenthal) {
            self.algorithm = algorithm
            self.password = password
            self.keyExtension = keyExtension
        }
    }

    /// The name, 1 to 32 octets.
    public var name: String
    /// How the user proves who it is; `nil` when it does not.
    public var authentication: Authentication?
    /// How its messages are encrypted; `nil` when they are not. Needs authentication.
    public var privacy: Privacy?
    /// The name of the view that the user may read.
    public var view: String
    /// The name of the view that the user may write. Without authentication nothing is written.
    public var writeView: String
    /// The least protection with which it may.
    public var leastLevel: SecurityLevel

    /// Makes a user. Unless told otherwise it may read only with all the protection that it has.
    public init(
        name: String, authentication: Authentication? = nil, privacy: Privacy? = nil, view: String = MIBView.all.name,
        writeView: String = MIBView.none.name, leastLevel: SecurityLevel? = nil
    ) {
        self.name = name
        self.authentication = authentication
        self.privacy = authentication == nil ? nil : privacy
        self.view = view
        self.writeView = writeView
        self.leastLevel = .noAuthNoPriv
        self.leastLevel = leastLevel ?? bestLevel
    }

    /// The best protection that the user has.
    public var bestLevel: SecurityLevel {
        authentication == nil ? .noAuthNoPriv : privacy == nil ? .authNoPriv : .authPriv
    }
}
