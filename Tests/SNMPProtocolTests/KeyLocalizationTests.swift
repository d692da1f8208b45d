import COpenSSL
import SNMPProtocol
import Testing

/// The hash functions of the system's library.
private struct LibraryHashing: USMHashing {
    func hash(_ algorithm: AuthenticationProtocol, _ octets: [UInt8]) -> [UInt8] {
        var room = [UInt8](repeating: 0, count: 64)
        let count = ipd_digest(Int32(algorithm.rawValue), octets, octets.count, &room)
        return Array(room.prefix(count))
    }

    func passwordHash(_ algorithm: AuthenticationProtocol, _ password: [UInt8]) -> [UInt8] {
        var room = [UInt8](repeating: 0, count: 64)
        let count = ipd_password_digest(Int32(algorithm.rawValue), password, password.count, &room)
        return Array(room.prefix(count))
    }
}

/// The keys that the password maplesyrup gives for the engine 000000000000000000000002: the vectors of RFC 3414 A.3 for
/// MD5 and SHA, and for the others what Python's hashlib computes by the same rules.
struct KeyLocalizationTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        var algorithm: AuthenticationProtocol
        var key: String
        var blumenthal: String
        var reeder: String

        var testDescription: String { "\(algorithm)" }
    }

    static let vectors: [Vector] = [
        Vector(
            algorithm: .md5,
            key: "526f5eed9fcce26f8964c2930787d82b",
            blumenthal: "526f5eed9fcce26f8964c2930787d82bfa24a92467426c2f4b09192be10dfaec",
            reeder: "526f5eed9fcce26f8964c2930787d82b79eff44a90650ee0a3a40abfac5acc12"),
        Vector(
            algorithm: .sha1,
            key: "6695febc9288e36282235fc7151f128497b38f3f",
            blumenthal: "6695febc9288e36282235fc7151f128497b38f3f505e07eb9af25568fa1f5dbe",
            reeder: "6695febc9288e36282235fc7151f128497b38f3f9b8b6d78936ba6e7d19dfd9c"),
        Vector(
            algorithm: .sha224,
            key: "0bd8827c6e29f8065e08e09237f177e410f69b90e1782be682075674",
            blumenthal: "0bd8827c6e29f8065e08e09237f177e410f69b90e1782be682075674e82d9bf0",
            reeder: "0bd8827c6e29f8065e08e09237f177e410f69b90e1782be68207567422c34be4"),
        Vector(
            algorithm: .sha256,
            key: "8982e0e549e866db361a6b625d84cccc11162d453ee8ce3a6445c2d6776f0f8b",
            blumenthal: "8982e0e549e866db361a6b625d84cccc11162d453ee8ce3a6445c2d6776f0f8b",
            reeder: "8982e0e549e866db361a6b625d84cccc11162d453ee8ce3a6445c2d6776f0f8b"),
        Vector(
            algorithm: .sha384,
            key: "3b298f16164a11184279d5432bf169e2d2a48307de02b3d3f7e2b4f36eb6f045"
                + "5a53689a3937eea07319a633d2ccba78",
            blumenthal: "3b298f16164a11184279d5432bf169e2d2a48307de02b3d3f7e2b4f36eb6f045",
            reeder: "3b298f16164a11184279d5432bf169e2d2a48307de02b3d3f7e2b4f36eb6f045"),
        Vector(
            algorithm: .sha512,
            key: "22a5a36cedfcc085807a128d7bc6c2382167ad6c0dbc5fdff856740f3d84c099"
                + "ad1ea87a8db096714d9788bd544047c9021e4229ce27e4c0a69250adfcffbb0b",
            blumenthal: "22a5a36cedfcc085807a128d7bc6c2382167ad6c0dbc5fdff856740f3d84c099",
            reeder: "22a5a36cedfcc085807a128d7bc6c2382167ad6c0dbc5fdff856740f3d84c099"),
    ]

    private let keys = KeyLocalization(
        engineID: [UInt8](repeating: 0, count: 11) + [2], hashing: LibraryHashing())
    private let password = Array("maplesyrup".utf8)

    private func hexadecimal(_ octets: [UInt8]) -> String {
        octets.map { (String($0 >> 4, radix: 16)) + String($0 & 15, radix: 16) }.joined()
    }

    @Test(arguments: vectors)
    func `a password gives the key of one engine`(vector: Vector) {
        let key = keys.authenticationKey(vector.algorithm, password: password)
        #expect(hexadecimal(key) == vector.key)
        #expect(key.count == vector.algorithm.keyLength)
    }

    @Test(arguments: vectors)
    func `a key that is too short is made longer`(vector: Vector) {
        let hashed = keys.privacyKey(.aes256, vector.algorithm, password: password, extension: .blumenthal)
        #expect(hexadecimal(hashed) == vector.blumenthal)
        let localized = keys.privacyKey(.aes256, vector.algorithm, password: password, extension: .reeder)
        #expect(hexadecimal(localized) == vector.reeder)
    }

    @Test(arguments: PrivacyProtocol.allCases)
    func `a privacy key is as long as its cipher takes`(cipher: PrivacyProtocol) {
        for algorithm in AuthenticationProtocol.allCases {
            let key = keys.privacyKey(cipher, algorithm, password: password, extension: .blumenthal)
            #expect(key.count == cipher.keyLength)
            #expect(key.starts(with: keys.authenticationKey(algorithm, password: password).prefix(key.count)))
        }
    }

    @Test func `another engine has another key`() {
        let other = KeyLocalization(engineID: [0x80, 0, 0x1f, 0x88, 5, 1], hashing: LibraryHashing())
        #expect(
            other.authenticationKey(.sha256, password: password) != keys.authenticationKey(.sha256, password: password))
    }
}
