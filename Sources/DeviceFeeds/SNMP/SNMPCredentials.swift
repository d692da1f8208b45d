/// How the agent says to a device who it is. It never shows its secrets: neither as text nor to a debugger's mirror.
public struct SNMPCredentials: Hashable, Sendable {
    /// The versions of SNMP.
    public enum Version: UInt8, Hashable, Sendable, CaseIterable {
        /// Version 1 (RFC 1157).
        case v1 = 1
        /// Version 2c (RFC 3416, RFC 1901).
        case v2c = 2
        /// Version 3 with users (RFC 3414).
        case v3 = 3
    }

    /// How messages are authenticated (RFC 3414, 6 and 7; RFC 7860).
    public enum Authentication: UInt8, Hashable, Sendable, CaseIterable {
        /// HMAC-MD5-96.
        case md5 = 1
        /// HMAC-SHA-96.
        case sha = 2
        /// HMAC-128-SHA-224.
        case sha224 = 3
        /// HMAC-192-SHA-256.
        case sha256 = 4
        /// HMAC-256-SHA-384.
        case sha384 = 5
        /// HMAC-384-SHA-512.
        case sha512 = 6
    }

    /// How messages are encrypted (RFC 3414, 8; RFC 3826; for longer keys two drafts that differ with short digests).
    public enum Privacy: UInt8, Hashable, Sendable, CaseIterable {
        /// CBC-DES.
        case des = 1
        /// CFB128-AES-128.
        case aes128 = 2
        /// AES-192, keys extended as by Blumenthal.
        case aes192 = 3
        /// AES-256, keys extended as by Blumenthal.
        case aes256 = 4
        /// AES-192, keys extended as by Reeder.
        case aes192Reeder = 5
        /// AES-256, keys extended as by Reeder.
        case aes256Reeder = 6
    }

    /// How well a message of version 3 is protected (RFC 3411, 3.4.3).
    public enum SecurityLevel: UInt8, Hashable, Sendable, Comparable {
        /// Neither authenticated nor encrypted.
        case noAuthNoPriv = 0
        /// Authenticated.
        case authNoPriv = 1
        /// Authenticated and encrypted.
        case authPriv = 2

        /// A level is less than one that protects more.
        public static func < (left: SecurityLevel, right: SecurityLevel) -> Bool { left.rawValue < right.rawValue }
    }

    /// The version.
    public let version: Version
    /// The community of version 1 and 2c; at most 255 octets.
    let community: String
    /// The user of version 3; at most 32 octets.
    public let user: String
    /// How the user authenticates; `nil` when he does not.
    public let authentication: Authentication?
    let authenticationPassword: String
    /// How the user's messages are encrypted; `nil` when they are not.
    public let privacy: Privacy?
    let privacyPassword: String
    /// The context (RFC 3411, 3.3.1), mostly empty; at most 64 octets.
    public let contextName: String

    private init(
        version: Version, community: String = "", user: String = "", authentication: Authentication? = nil,
        authenticationPassword: String = "", privacy: Privacy? = nil, privacyPassword: String = "",
        contextName: String = ""
    ) {
        self.version = version
        self.community = community
        self.user = user
        self.authentication = authentication
        self.authenticationPassword = authenticationPassword
        self.privacy = privacy
        self.privacyPassword = privacyPassword
        self.contextName = contextName
    }

    /// Version 1 with a community.
    public static func v1(community: String) -> SNMPCredentials {
        SNMPCredentials(version: .v1, community: community)
    }

    /// Version 2c with a community.
    public static func v2c(community: String) -> SNMPCredentials {
        SNMPCredentials(version: .v2c, community: community)
    }

    /// Version 3 with a user. Passwords have 8 octets at least (RFC 3414, 11.2); what is encrypted is authenticated, too.
    public static func v3(
        user: String, authentication: (protocol: Authentication, password: String)? = nil,
        privacy: (protocol: Privacy, password: String)? = nil, contextName: String = ""
    ) -> SNMPCredentials {
        SNMPCredentials(
            version: .v3, user: user, authentication: authentication?.protocol,
            authenticationPassword: authentication?.password ?? "", privacy: privacy?.protocol,
            privacyPassword: privacy?.password ?? "", contextName: contextName)
    }

    /// How well messages with these credentials are protected.
    public var securityLevel: SecurityLevel {
        authentication == nil ? .noAuthNoPriv : privacy == nil ? .authNoPriv : .authPriv
    }

    /// What is wrong with them, for whoever set them; `nil` when they can be used. No secret is in the text.
    public var defect: String? {
        switch version {
        case .v1, .v2c:
            if community.isEmpty { return "a community is needed for version 1 and 2c" }
            if community.utf8.count > 255 { return "a community has at most 255 octets" }
        case .v3:
            if user.isEmpty { return "a user is needed for version 3" }
            if user.utf8.count > 32 { return "a user's name has at most 32 octets" }
            if contextName.utf8.count > 64 { return "a context's name has at most 64 octets" }
            if authentication != nil, authenticationPassword.utf8.count < 8 {
                return "the authentication password needs 8 octets at least"
            }
            if privacy != nil, authentication == nil { return "what is encrypted must be authenticated, too" }
            if privacy != nil, privacyPassword.utf8.count < 8 {
                return "the privacy password needs 8 octets at least"
            }
        }
        return nil
    }

    /// Whether a community is this one; the time that it takes does not tell how much of it was right.
    func hasCommunity(_ octets: [UInt8]) -> Bool {
        let own = Array(community.utf8)
        guard own.count == octets.count else { return false }
        return zip(own, octets).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension SNMPCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The version, and of version 3 the user and the level.
    public var description: String {
        switch version {
        case .v1: "SNMPv1"
        case .v2c: "SNMPv2c"
        case .v3: "SNMPv3 user \(user) \(securityLevel)"
        }
    }

    /// The same as the description.
    public var debugDescription: String { description }

    /// What may be seen.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
