/// The initialization vectors of the privacy protocols.
public enum InitializationVector {
    /// The vector of CBC-DES: the second half of the key, changed by the salt (RFC 3414 8.1.1.1).
    public static func des(key: [UInt8], salt: [UInt8]) -> [UInt8] {
        zip(key.dropFirst(8), salt).map { $0 ^ $1 }
    }

    /// The vector of CFB128-AES: boots, time and salt (RFC 3826 3.1.2.1).
    public static func aes(engineBoots: UInt32, engineTime: UInt32, salt: [UInt8]) -> [UInt8] {
        octets(engineBoots) + octets(engineTime) + salt
    }

    /// The salt of CBC-DES: boots and a number that changes with each message (RFC 3414 8.1.1.1).
    public static func desSalt(engineBoots: UInt32, counter: UInt32) -> [UInt8] {
        octets(engineBoots) + octets(counter)
    }

    private static func octets(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }
}
