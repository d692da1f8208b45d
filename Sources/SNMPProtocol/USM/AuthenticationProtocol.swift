/// The authentication protocols of the User-based Security Model (RFC 3414 6 and 7, RFC 7860 4).
public enum AuthenticationProtocol: UInt8, Hashable, Sendable, CaseIterable {
    /// HMAC-MD5-96.
    case md5 = 1
    /// HMAC-SHA-96.
    case sha1 = 2
    /// HMAC-128-SHA-224.
    case sha224 = 3
    /// HMAC-192-SHA-256.
    case sha256 = 4
    /// HMAC-256-SHA-384.
    case sha384 = 5
    /// HMAC-384-SHA-512.
    case sha512 = 6

    /// The octets of the digest that a message carries: exactly so many.
    public var digestLength: Int {
        switch self {
        case .md5, .sha1: 12
        case .sha224: 16
        case .sha256: 24
        case .sha384: 32
        case .sha512: 48
        }
    }

    /// The octets of a localized key: those of the whole hash.
    public var keyLength: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha224: 28
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }
}

/// How a localized key that is too short for a cipher is made longer.
public enum KeyExtension: UInt8, Hashable, Sendable, CaseIterable {
    /// By hashing what there is (draft-blumenthal-aes-usm-04, 3.1.2.1).
    case blumenthal = 1
    /// By localizing again with the key as the password (draft-reeder-snmpv3-usm-3desede-00, 2.1), as Cisco does.
    case reeder = 2
}

/// The privacy protocols of the User-based Security Model (RFC 3414 8, RFC 3826).
public enum PrivacyProtocol: UInt8, Hashable, Sendable, CaseIterable {
    /// CBC-DES.
    case des = 1
    /// CFB128-AES-128.
    case aes128 = 2
    /// CFB128-AES-192.
    case aes192 = 3
    /// CFB128-AES-256.
    case aes256 = 4

    /// The octets of a localized key: the cipher's own, and for DES eight more for the initialization vector.
    public var keyLength: Int {
        switch self {
        case .des, .aes128: 16
        case .aes192: 24
        case .aes256: 32
        }
    }

    /// The octets of a salt.
    public static let saltLength = 8
}
