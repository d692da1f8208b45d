import SNMPProtocol
import Testing

@testable import SNMPAgent

/// Digests and ciphers against what Python's hmac and cryptography give, and OpenSSL's command for DES: a round trip would
/// not show an initialization vector that is wrong on both ways.
@Suite struct KnownAnswerTests {
    private static let key = [UInt8](0x10..<0x30)
    private static let plain = [UInt8](0..<24)
    private static let salt = [UInt8](0..<8)
    private static let boots: Int32 = 0x0102_0304
    private static let time: Int32 = 0x7ffe_fdfc

    private static func hexadecimal(_ octets: [UInt8]) -> String {
        octets.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test(
        arguments: [
            (.aes128, "d00c2188cd76764a3083fc3ce51a84845d81c37338c57b6c"),
            (.aes192, "dfcbbef68572d8cba3ff46b4220f60b29e380f1c5c6db2af"),
            (.aes256, "3e31fff1a0b837d6d04465415418e804583a7ec14db4195d"),
            (.des, "ccff8d2e547f44382071354b5954a706539d2e5b3c4ae704"),
        ] as [(PrivacyProtocol, String)])
    func `a cipher begins with boots, time and salt, and DES with salt and key`(
        cipher: PrivacyProtocol, expected: String
    ) throws {
        let key = try #require(CipherKey(cipher, key: Self.key))
        var octets = Self.plain
        #expect(TestManager.run(key, encrypting: true, &octets, Self.boots, Self.time, Self.salt))
        #expect(Self.hexadecimal(octets) == expected)
        #expect(TestManager.run(key, encrypting: false, &octets, Self.boots, Self.time, Self.salt))
        #expect(octets == Self.plain)
    }

    @Test(arguments: PrivacyProtocol.allCases)
    func `a key that is too short makes no cipher`(cipher: PrivacyProtocol) {
        #expect(CipherKey(cipher, key: Array(Self.key.prefix(cipher.keyLength))) != nil)
        #expect(CipherKey(cipher, key: Array(Self.key.prefix(cipher.keyLength - 1))) == nil)
    }

    @Test func `DES takes whole blocks only`() throws {
        let key = try #require(CipherKey(.des, key: Self.key))
        for count in [1, 7, 9, 23] {
            var octets = [UInt8](repeating: 0, count: count)
            #expect(!TestManager.run(key, encrypting: false, &octets, 1, 1, Self.salt))
            #expect(key.paddedCount(count) % 8 == 0 && key.paddedCount(count) - count < 8)
        }
    }

    @Test(
        arguments: [
            (.md5, "fac260c31b18806d1cfc209b3f7d4239"),
            (.sha1, "ab2fae24ea788df81a7814f9cb68001eae259a70"),
            (.sha224, "e77e67d9431b5b1d934f3ca55b3b25588033638ba0d29eb5ab91ec89"),
            (.sha256, "8f09165ff8f362dbc152ffb5918c272339082f281edd176b97a6138d6b781e73"),
            (
                .sha384,
                "bf33805a26f19c822609d8c2c320a64ef3b19ca33a95407625d4b2e568efe220"
                    + "dc3ba19365bea77b5bba49bbb3ecba1c"
            ),
            (
                .sha512,
                "a3dc0263384199c4b8e568334b7a4c7620c856ea492a2682834698caf95dd77f"
                    + "d65ff636b96b614c89f395cb78dd61b76be70fe24f508f2daf78966e21c30738"
            ),
        ] as [(AuthenticationProtocol, String)])
    func `a digest counts its own place as zeros`(algorithm: AuthenticationProtocol, expected: String) throws {
        let key = try #require(DigestKey(algorithm, key: [UInt8](1...UInt8(algorithm.keyLength))))
        let message = (0..<200).map { UInt8(truncatingIfNeeded: $0 * 7) }
        var digest = [UInt8](repeating: 0, count: 64)
        let count = key.digest(of: message, count: message.count, hole: 60, holeCount: 12, to: &digest)
        #expect(Self.hexadecimal(Array(digest.prefix(count))) == expected)
        #expect(key.digest(of: message, count: message.count, hole: 189, holeCount: 12, to: &digest) == 0)
    }
}
