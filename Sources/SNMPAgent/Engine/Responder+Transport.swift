import SNMPProtocol

/// The Transport Security Model of SNMPv3 (RFC 5591): what protects the message is the connection that it came over.
extension Responder {
    /// msgSecurityModel of the Transport Security Model.
    static let transportModel: Int32 = 4
    /// The engine that answers, for managers that do not know its identifier yet (RFC 5343 3).
    static let localEngineID: [UInt8] = [0x80, 0, 0, 0, 6]

    /// Answers a message of this model, as RFC 5591 5.2 asks for, step by step.
    func respondToTransport(_ exchange: inout Exchange) throws(Refusal) -> Reply? {
        guard exchange.header.parameters.isAtEnd else { throw malformed() }
        guard let session = exchange.arrival.session else {
            transports.add(.tsmInvalidCaches)
            throw .silence
        }
        guard let scoped = scopedPDU(exchange.header.data, exchange) else { throw malformed() }
        exchange.level = SecurityLevel(exchange.header)
        let request = try request(in: scoped, &exchange)
        guard exchange.level <= session.level else { throw .reportTransport(.tsmInadequateSecurityLevels) }
        // A message that asks for less than the connection gives may do nothing.
        let access = exchange.level < session.level ? nil : exchange.context.policy.access(of: session)
        return try answer(request, in: scoped, by: access, exchange)
    }

    /// Puts an empty msgSecurityParameters, the global data and the version in front; nothing is signed or encrypted here
    /// (RFC 5591 5.1).
    func putTransportHead(
        _ writer: inout ReplyWriter, _ end: UnsafeMutablePointer<UInt8>, _ exchange: Exchange
    ) -> Reply {
        writer.put(tag: BERTag.octetString, length: 0)
        return putGlobal(&writer, end, Self.transportModel, exchange)
    }
}
