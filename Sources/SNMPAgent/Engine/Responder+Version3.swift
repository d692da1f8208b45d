import SNMPProtocol

/// SNMPv3: message processing (RFC 3412 7) and the User-based Security Model (RFC 3414 3), as the authoritative engine.
extension Responder {
    /// What is known of a message when it is answered.
    struct Exchange {
        let header: SecurityHeader
        let arrival: Arrival
        let context: Context
        let room: ReplyRoom
        /// The user; -1 for none.
        var user = -1
        /// The user's name as it came.
        var userName: PacketReader
        /// The level of the reply.
        var level = SecurityLevel.noAuthNoPriv
        /// The context's name as it came, once it is known.
        var contextName: PacketReader?
        /// The request-id, once it is known.
        var requestID: Int32 = 0
    }

    /// Why a message of SNMPv3 gets no answer, or a report.
    enum Refusal: Error {
        /// Nothing is sent.
        case silence
        /// A report with this counter is sent when the sender wants one.
        case report(SNMPCounter)
    }

    /// Answers a message whose version was read.
    func respondToVersion3(
        _ message: PacketReader, _ arrival: Arrival, _ context: Context, _ room: ReplyRoom
    ) -> Reply? {
        guard let header = SecurityHeader(message) else {
            counters.add(.inASNParseErrs)
            return nil
        }
        guard header.model == SecurityHeader.userModel else {
            counters.add(.unknownSecurityModels)
            return nil
        }
        guard header.flags & SecurityHeader.priv == 0 || header.flags & SecurityHeader.auth != 0 else {
            counters.add(.invalidMsgs)
            return nil
        }
        guard let parameters = UserParameters(header.parameters) else {
            counters.add(.inASNParseErrs)
            return nil
        }
        var exchange = Exchange(
            header: header, arrival: arrival, context: context, room: room, userName: parameters.userName)
        do throws(Refusal) {
            let scoped = try authenticated(parameters, &exchange)
            return try answer(scoped, &exchange)
        } catch {
            guard case .report(let counter) = error else { return nil }
            counters.add(counter)
            return header.isReportable ? report(counter, exchange) : nil
        }
    }

    /// Does what RFC 3414 3.2 asks for, step by step. Returns the scoped PDU in the clear.
    private func authenticated(
        _ parameters: UserParameters, _ exchange: inout Exchange
    ) throws(Refusal) -> ScopedRequest {
        guard isOurs(parameters.engineID) else {
            exchange.requestID = plainRequestID(exchange)
            throw .report(.unknownEngineIDs)
        }
        let level = exchange.header.level
        exchange.user = try user(parameters.userName, exchange)
        guard level <= exchange.context.policy.users[exchange.user].bestLevel else {
            throw .report(.unsupportedSecLevels)
        }
        if level >= .authNoPriv {
            try checkDigest(parameters, exchange)
            try checkTime(parameters, &exchange)
        }
        guard level == .authPriv else {
            guard let scoped = ScopedRequest(exchange.header.data, mayBePadded: false) else {
                counters.add(.inASNParseErrs)
                throw .silence
            }
            exchange.level = level
            return scoped
        }
        return try decrypted(parameters, &exchange)
    }

    private func isOurs(_ engineID: PacketReader) -> Bool {
        guard engineID.count == engine.engineID.count else { return false }
        for position in 0..<engineID.count where engineID.position[position] != engine.engineID[position] {
            return false
        }
        return true
    }

    private func user(_ name: PacketReader, _ exchange: Exchange) throws(Refusal) -> Int {
        let users = exchange.context.policy.users
        for position in users.indices {
            let isEqual = users[position].name.withUnsafeBufferPointer { known in
                known.count == name.count
                    && known.elementsEqual(UnsafeBufferPointer(start: name.position, count: name.count))
            }
            if isEqual { return position }
        }
        failures.report(.unknownUser, from: exchange.arrival.source, at: exchange.context.now)
        throw .report(.unknownUserNames)
    }

    /// The digest must have exactly its protocol's length, whatever the sender says (RFC 3414 6.3.2).
    private func checkDigest(_ parameters: UserParameters, _ exchange: Exchange) throws(Refusal) {
        let arrival = exchange.arrival
        guard let (key, length) = exchange.context.policy.users[exchange.user].digest else { throw .silence }
        let isRight =
            parameters.digest.count == length
            && withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { room in
                guard let base = room.baseAddress else { return false }
                let start = UnsafePointer(arrival.octets)
                let count = key.digest(
                    of: start, count: arrival.count, hole: parameters.digest.position - start, holeCount: length,
                    to: base)
                return count >= length && isEqualInConstantTime(parameters.digest.position, length, base, length)
            }
        guard isRight else {
            failures.report(.wrongDigest, from: arrival.source, at: exchange.context.now)
            throw .report(.wrongDigests)
        }
    }

    /// The time window (RFC 3414 3.2.7). A report of it is authenticated, so that the sender can trust our time.
    private func checkTime(_ parameters: UserParameters, _ exchange: inout Exchange) throws(Refusal) {
        let time = Int32(clamping: exchange.context.now / 1000)
        let isTimely =
            engine.boots != EngineIdentity.lastBoots && parameters.boots == engine.boots
            && abs(Int64(parameters.time) - Int64(time)) <= 150
        guard isTimely else {
            exchange.level = .authNoPriv
            throw .report(.notInTimeWindows)
        }
    }

    private func decrypted(
        _ parameters: UserParameters, _ exchange: inout Exchange
    ) throws(Refusal) -> ScopedRequest {
        var data = exchange.header.data
        guard let encrypted = data.element(ValueTag.octetString), data.isAtEnd else {
            counters.add(.inASNParseErrs)
            throw .silence
        }
        guard parameters.salt.count == PrivacyProtocol.saltLength, encrypted.count > 0,
            let cipher = cipher(of: exchange.user, exchange.context.policy)
        else { throw .report(.decryptionErrors) }
        let arrival = exchange.arrival
        let octets = arrival.octets + (encrypted.position - UnsafePointer(arrival.octets))
        guard cipher.paddedCount(encrypted.count) == encrypted.count,
            cipher.run(
                encrypting: false, octets, count: encrypted.count, boots: parameters.boots, time: parameters.time,
                salt: parameters.salt.position),
            // What another key decrypts is no scoped PDU: the sender should know which of its passwords is wrong.
            let scoped = ScopedRequest(encrypted, mayBePadded: cipher.algorithm == .des)
        else { throw .report(.decryptionErrors) }
        exchange.level = .authPriv
        return scoped
    }

    /// Answers a scoped PDU that came as its user and level say.
    private func answer(_ scoped: ScopedRequest, _ exchange: inout Exchange) throws(Refusal) -> Reply? {
        exchange.contextName = scoped.contextName
        guard let request = PDURequest(scoped.pdu) else {
            counters.add(.inASNParseErrs)
            throw .silence
        }
        exchange.requestID = request.requestID
        guard isOurs(scoped.contextEngineID) else { throw .report(.unknownPDUHandlers) }
        guard scoped.contextName.count == 0 else { throw .report(.unknownContexts) }

        let user = exchange.context.policy.users[exchange.user]
        let capacity = maximumReply(exchange) - overhead(exchange)
        let bindings = exchange.room.bindings(capacity)
        let result: PDUResult
        do throws(PDURefusal) {
            if exchange.level < user.leastLevel {
                result = try processor.failure(.authorizationError, 0, request, false, bindings)
            } else {
                result = try processor.process(
                    request, image: exchange.context.image, view: user.compiledView, isV1: false, room: bindings)
            }
        } catch {
            count(error, request)
            throw .silence
        }
        countAnswer(result)
        var writer = exchange.room.headers
        let end = writer.start + result.count
        writer.putResponse(request.requestID, result, to: end)
        return seal(&writer, to: end, exchange)
    }

    /// The request-id of a message in the clear that is refused before its scoped PDU is looked at; 0 when there is none.
    private func plainRequestID(_ exchange: Exchange) -> Int32 {
        guard exchange.header.level < .authPriv, let scoped = ScopedRequest(exchange.header.data, mayBePadded: false),
            let request = PDURequest(scoped.pdu)
        else { return 0 }
        return request.requestID
    }
}
