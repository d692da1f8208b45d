import SNMPProtocol

/// SNMPv3: message processing (RFC 3412 7) and the User-based Security Model (RFC 3414 3), as the authoritative engine.
extension Responder {
    /// Octets that may stand behind a scoped PDU that DES encrypted: some managers add a whole block where none is needed.
    private static let desPadding = 8

    /// What is known of a message when it is answered.
    struct Exchange {
        let header: SecurityHeader
        let arrival: Arrival
        let context: Context
        let room: ReplyRoom
        /// The user; -1 for none.
        var user = -1
        /// The user's name as it came.
        var userName: Range<Int>
        /// The level of the reply.
        var level = SecurityLevel.noAuthNoPriv
        /// The context's name as it came, once it is known.
        var contextName: Range<Int>?
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
        _ message: BERReader, _ arrival: Arrival, _ context: Context, _ room: ReplyRoom
    ) -> Reply? {
        guard let header = arrival.message.read({ bytes in try? SecurityHeader(message, in: bytes) }) else {
            counters.add(.inASNParseErrs)
            return nil
        }
        if header.model == Self.transportModel || arrival.session != nil {
            return respondToTransport(header, arrival, context, room)
        }
        guard header.model == SecurityHeader.userModel else {
            counters.add(.unknownSecurityModels)
            return nil
        }
        guard header.isAuthenticated || !header.isEncrypted else {
            counters.add(.invalidMsgs)
            return nil
        }
        guard let parameters = arrival.message.read({ bytes in try? USMParameters(header.parameters, in: bytes) })
        else {
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
            guard let scoped = scopedPDU(exchange.header.data, exchange) else {
                counters.add(.inASNParseErrs)
                throw .silence
            }
            exchange.level = level
            return scoped
        }
        return try decrypted(parameters, &exchange)
    }

    private func isOurs(_ engineID: Range<Int>, _ message: ReceivedMessage) -> Bool {
        guard engineID.count == engine.engineID.count else { return false }
        return UnsafeBufferPointer(start: message.pointer(engineID), count: engineID.count).elementsEqual(
            engine.engineID)
    }

    private func scopedPDU(_ reader: BERReader, _ exchange: Exchange, padding: Int = 0) -> ScopedPDU? {
        exchange.arrival.message.read { bytes in try? ScopedPDU(reader, in: bytes, padding: padding) }
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
            counters.add(.inASNParseErrs)
            throw .silence
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

    /// Answers a scoped PDU that came as its user and level say.
    private func answer(_ scoped: ScopedPDU, _ exchange: inout Exchange) throws(Refusal) -> Reply? {
        exchange.contextName = scoped.contextName
        let message = exchange.arrival.message
        guard let request = message.read({ bytes in try? PDUView(scoped.pdu, in: bytes) }) else {
            counters.add(.inASNParseErrs)
            throw .silence
        }
        exchange.requestID = request.requestID
        guard isOurs(scoped.contextEngineID, message) else { throw .report(.unknownPDUHandlers) }
        guard scoped.contextName.count == 0 else { throw .report(.unknownContexts) }

        let user = exchange.context.policy.users[exchange.user]
        let capacity = maximumReply(exchange) - overhead(exchange)
        let bindings = exchange.room.bindings(capacity)
        let access = user.access(at: exchange.level)
        if request.type == .set, let access { return try respondToSet(request, access, exchange, bindings) }
        let view = access?.read ?? CompiledView.nothing
        let work = PDUWork(message: message, image: exchange.context.image, view: view, isV1: false)
        let result: PDUResult
        do throws(PDURefusal) {
            if access == nil {
                result = try processor.failure(.authorizationError, 0, request, work, bindings)
            } else {
                result = try processor.process(
                    request, work, room: bindings)
            }
        } catch {
            count(error, request)
            throw .silence
        }
        return finish(result, request.requestID, exchange)
    }

    /// The request-id of a message in the clear that is refused before its scoped PDU is looked at; 0 when there is none.
    private func plainRequestID(_ exchange: Exchange) -> Int32 {
        guard SecurityLevel(exchange.header) < .authPriv, let scoped = scopedPDU(exchange.header.data, exchange),
            let request = exchange.arrival.message.read({ bytes in try? PDUView(scoped.pdu, in: bytes) })
        else { return 0 }
        return request.requestID
    }
}
