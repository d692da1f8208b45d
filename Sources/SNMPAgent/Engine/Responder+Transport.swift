import SNMPProtocol

/// SNMPv3 with the Transport Security Model (RFC 5591): what protects the message is the connection that it came over.
extension Responder {
    /// msgSecurityModel of the Transport Security Model.
    static let transportModel: Int32 = 4
    /// The engine that answers, for managers that do not know its identifier yet (RFC 5343 3).
    static let localEngineID: [UInt8] = [0x80, 0, 0, 0, 6]

    /// What is known of such a message when it is answered.
    private struct TransportExchange {
        let header: SecurityHeader
        let arrival: Arrival
        let room: ReplyRoom
        let level: SecurityLevel
        var contextEngineID: Range<Int>?
        var contextName: Range<Int>?
        var requestID: Int32 = 0
    }

    /// Answers a message of the Transport Security Model, or one that came over TLS.
    func respondToTransport(
        _ header: SecurityHeader, _ arrival: Arrival, _ context: Context, _ room: ReplyRoom
    ) -> Reply? {
        guard header.model == Self.transportModel else {
            // Over TLS the certificate says who it is, and nothing else.
            counters.add(.unknownSecurityModels)
            transports.add(.streamModelRefused)
            return nil
        }
        guard header.isAuthenticated || !header.isEncrypted else {
            counters.add(.invalidMsgs)
            return nil
        }
        // RFC 5591 5.2, step by step.
        guard header.parameters.isAtEnd else {
            counters.add(.inASNParseErrs)
            return nil
        }
        guard let session = arrival.session else {
            transports.add(.tsmInvalidCaches)
            return nil
        }
        var exchange = TransportExchange(
            header: header, arrival: arrival, room: room, level: SecurityLevel(header))
        guard let scoped = arrival.message.read({ bytes in try? ScopedPDU(header.data, in: bytes) }),
            let request = arrival.message.read({ bytes in try? PDUView(scoped.pdu, in: bytes) })
        else {
            counters.add(.inASNParseErrs)
            return nil
        }
        exchange.requestID = request.requestID
        guard exchange.level <= session.level else {
            transports.add(.tsmInadequateSecurityLevels)
            return report(Self.inadequate, transports.value(.tsmInadequateSecurityLevels), exchange)
        }
        exchange.contextEngineID = scoped.contextEngineID
        exchange.contextName = scoped.contextName
        return answer(scoped, request, session, exchange, context)
    }

    private static let inadequate = TableLayout(entry: [1, 3, 6, 1, 2, 1, 190, 1, 1], columns: [2])
    private static let unknownHandler = TableLayout(entry: [1, 3, 6, 1, 6, 3, 11, 2, 1], columns: [3])
    private static let unknownContext = TableLayout(entry: [1, 3, 6, 1, 6, 3, 12, 1], columns: [5])

    private func answer(
        _ scoped: ScopedPDU, _ request: PDUView, _ session: TransportSession, _ exchange: TransportExchange,
        _ context: Context
    ) -> Reply? {
        let message = exchange.arrival.message
        let named = UnsafeBufferPointer(
            start: message.pointer(scoped.contextEngineID), count: scoped.contextEngineID.count)
        let isLocal = named.elementsEqual(Self.localEngineID) && request.type != .set
        guard isLocal || named.elementsEqual(engine.engineID) else {
            counters.add(.unknownPDUHandlers)
            return report(Self.unknownHandler, counters.value(.unknownPDUHandlers), exchange)
        }
        guard scoped.contextName.count == 0 else {
            counters.add(.unknownContexts)
            return report(Self.unknownContext, counters.value(.unknownContexts), exchange)
        }
        let capacity =
            min(maximumReply(to: exchange.arrival.source), Int(exchange.header.maximumSize)) - Self.overhead(exchange)
        let bindings = exchange.room.bindings(capacity)
        let work = PDUWork(message: message, image: context.image, view: session.view, isV1: false)
        let result: PDUResult
        do throws(PDURefusal) {
            result =
                exchange.level < session.level
                ? try processor.failure(.authorizationError, 0, request, work, bindings)
                : try processor.process(request, work, room: bindings)
        } catch {
            count(error, request)
            return nil
        }
        countAnswer(result)
        var writer = exchange.room.headers
        let end = writer.start + result.count
        writer.putResponse(request.requestID, result, to: end)
        return wrap(&writer, to: end, exchange)
    }

    /// Octets of everything around the variable bindings, at their longest.
    private static func overhead(_ exchange: TransportExchange) -> Int {
        let global = 2 + 6 + 6 + 3 + 3
        let scoped = 4 + 2 + (exchange.contextEngineID?.count ?? 32) + 3 + (exchange.contextName?.count ?? 0)
        let pdu = 4 + 6 + 3 + 6 + 4
        return 4 + 3 + global + 2 + scoped + pdu
    }

    private func report(_ layout: TableLayout, _ value: UInt64, _ exchange: TransportExchange) -> Reply? {
        guard exchange.header.isReportable else { return nil }
        let scalar = DynamicScalars(layout) { column, row in row.counter32(column, value) }
        let count = scalar.encode(0, to: exchange.room.bindings(64))
        guard count > 0 else { return nil }
        var writer = exchange.room.headers
        let end = writer.start + count
        writer.wrap(BERTag.sequence, to: end)
        writer.put(integer: 0)
        writer.put(integer: 0)
        writer.put(integer: Int64(exchange.requestID))
        writer.wrap(PDUType.report.rawValue, to: end)
        // A report says whose counter it is.
        var told = exchange
        told.contextEngineID = nil
        return wrap(&writer, to: end, told)
    }

    /// Puts everything around a PDU that makes a message of it; nothing is signed or encrypted here (RFC 5591 5.1).
    private func wrap(
        _ writer: inout ReplyWriter, to end: UnsafeMutablePointer<UInt8>, _ exchange: TransportExchange
    ) -> Reply? {
        put(exchange.contextName, of: exchange, &writer)
        if exchange.contextEngineID != nil {
            put(exchange.contextEngineID, of: exchange, &writer)
        } else {
            writer.put(engine.engineID)
            writer.put(tag: BERTag.octetString, length: engine.engineID.count)
        }
        writer.wrap(BERTag.sequence, to: end)
        writer.put(tag: BERTag.octetString, length: 0)
        let globalEnd = writer.start
        writer.put(integer: Int64(Self.transportModel))
        writer.put(exchange.header.flags & (SecurityHeader.auth | SecurityHeader.priv))
        writer.put(tag: BERTag.octetString, length: 1)
        writer.put(integer: Int64(limits.maximumRequest))
        writer.put(integer: Int64(exchange.header.messageID))
        writer.wrap(BERTag.sequence, to: globalEnd)
        writer.put(integer: 3)
        writer.wrap(BERTag.sequence, to: end)
        return Reply(start: writer.start, count: end - writer.start)
    }

    private func put(_ range: Range<Int>?, of exchange: TransportExchange, _ writer: inout ReplyWriter) {
        let range = range ?? 0..<0
        writer.put(exchange.arrival.message.pointer(range), count: range.count)
        writer.put(tag: BERTag.octetString, length: range.count)
    }
}
