import SNMPProtocol

/// The User-based Security Model of SNMPv3 (RFC 3414 3), as the authoritative engine.
extension Responder {
    /// Octets that may stand behind a scoped PDU that DES encrypted: some managers add a whole block where none is needed.
    private static let desPadding = 8

    /// Answers a message of this model.
    func respondToUser(_ exchange: inout Exchange) throws(Refusal) -> Reply? {
        let data = exchange.header.parameters
        guard let parameters = exchange.arrival.message.read({ bytes in try? USMParameters(data, in: bytes) }) else {
            throw malformed()
        }
        exchange.userName = parameters.userName
        let scoped = try authenticated(parameters, &exchange)
        let request = try request(in: scoped, &exchange)
        let user = exchange.context.policy.users[exchange.user]
        return try answer(request, in: scoped, by: user.access(at: exchange.level), exchange)
    }

    /// Does what RFC 3414 3.2 asks for, step by step. Returns the scoped PDU in the clear.
    private func authenticated(
        _ parameters: USMParameters, _ exchange: inout Exchange
    ) throws(Refusal) -> ScopedPDU {
        guard isOurs(parameters.engineID, exchange.arrival.message) else {
            exchange.requestID = plainRequestID(exchange)
            throw .report(.unknownEngineIDs)
        }
        let level = SecurityLevel(exchange.header)
        exchange.user = try user(parameters.userName, exchange)
        guard level <= exchange.context.policy.users[exchange.user].bestLevel else {
            throw .report(.unsupportedSecLevels)
        }
        if level >= .authNoPriv {
            try checkDigest(parameters, exchange)
            try checkTime(parameters, &exchange)
        }
        guard level == .authPriv else {
            guard let scoped = scopedPDU(exchange.header.data, exchange) else { throw malformed() }
            exchange.level = level
            return scoped
        }
        return try decrypted(parameters, &exchange)
    }

    private func user(_ range: Range<Int>, _ exchange: Exchange) throws(Refusal) -> Int {
        let name = UnsafeBufferPointer(start: exchange.arrival.message.pointer(range), count: range.count)
        let users = exchange.context.policy.users
        for position in users.indices {
            let isEqual = users[position].name.withUnsafeBufferPointer { known in
                known.count == name.count && known.elementsEqual(name)
            }
            if isEqual { return position }
        }
        failures.report(.unknownUser, from: exchange.arrival.source, at: exchange.context.now)
        throw .report(.unknownUserNames)
    }

    /// The digest must have exactly its protocol's length, whatever the sender says (RFC 3414 6.3.2).
    private func checkDigest(_ parameters: USMParameters, _ exchange: Exchange) throws(Refusal) {
        let message = exchange.arrival.message
        guard let (key, length) = exchange.context.policy.users[exchange.user].digest else { throw .silence }
        let isRight =
            parameters.digest.count == length
            && withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { room in
                guard let base = room.baseAddress else { return false }
                let count = key.digest(
                    of: UnsafePointer(message.octets), count: message.count, hole: parameters.digest.lowerBound,
                    holeCount: length, to: base)
                return count >= length
                    && isEqualInConstantTime(message.pointer(parameters.digest), length, base, length)
            }
        guard isRight else {
            failures.report(.wrongDigest, from: exchange.arrival.source, at: exchange.context.now)
            throw .report(.wrongDigests)
        }
    }

    /// The time window (RFC 3414 3.2.7). A report of it is authenticated, so that the sender can trust our time.
    private func checkTime(_ parameters: USMParameters, _ exchange: inout Exchange) throws(Refusal) {
        let isTimely = TimeWindow.isTimely(
            boots: parameters.boots, time: parameters.time, engineBoots: engine.boots,
            engineTime: Int32(clamping: exchange.context.now / 1000))
        guard isTimely else {
            exchange.level = .authNoPriv
            throw .report(.notInTimeWindows)
        }
    }

    private func decrypted(
        _ parameters: USMParameters, _ exchange: inout Exchange
    ) throws(Refusal) -> ScopedPDU {
        let message = exchange.arrival.message
        var data = exchange.header.data
        guard let encrypted = message.read({ bytes in try? data.readOctets(in: bytes) }), data.isAtEnd else {
            throw malformed()
        }
        guard parameters.salt.count == PrivacyProtocol.saltLength, encrypted.count > 0,
            let cipher = cipher(of: exchange.user, exchange.context.policy)
        else { throw .report(.decryptionErrors) }
        guard cipher.paddedCount(encrypted.count) == encrypted.count,
            cipher.run(
                encrypting: false, message.octets + encrypted.lowerBound, count: encrypted.count,
                boots: parameters.boots, time: parameters.time,
                salt: message.pointer(parameters.salt)),
            // What another key decrypts is no scoped PDU: the sender should know which of its passwords is wrong.
            let scoped = scopedPDU(
                BERReader(encrypted), exchange, padding: cipher.algorithm == .des ? Self.desPadding : 0)
        else { throw .report(.decryptionErrors) }
        exchange.level = .authPriv
        return scoped
    }

    /// The request-id of a message in the clear that is refused before its scoped PDU is looked at; 0 when there is none.
    private func plainRequestID(_ exchange: Exchange) -> Int32 {
        guard SecurityLevel(exchange.header) < .authPriv, let scoped = scopedPDU(exchange.header.data, exchange),
            let request = exchange.arrival.message.read({ bytes in try? PDUView(scoped.pdu, in: bytes) })
        else { return 0 }
        return request.requestID
    }
}
