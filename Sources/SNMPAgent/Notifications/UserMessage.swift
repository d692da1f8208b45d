import SNMPProtocol

/// A message of version 3 in the making (RFC 3412 6, RFC 3414 2.4).
struct UserMessage {
    /// The authoritative engine and its time.
    var engineID: [UInt8]
    var boots: Int32
    var time: Int32
    /// The user with the keys of that engine; `nil` for a message in nobody's name (RFC 3414 4).
    var user: LocalizedUser?
    /// msgID.
    var messageID: Int32
    /// msgMaxSize.
    var maximumMessage: Int
    /// Whether the receiver is to report what is wrong.
    var isReportable = false

    /// The message around a scopedPDU; `salt` is a number that was not used before.
    func encoded(_ scopedPDU: [UInt8], salt number: UInt64) throws(NotificationSealError) -> [UInt8] {
        var salt: [UInt8] = []
        var data = scopedPDU
        if let cipher = user?.cipher { (data, salt) = try encrypt(scopedPDU, cipher, number) }
        let digestCount = user?.digest?.length ?? 0
        let saltElement = BEREncoding.element(BERTag.octetString, salt)
        let parameters = BEREncoding.element(
            BERTag.sequence,
            BEREncoding.element(BERTag.octetString, engineID) + BEREncoding.integer(Int64(boots))
                + BEREncoding.integer(Int64(time)) + BEREncoding.element(BERTag.octetString, user?.name ?? [])
                + BEREncoding.element(BERTag.octetString, [UInt8](repeating: 0, count: digestCount)) + saltElement)
        let header = BEREncoding.element(
            BERTag.sequence,
            BEREncoding.integer(Int64(messageID)) + BEREncoding.integer(Int64(maximumMessage))
                + BEREncoding.element(BERTag.octetString, [flags])
                + BEREncoding.integer(Int64(SecurityHeader.userModel)))
        var message = BEREncoding.element(
            BERTag.sequence,
            BEREncoding.integer(3) + header + BEREncoding.element(BERTag.octetString, parameters) + data)
        if let (key, _) = user?.digest {
            let place = message.count - data.count - saltElement.count - digestCount
            let digest = try Self.sign(message, key)
            message.replaceSubrange(place..<place + digestCount, with: digest.prefix(digestCount))
        }
        return message
    }

    private var flags: UInt8 {
        (user?.digest == nil ? 0 : SecurityHeader.auth) | (user?.cipher == nil ? 0 : SecurityHeader.priv)
            | (isReportable ? SecurityHeader.reportable : 0)
    }

    /// The encrypted scopedPDU as an OCTET STRING, and its salt.
    private func encrypt(
        _ scopedPDU: [UInt8], _ cipher: (algorithm: PrivacyProtocol, key: [UInt8]), _ number: UInt64
    ) throws(NotificationSealError) -> (data: [UInt8], salt: [UInt8]) {
        guard let key = CipherKey(cipher.algorithm, key: cipher.key) else {
            throw NotificationSealError("the cipher \(cipher.algorithm) cannot be used")
        }
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
    private static func sign(_ message: [UInt8], _ key: DigestKey) throws(NotificationSealError) -> [UInt8] {
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
