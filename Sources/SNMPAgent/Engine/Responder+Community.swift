import SNMPProtocol

/// SNMPv1 and SNMPv2c (RFC 1157 4, RFC 1901 3, RFC 3584 5.2).
extension Responder {
    /// Answers a message whose version was read.
    func respondToCommunity(
        _ message: BERReader, isV1: Bool, _ arrival: Arrival, _ context: Context, _ room: ReplyRoom
    ) -> Reply? {
        var message = message
        guard let name = arrival.message.read({ bytes in try? message.readOctets(in: bytes) }) else {
            counters.add(.inASNParseErrs)
            return nil
        }
        let policy = context.policy
        guard let position = policy.community(arrival.message.pointer(name), count: name.count, from: arrival.source)
        else {
            counters.add(.inBadCommunityNames)
            failures.report(.unknownCommunity, from: arrival.source, at: context.now)
            return nil
        }
        guard let request = arrival.message.read({ bytes in try? PDUView(message, in: bytes) }) else {
            // An SNMPv1 trap has another shape; it is no mistake, only none of ours.
            if isV1, arrival.message.read({ bytes in message.peek(in: bytes) }) == PDUType.trapV1.rawValue {
                counters.add(.inTraps)
                counters.add(.unknownPDUHandlers)
            } else {
                counters.add(.inASNParseErrs)
            }
            return nil
        }
        if request.type == .set {
            counters.add(.inBadCommunityUses)
            failures.report(.communityUse, from: arrival.source, at: context.now)
        }
        return answer(request, community: name, view: policy.communities[position].view, isV1, arrival, context, room)
    }

    private func answer(
        _ request: PDUView, community: Range<Int>, view: CompiledView, _ isV1: Bool, _ arrival: Arrival,
        _ context: Context, _ room: ReplyRoom
    ) -> Reply? {
        // Headers: two sequences, version, community, PDU, request-id, error-status and error-index at their longest.
        let headers = 4 + 3 + BERSize.valueCount(community.count) + 4 + 6 + 3 + 6 + 4
        let capacity = maximumReply(to: arrival.source) - headers
        let work = PDUWork(message: arrival.message, image: context.image, view: view, isV1: isV1)
        let result: PDUResult
        do throws(PDURefusal) {
            result = try processor.process(
                request, work, room: room.bindings(capacity))
        } catch {
            count(error, request)
            return nil
        }
        countAnswer(result)
        var headersWriter = room.headers
        let end = headersWriter.start + result.count
        headersWriter.putResponse(request.requestID, result, to: end)
        headersWriter.put(arrival.message.pointer(community), count: community.count)
        headersWriter.put(tag: BERTag.octetString, length: community.count)
        headersWriter.put(integer: isV1 ? 0 : 1)
        headersWriter.wrap(BERTag.sequence, to: end)
        return Reply(start: headersWriter.start, count: end - headersWriter.start)
    }

    /// Counts a request that gets no answer.
    func count(_ refusal: PDURefusal, _ request: PDUView) {
        switch refusal {
        case .malformed: counters.add(.inASNParseErrs)
        case .unhandled: countUnhandled(request)
        case .tooBig: counters.add(.silentDrops)
        }
    }
}

extension ReplyWriter {
    /// Puts the header of a Response in front of the variable bindings, which reach to `end`.
    @inline(__always)
    mutating func putResponse(_ requestID: Int32, _ result: PDUResult, to end: UnsafeMutablePointer<UInt8>) {
        wrap(BERTag.sequence, to: end)
        put(integer: Int64(result.index))
        put(integer: Int64(result.status.rawValue))
        put(integer: Int64(requestID))
        wrap(PDUType.response.rawValue, to: end)
    }
}
