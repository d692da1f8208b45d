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
    var overhead: Int { 4 + 3 + 20 + 4 + 4 + 2 + 32 + 12 + 2 + 32 + 2 + 48 + 2 + 8 + 4 + 8 }

    func seal(_ scopedPDU: [UInt8], user: String, messageID: Int32) throws(NotificationSealError) -> [UInt8] {
        let name = Array(user.utf8)
        guard let user = shared.policy.users.first(where: { $0.name == name }) else {
            throw NotificationSealError("there is no user \(user); add one to the settings")
        }
        let boots = shared.identity.boots
        var salt = shared.salts.take()
        if user.cipher?.algorithm == .des { salt = UInt64(UInt32(bitPattern: boots)) << 32 | salt & 0xffff_ffff }
        let message = UserMessage(
            engineID: engineID, boots: boots, time: shared.clock.seconds, user: user, messageID: messageID,
            maximumMessage: maximumMessage)
        return try message.encoded(scopedPDU, salt: salt)
    }
}
