/// The hash functions that keys are made with, from a library.
public protocol USMHashing {
    /// The hash of `octets`.
    func hash(_ algorithm: AuthenticationProtocol, _ octets: [UInt8]) -> [UInt8]
    /// The hash of `password` repeated to 1,048,576 octets (RFC 3414 A.2).
    func passwordHash(_ algorithm: AuthenticationProtocol, _ password: [UInt8]) -> [UInt8]
}

/// Makes the keys of one engine from passwords (RFC 3414 2.6, A.2).
public struct KeyLocalization {
    /// The least length of a password in octets (RFC 3414 11.2).
    public static let leastPasswordLength = 8

    private let hashing: any USMHashing
    private let engineID: [UInt8]

    /// Makes keys for an engine.
    public init(engineID: [UInt8], hashing: any USMHashing) {
        self.engineID = engineID
        self.hashing = hashing
    }

    /// The key for authentication: as long as the whole hash.
    public func authenticationKey(_ algorithm: AuthenticationProtocol, password: [UInt8]) -> [UInt8] {
        localized(hashing.passwordHash(algorithm, password), algorithm)
    }

    /// The key for privacy, made longer as far as needed.
    public func privacyKey(
        _ privacy: PrivacyProtocol, _ algorithm: AuthenticationProtocol, password: [UInt8], extension: KeyExtension
    ) -> [UInt8] {
        var key = authenticationKey(algorithm, password: password)
        while key.count < privacy.keyLength {
            switch `extension` {
            case .blumenthal: key += hashing.hash(algorithm, key)
            case .reeder: key += localized(hashing.passwordHash(algorithm, key), algorithm)
            }
        }
        return Array(key.prefix(privacy.keyLength))
    }

    private func localized(_ key: [UInt8], _ algorithm: AuthenticationProtocol) -> [UInt8] {
        hashing.hash(algorithm, key + engineID + key)
    }
}
