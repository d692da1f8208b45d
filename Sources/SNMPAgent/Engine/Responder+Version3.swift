import SNMPProtocol

/// SNMPv3: message processing (RFC 3412 7), the same for the User-based and the Transport Security Model.
extension Responder {
    /// What is known of a message when it is answered.
    struct Exchange {
        let header: SecurityHeader
        let arrival: Arrival
        let context: Context
        let room: ReplyRoom
        /// The user; -1 for none, and for who came over TLS.
        var user = -1
        /// The user's name as it came; empty for who came over TLS.
        var userName = 0..<0
        /// The level of the reply.
        var level = SecurityLevel.noAuthNoPriv
        /// The identifier under which the engine was asked, when that is not its own.
        var contextEngineID: Range<Int>?
        /// The context's name as it came, once it is known.
        var contextName: Range<Int>?
        /// The request-id, once it is known.
        var requestID: Int32 = 0

        /// Whether the connection protects the message, and nothing in it.
        var isTransport: Bool { header.model == Responder.transportModel }
    }

    /// Why a message of SNMPv3 gets no answer, or a report.
    enum Refusal: Error {
        /// Nothing is sent.
        case silence
        /// A report with this counter is sent when the sender wants one.
        case report(SNMPCounter)
        /// Likewise, with a counter of the transport.
        case reportTransport(TransportCounter)
    }

    /// Answers a message whose version was read.
    func respondToVersion3(
        _ message: BERReader, _ arrival: Arrival, _ context: Context, _ room: ReplyRoom
    ) -> Reply? {
        guard let header = arrival.message.read({ bytes in try? SecurityHeader(message, in: bytes) }) else {
            counters.add(.inASNParseErrs)
            return nil
        }
        let isTransport = header.model == Self.transportModel
        guard isTransport || (header.model == SecurityHeader.userModel && arrival.session == nil) else {
            // Over TLS the certificate says who it is, and nothing else.
            if arrival.session != nil { transports.add(.streamModelRefused) }
            counters.add(.unknownSecurityModels)
            return nil
        }
        guard header.isAuthenticated || !header.isEncrypted else {
            counters.add(.invalidMsgs)
            return nil
        }
        var exchange = Exchange(header: header, arrival: arrival, context: context, room: room)
        do throws(Refusal) {
            return isTransport ? try respondToTransport(&exchange) : try respondToUser(&exchange)
        } catch {
            switch error {
            case .silence:
                return nil
            case .report(let counter):
                counters.add(counter)
                return header.isReportable ? report(counter, exchange) : nil
            case .reportTransport(let counter):
                transports.add(counter)
                return header.isReportable ? report(counter, exchange) : nil
            }
        }
    }

    /// Counts what is malformed; it gets no answer.
    func malformed() -> Refusal {
        counters.add(.inASNParseErrs)
        return .silence
    }

    /// Whether an identifier is that of this engine.
    func isOurs(_ engineID: Range<Int>, _ message: ReceivedMessage) -> Bool {
        isEqual(engineID, message, engine.engineID)
    }

    private func isEqual(_ range: Range<Int>, _ message: ReceivedMessage, _ octets: [UInt8]) -> Bool {
        guard range.count == octets.count else { return false }
        return UnsafeBufferPointer(start: message.pointer(range), count: range.count).elementsEqual(octets)
    }

    func scopedPDU(_ reader: BERReader, _ exchange: Exchange, padding: Int = 0) -> ScopedPDU? {
        exchange.arrival.message.read { bytes in try? ScopedPDU(reader, in: bytes, padding: padding) }
    }

    /// Reads the PDU of a scoped PDU, and notes what a report has of them.
    func request(in scoped: ScopedPDU, _ exchange: inout Exchange) throws(Refusal) -> PDUView {
        exchange.contextName = scoped.contextName
        guard let request = exchange.arrival.message.read({ bytes in try? PDUView(scoped.pdu, in: bytes) }) else {
            throw malformed()
        }
        exchange.requestID = request.requestID
        return request
    }

    /// Answers a request that came as its sender and level say. `access` is what the sender may do with messages of that
    /// level; `nil` for nothing.
    func answer(
        _ request: PDUView, in scoped: ScopedPDU, by access: AccessPolicy.Access?, _ exchange: Exchange
    ) throws(Refusal) -> Reply? {
        guard request.type.isRequest else {
            // An InformRequest waits for an answer (RFC 3412 4.2.2.1.2).
            if request.type == .inform { throw .report(.unknownPDUHandlers) }
            countUnhandled(request)
            throw .silence
        }
        var exchange = exchange
        let message = exchange.arrival.message
        if !isOurs(scoped.contextEngineID, message) {
            // Who does not know the identifier yet may ask for it, but change nothing (RFC 5343 3).
            guard exchange.isTransport, request.type != .set,
                isEqual(scoped.contextEngineID, message, Self.localEngineID)
            else { throw .report(.unknownPDUHandlers) }
            exchange.contextEngineID = scoped.contextEngineID
        }
        guard scoped.contextName.count == 0 else { throw .report(.unknownContexts) }

        let bindings = exchange.room.bindings(maximumReply(exchange) - overhead(exchange))
        if request.type == .set, let access { return try respondToSet(request, access, exchange, bindings) }
        let view = access?.read ?? CompiledView.nothing
        let work = PDUWork(message: message, image: exchange.context.image, view: view, isV1: false)
        let result: PDUResult
        do throws(PDURefusal) {
            if access == nil {
                result = try processor.failure(.authorizationError, 0, request, work, bindings)
            } else {
                result = try processor.process(request, work, room: bindings)
            }
        } catch {
            count(error, request)
            throw .silence
        }
        return finish(result, request.requestID, exchange)
    }
}
