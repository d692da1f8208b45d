import SNMPProtocol

/// Makes messages of version 3 with the keys of the engine's users, which are localized for the engine itself: it is the
/// authoritative one of what it sends unasked (RFC 3414 1.5.1).
struct UserSealer: NotificationSealer {
    let shared: EngineShared
    /// msgMaxSize.
    let maximumMessage: Int

    var engineID: [UInt8] { shared.identity.engineID }

    /// Everything around a scopedPDU at its longest: headers, engine ID, times, a name of 32 octets, a digest of 48, a salt
    /// and the padding of DES.
    var overhead: Int { 4 + 3 + 20 + 4 + 4 + 2 + engineID.count + 12 + 2 + 32 + 2 + 48 + 2 + 8 + 4 + 8 }

    func seal(_ scopedPDU: [UInt8], user: String, messageID: Int32) throws(NotificationSealError) -> [UInt8] {
        let name = Array(user.utf8)
        guard let user = shared.policy.users.first(where: { $0.name == name }) else {
            throw NotificationSealError("there is no user \(user); add one to the settings")
        }
        let time = shared.clock.seconds
        var salt: [UInt8] = []
        var data = scopedPDU
        if let cipher = user.cipher { (data, salt) = try encrypt(scopedPDU, cipher, time: time) }
        let digestCount = user.digest?.length ?? 0
        let saltElement = BEREncoding.element(BERTag.octetString, salt)
        let parameters = BEREncoding.element(
            BERTag.sequence,
            BEREncoding.element(BERTag.octetString, engineID) + BEREncoding.integer(Int64(shared.identity.boots))
                + BEREncoding.integer(Int64(time)) + BEREncoding.element(BERTag.octetString, name)
                + BEREncoding.element(BERTag.octetString, [UInt8](repeating: 0, count: digestCount)) + saltElement)
        let flags = (user.digest == nil ? 0 : SecurityHeader.auth) | (user.cipher == nil ? 0 : SecurityHeader.priv)
        let header = BEREncoding.element(
            BERTag.sequence,
            BEREncoding.integer(Int64(messageID)) + BEREncoding.integer(Int64(maximumMessage))
                + BEREncoding.element(BERTag.octetString, [flags])
                + BEREncoding.integer(Int64(SecurityHeader.userModel)))
        var message = BEREncoding.element(
            BERTag.sequence,
            BEREncoding.integer(3) + header + BEREncoding.element(BERTag.octetString, parameters) + data)
        if let (key, _) = user.digest {
            let place = message.count - data.count - saltElement.count - digestCount
            let digest = try sign(message, key)
            message.replaceSubrange(place..<place + digestCount, with: digest.prefix(digestCount))
        }
        return message
    }

    /// The encrypted scopedPDU as an OCTET STRING, and its salt.
    private func encrypt(
        _ scopedPDU: [UInt8], _ cipher: (algorithm: PrivacyProtocol, key: [UInt8]), time: Int32
    ) throws(NotificationSealError) -> (data: [UInt8], salt: [UInt8]) {
        guard let key = CipherKey(cipher.algorithm, key: cipher.key) else {
            throw NotificationSealError("the cipher \(cipher.algorithm) cannot be used")
        }
        let boots = shared.identity.boots
        var number = shared.salts.take()
        if cipher.algorithm == .des { number = UInt64(UInt32(bitPattern: boots)) << 32 | number & 0xffff_ffff }
        let salt = (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
        var octets = scopedPDU
        octets += [UInt8](repeating: 0, count: key.paddedCount(octets.count) - octets.count)
        let count = octets.count
        let isDone = octets.withUnsafeMutableBufferPointer { room in
            salt.withUnsafeBufferPointer { salt in
                guard let base = room.baseAddress, let salt = salt.baseAddress else { return false }
                return key.run(encrypting: true, base, count: count, boots: boots, time: time, salt: salt)
            }
        }
        guard isDone else { throw NotificationSealError("the notification could not be encrypted") }
        return (BEREncoding.element(BERTag.octetString, octets), salt)
    }

    /// The whole digest of a message whose digest field is zero.
    private func sign(_ message: [UInt8], _ key: DigestKey) throws(NotificationSealError) -> [UInt8] {
        let digest = [UInt8](unsafeUninitializedCapacity: 64) { room, count in
            message.withUnsafeBufferPointer { message in
                guard let base = message.baseAddress, let out = room.baseAddress else { return }
                count = key.digest(of: base, count: message.count, hole: 0, holeCount: 0, to: out)
            }
        }
        guard !digest.isEmpty else { throw NotificationSealError("the notification could not be authenticated") }
        return digest
    }
}
