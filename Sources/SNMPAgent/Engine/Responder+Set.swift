import SNMPProtocol

/// SET of SNMPv3. The engine's threads test it and hand it on; `WriteWorker` carries it out and answers.
extension Responder {
    /// Takes a SET. Returns the answer when there is one already, `nil` when it comes later.
    func respondToSet(
        _ request: PDUView, _ access: AccessPolicy.Access, _ exchange: Exchange, _ bindings: BERTarget
    ) throws(Refusal) -> Reply? {
        counters.add(.inSetRequests)
        let view = exchange.level >= .authNoPriv ? access.write : CompiledView.nothing
        let work = PDUWork(
            message: exchange.arrival.message, image: exchange.context.image, view: view, isV1: false)
        let result: PDUResult
        do throws(PDURefusal) {
            switch try processor.test(request, work, writes.objects, bindings) {
            case .answered(let answer):
                result = answer
            case .accepted(let changes):
                switch handOn(changes, request, exchange) {
                case .taken, .repeated:
                    return nil
                case .done(let failure):
                    result = try processor.failure(
                        failure?.status ?? .noError, failure?.index ?? 0, request, work, bindings)
                case .full:
                    result = try processor.failure(.resourceUnavailable, 1, request, work, bindings)
                }
            }
        } catch {
            count(error, request)
            throw .silence
        }
        return finish(result, request.requestID, exchange)
    }

    /// Hands a request on to be carried out.
    private func handOn(_ changes: RequestedChanges, _ request: PDUView, _ exchange: Exchange) -> WriteQueue.Offer {
        guard let path = exchange.context.late, let send = path.wayBack(for: exchange.arrival.position) else {
            counters.add(.setsRefused)
            return .full
        }
        let message = exchange.arrival.message
        let octets = Array(UnsafeBufferPointer(start: message.octets, count: message.count))
        let (policy, source) = (exchange.context.policy, exchange.arrival.source)
        let session = exchange.arrival.session
        let reply = LateReply(
            message: octets, header: exchange.header, userName: exchange.userName, contextName: exchange.contextName,
            varBinds: request.varBinds.range, user: exchange.user, policy: policy, level: exchange.level,
            requestID: request.requestID,
            // TLS itself takes nothing twice, and its messages have no time: the same one may well be meant anew.
            fingerprint: session == nil ? octets.hashValue : nil, source: source, limits: limits, send: send)
        let user = session?.securityName ?? policy.users[exchange.user].securityName
        let pending = WriteQueue.Pending(
            key: WriteQueue.Key(
                path: ObjectIdentifier(path), source: source, user: user, requestID: request.requestID,
                varBinds: Array(reply.message[reply.varBinds])),
            requested: changes,
            origin: WriteOrigin(user: user, address: source.address, isOverTLS: session != nil))
        let offer = writes.offer(pending, reply, at: exchange.context.now)
        switch offer {
        case .taken: break
        case .repeated, .done: counters.add(.setsRepeated)
        case .full: counters.add(.setsRefused)
        }
        return offer
    }

    /// The reply to a SET that was carried out, or failed; `nil` when it cannot be made.
    func reply(to late: LateReply, _ failure: WriteFailure?, room: ReplyRoom, now: UInt64) -> [UInt8]? {
        var message = late.message
        let image = MIBImage.empty
        let policy = late.policy
        return withExtendedLifetime((image, policy)) {
            message.withUnsafeMutableBufferPointer { octets in
                guard let base = octets.baseAddress else { return nil }
                let arrival = Arrival(
                    message: ReceivedMessage(octets: base, count: octets.count), isTruncated: false,
                    source: late.source)
                let exchange = Exchange(
                    header: late.header, arrival: arrival,
                    context: Context(image: image, policy: policy, now: now), room: room, user: late.user,
                    userName: late.userName, level: late.level, contextName: late.contextName,
                    requestID: late.requestID)
                var target = room.bindings(late.varBinds.count)
                target.put(arrival.message.pointer(late.varBinds), count: late.varBinds.count)
                let result = PDUResult(
                    status: failure?.status ?? .noError, index: failure?.index ?? 0, count: target.count)
                guard let reply = finish(result, late.requestID, exchange) else { return nil }
                counters.add(.outPkts)
                return Array(UnsafeBufferPointer(start: reply.start, count: reply.count))
            }
        }
    }

    /// Puts everything around the variable bindings in the room of an exchange that makes a message of them.
    func finish(_ result: PDUResult, _ requestID: Int32, _ exchange: Exchange) -> Reply? {
        countAnswer(result)
        var writer = exchange.room.headers
        let end = writer.start + result.count
        writer.putResponse(requestID, result, to: end)
        return seal(&writer, to: end, exchange)
    }
}
