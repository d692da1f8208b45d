import SNMPProtocol

/// What the master says.
extension AgentXSession {
    /// Takes octets that came. `image` is asked once for each request.
    mutating func receive(_ octets: [UInt8], at moment: Moment, image: () -> MIBImage) {
        input += octets
        work(at: moment, image: image)
    }

    /// Reads what came, as far as it is whole and there is room for answers.
    mutating func work(at moment: Moment, image: () -> MIBImage) {
        let arrived = input
        input = []
        var start = 0
        while takesInput, wantsConnection, arrived.count - start >= AgentXHeader.octetCount {
            let rest = arrived.span.extracting(start..<arrived.count)
            do throws(AgentXError) {
                let header = try AgentXHeader(rest)
                guard rest.count >= header.pduCount else { break }
                start += header.pduCount
                heardAt = moment.milliseconds
                read(header, rest, at: moment, image: image)
            } catch {
                status.counts.malformed += 1
                close(.parseError)
                lose("the master sent what is no PDU: \(error)", at: moment)
            }
        }
        if wantsConnection { input = Array(arrived.dropFirst(start)) }
    }

    private mutating func read(
        _ header: AgentXHeader, _ octets: Span<UInt8>, at moment: Moment, image: () -> MIBImage
    ) {
        do throws(AgentXError) {
            try handle(AgentXPDU(octets), at: moment, image: image)
        } catch {
            status.counts.malformed += 1
            malformedHere += 1
            if header.type != .response { refuse(header, AgentXStatus.parseError.rawValue) }
            guard malformedHere >= Self.malformedLimit else { return }
            close(.parseError)
            lose("the master sent too many malformed PDUs, the last one: \(error)", at: moment)
        }
    }

    private mutating func handle(_ pdu: AgentXPDU, at moment: Moment, image: () -> MIBImage) {
        if case .response(let response) = pdu.body { return handle(response, pdu.header, at: moment) }
        guard phase == .open, pdu.header.sessionID == sessionID else {
            status.counts.strays += 1
            return refuse(pdu.header, AgentXStatus.notOpen.rawValue)
        }
        guard pdu.context.isEmpty else {
            return refuse(pdu.header, AgentXStatus.unsupportedContext.rawValue)
        }
        let transaction = pdu.header.transactionID
        switch pdu.body {
        case .get, .getNext, .getBulk:
            count(pdu.body)
            status.counts.variables += UInt64(responder.answer(pdu, from: image(), to: &writer))
        case .testSet(let bindings):
            status.counts.sets += 1
            let (status, index) = changes.test(bindings, transaction: transaction)
            refuse(pdu.header, UInt16(truncatingIfNeeded: status.rawValue), index)
        case .commitSet:
            refuse(pdu.header, UInt16(truncatingIfNeeded: changes.commit(transaction: transaction).rawValue))
        case .undoSet:
            refuse(pdu.header, UInt16(truncatingIfNeeded: changes.undo(transaction: transaction).rawValue))
        case .cleanupSet:
            changes.cleanup(transaction: transaction)
        case .close(let reason):
            let title = AgentXCloseReason(rawValue: reason).map { "\($0)" } ?? "reason \(reason)"
            lose("the master ended the session: \(title)", at: moment)
        default:
            status.counts.strays += 1
        }
    }

    private mutating func handle(_ response: AgentXResponse, _ header: AgentXHeader, at moment: Moment) {
        guard let (question, _) = questions[header.packetID],
            question == .open || header.sessionID == sessionID
        else {
            status.counts.strays += 1
            return
        }
        questions[header.packetID] = nil
        if question == .open { sessionID = header.sessionID }
        take(response, to: question, at: moment)
    }

    private mutating func count(_ body: AgentXPDU.Body) {
        switch body {
        case .get: status.counts.gets += 1
        case .getNext: status.counts.getNexts += 1
        default: status.counts.getBulks += 1
        }
    }

    /// Answers with a result and nothing else.
    private mutating func refuse(_ header: AgentXHeader, _ error: UInt16, _ index: Int = 0) {
        AgentXPDU(header.answer, .response(AgentXResponse(error: error, index: UInt16(clamping: index))))
            .write(to: &writer)
    }
}
