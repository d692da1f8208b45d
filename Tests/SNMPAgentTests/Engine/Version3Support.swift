import SNMPProtocol
import Settings

@testable import SNMPAgent

/// A manager of version 3 that can also do wrong.
struct TestManager {
    static let engineID: [UInt8] = [0x80, 0, 0x1f, 0x88, 5, 1, 2, 3]
    static let authenticationPassword = Secret("authentication")
    static let privacyPassword = Secret("privacy-password")

    let user: SNMPUser
    let keys: LocalizedUser
    var name: String
    var engineID = Self.engineID
    var boots: Int32 = 7
    var time: Int32 = 0
    var flags: UInt8
    var model = 3
    var maximumSize = 1472
    var contextName = ""
    var messageID = 99
    /// Changes the digest of what is sent.
    var spoilsDigest = false
    /// The digest's octets that are sent; `nil` for all that belong to the algorithm.
    var digestCount: Int?

    init(
        _ authentication: AuthenticationProtocol? = nil, _ privacy: PrivacyProtocol? = nil,
        keyExtension: KeyExtension = .blumenthal, writeView: String = MIBView.none.name
    ) {
        name = "user"
        user = SNMPUser(
            name: name,
            authentication: authentication.map { .init(algorithm: $0, password: Self.authenticationPassword) },
            privacy: privacy.map {
                .init(algorithm: $0, password: Self.privacyPassword, keyExtension: keyExtension)
            }, writeView: writeView)
        keys = LocalizedUser(user, engineID: Self.engineID, hashing: LibraryHashing())
        flags = 4 | (authentication == nil ? 0 : 1) | (user.privacy == nil ? 0 : 2)
    }

    /// A policy that knows the user.
    var policy: AccessPolicy { AccessPolicy(views: [], communities: [], users: [keys]) }

    /// The message that carries a PDU.
    func message(_ pdu: [UInt8]) -> [UInt8] { message(scoped: scoped(pdu)) }

    /// The scoped PDU that carries a PDU.
    func scoped(_ pdu: [UInt8]) -> [UInt8] {
        BER.element(0x30, BER.element(4, engineID) + BER.element(4, Array(contextName.utf8)) + pdu)
    }

    /// The message that carries a scoped PDU, or what is left of one.
    func message(scoped: [UInt8]) -> [UInt8] {
        var data = scoped
        var salt: [UInt8] = []
        if flags & 2 != 0, let cipher = keys.cipher, let key = CipherKey(cipher.algorithm, key: cipher.key) {
            salt = [0, 0, 0, 7, 1, 2, 3, 4]
            data += [UInt8](repeating: 0, count: key.paddedCount(data.count) - data.count)
            _ = Self.run(key, encrypting: true, &data, boots, time, salt)
            data = BER.element(4, data)
        }
        let count = flags & 1 == 0 ? 0 : digestCount ?? keys.digest?.length ?? 0
        func assembled(_ digest: [UInt8]) -> [UInt8] {
            let parameters = BER.element(
                0x30,
                BER.element(4, engineID) + BER.integer(Int(boots)) + BER.integer(Int(time))
                    + BER.element(4, Array(name.utf8)) + BER.element(4, digest) + BER.element(4, salt))
            let header = BER.element(
                0x30, BER.integer(messageID) + BER.integer(maximumSize) + BER.element(4, [flags]) + BER.integer(model))
            return BER.element(0x30, BER.integer(3) + header + BER.element(4, parameters) + data)
        }
        let plain = assembled([UInt8](repeating: 0, count: count))
        guard count > 0, let key = keys.digest?.key else { return plain }
        var digest = [UInt8](repeating: 0, count: 64)
        _ = key.digest(of: plain, count: plain.count, hole: 0, holeCount: 0, to: &digest)
        if spoilsDigest { digest[count - 1] ^= 1 }
        return assembled(Array(digest.prefix(count)))
    }

    static func run(
        _ key: CipherKey, encrypting: Bool, _ octets: inout [UInt8], _ boots: Int32, _ time: Int32, _ salt: [UInt8]
    ) -> Bool {
        let count = octets.count
        return octets.withUnsafeMutableBufferPointer { room in
            guard let base = room.baseAddress else { return false }
            return key.run(encrypting: encrypting, base, count: count, boots: boots, time: time, salt: salt)
        }
    }

    /// Reads an answer, whose digest must be right; `nil` when it is not whole.
    func read(_ octets: [UInt8]?) -> Version3Answer? {
        guard let octets else { return nil }
        var outer = octets[...]
        guard var message = ReadMessage.take(0x30, &outer), outer.isEmpty, ReadMessage.integer(&message) == 3,
            var header = ReadMessage.take(0x30, &message), let id = ReadMessage.integer(&header), id == messageID,
            ReadMessage.integer(&header) != nil, let flags = ReadMessage.take(4, &header)?.first,
            var wrapped = ReadMessage.take(4, &message), var parameters = ReadMessage.take(0x30, &wrapped),
            let engineID = ReadMessage.take(4, &parameters), let boots = ReadMessage.integer(&parameters),
            let time = ReadMessage.integer(&parameters), ReadMessage.take(4, &parameters) != nil,
            let digest = ReadMessage.take(4, &parameters), let salt = ReadMessage.take(4, &parameters)
        else { return nil }
        if flags & 1 != 0 {
            guard let (key, length) = keys.digest, digest.count == length else { return nil }
            var expected = [UInt8](repeating: 0, count: 64)
            _ = key.digest(
                of: octets, count: octets.count, hole: digest.startIndex, holeCount: length, to: &expected)
            guard digest.elementsEqual(expected.prefix(length)) else { return nil }
        }
        var data = message
        if flags & 2 != 0 {
            guard let cipher = keys.cipher, let key = CipherKey(cipher.algorithm, key: cipher.key),
                var encrypted = ReadMessage.take(4, &message).map(Array.init),
                Self.run(key, encrypting: false, &encrypted, Int32(boots), Int32(time), Array(salt))
            else { return nil }
            data = encrypted[...]
        }
        guard var scoped = ReadMessage.take(0x30, &data), ReadMessage.take(4, &scoped) != nil,
            ReadMessage.take(4, &scoped) != nil, let (tag, body) = CellReader.element(&scoped),
            let pdu = ReadPDU(body)
        else { return nil }
        return Version3Answer(
            flags: flags, engineID: Array(engineID), boots: Int32(boots), time: Int32(time), tag: tag, pdu: pdu)
    }
}

/// An answer in version 3.
struct Version3Answer {
    var flags: UInt8
    var engineID: [UInt8]
    var boots: Int32
    var time: Int32
    var tag: UInt8
    var pdu: ReadPDU

    /// The counter that a report names, by its place below usmStats; `nil` when it is no report.
    var reported: UInt32? {
        guard tag == PDUType.report.rawValue, let name = pdu.cells.first?.name,
            name.starts(with: [1, 3, 6, 1, 6, 3, 15, 1, 1])
        else { return nil }
        return name.dropLast().last
    }
}
