import SNMPProtocol

/// The way out of SNMPv3: scoped PDUs, reports, encryption and digests (RFC 3412 7.1, RFC 3414 3.1).
extension Responder {
    /// The longest message that the manager takes from us.
    func maximumReply(_ exchange: Exchange) -> Int {
        min(maximumReply(to: exchange.arrival.source), Int(exchange.header.maximumSize))
    }

    /// Octets of everything around the variable bindings, at their longest.
    func overhead(_ exchange: Exchange) -> Int {
        let engineID = 2 + engine.engineID.count
        let global = 2 + 6 + 6 + 3 + 3
        let parameters =
            exchange.isTransport ? 2 : 4 + 4 + engineID + 6 + 6 + 2 + exchange.userName.count + 2 + 48 + 2 + 8
        let scoped = 4 + 4 + 7 + engineID + 3 + (exchange.contextName?.count ?? 0)
        let pdu = 4 + 6 + 3 + 6 + 4
        return 4 + 3 + global + parameters + scoped + pdu
    }

    /// A report of a counter (RFC 3412 7.1.3 and 7.2.6): what the sender of a refused message has to know.
    func report(_ counter: SNMPCounter, _ exchange: Exchange) -> Reply? {
        Self.reported[counter].flatMap { report($0, counters.value(counter), exchange) }
    }

    /// Likewise of a counter of the transport (RFC 5591 5.2).
    func report(_ counter: TransportCounter, _ exchange: Exchange) -> Reply? {
        Self.reportedTransport[counter].flatMap { report($0, transports.value(counter), exchange) }
    }

    private func report(_ layout: TableLayout, _ value: UInt64, _ exchange: Exchange) -> Reply? {
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
        return seal(&writer, to: end, exchange)
    }

    /// The counters that reports name.
    private static let reported: [SNMPCounter: TableLayout] = {
        let usmStats: [UInt32] = [1, 3, 6, 1, 6, 3, 15, 1, 1]
        let names: [SNMPCounter: ([UInt32], UInt32)] = [
            .unsupportedSecLevels: (usmStats, 1), .notInTimeWindows: (usmStats, 2), .unknownUserNames: (usmStats, 3),
            .unknownEngineIDs: (usmStats, 4), .wrongDigests: (usmStats, 5), .decryptionErrors: (usmStats, 6),
            .unknownPDUHandlers: ([1, 3, 6, 1, 6, 3, 11, 2, 1], 3), .unknownContexts: ([1, 3, 6, 1, 6, 3, 12, 1], 5),
        ]
        return names.mapValues { TableLayout(entry: $0.0, columns: [$0.1]) }
    }()

    private static let reportedTransport: [TransportCounter: TableLayout] = [
        .tsmInadequateSecurityLevels: TableLayout(entry: TransportSecurityGroup.root + [1, 1], columns: [2])
    ]

    /// Puts everything around a PDU that makes a message of it, encrypts and authenticates it as its level asks for.
    func seal(_ writer: inout ReplyWriter, to pduEnd: UnsafeMutablePointer<UInt8>, _ exchange: Exchange) -> Reply? {
        var end = pduEnd
        put(exchange.contextName ?? 0..<0, of: exchange, &writer)
        if let asked = exchange.contextEngineID {
            put(asked, of: exchange, &writer)
        } else {
            writer.put(engine.engineID)
            writer.put(tag: BERTag.octetString, length: engine.engineID.count)
        }
        writer.wrap(BERTag.sequence, to: end)
        guard !exchange.isTransport else { return putTransportHead(&writer, end, exchange) }

        let time = Int32(clamping: exchange.context.now / 1000)
        var salt: UInt64 = 0
        if exchange.level == .authPriv {
            guard let encrypted = encrypt(&writer, end, time, exchange) else { return nil }
            (end, salt) = encrypted
        }
        return putHead(&writer, end, time, salt, exchange)
    }

    /// Puts octets of the message in front, as an OCTET STRING.
    private func put(_ range: Range<Int>, of exchange: Exchange, _ writer: inout ReplyWriter) {
        writer.put(exchange.arrival.message.pointer(range), count: range.count)
        writer.put(tag: BERTag.octetString, length: range.count)
    }

    /// Encrypts what the writer has up to `end` and puts the header of an OCTET STRING in front. Returns its end and the
    /// salt.
    private func encrypt(
        _ writer: inout ReplyWriter, _ end: UnsafeMutablePointer<UInt8>, _ time: Int32, _ exchange: Exchange
    ) -> (UnsafeMutablePointer<UInt8>, UInt64)? {
        guard let cipher = cipher(of: exchange.user, exchange.context.policy) else { return nil }
        let number = salts.take()
        let salt =
            cipher.algorithm == .des ? UInt64(UInt32(bitPattern: engine.boots)) << 32 | number & 0xffff_ffff : number
        let count = cipher.paddedCount(end - writer.start)
        let paddedEnd = writer.start + count
        for octet in 0..<(paddedEnd - end) { end[octet] = 0 }
        let isEncrypted = withUnsafeBytes(of: salt.bigEndian) { octets in
            octets.withMemoryRebound(to: UInt8.self) { octets in
                octets.baseAddress.map {
                    cipher.run(
                        encrypting: true, writer.start, count: count, boots: engine.boots, time: time, salt: $0)
                } ?? false
            }
        }
        guard isEncrypted else { return nil }
        writer.wrap(BERTag.octetString, to: paddedEnd)
        return (paddedEnd, salt)
    }

    /// Puts the security parameters, the global data and the version in front, and the digest into its place.
    private func putHead(
        _ writer: inout ReplyWriter, _ end: UnsafeMutablePointer<UInt8>, _ time: Int32, _ salt: UInt64,
        _ exchange: Exchange
    ) -> Reply? {
        let bodyStart = writer.start
        if exchange.level == .authPriv {
            for octet in 0..<8 { writer.put(UInt8(truncatingIfNeeded: salt >> UInt64(8 * octet))) }
            writer.put(tag: BERTag.octetString, length: 8)
        } else {
            writer.put(tag: BERTag.octetString, length: 0)
        }
        let digest = exchange.level >= .authNoPriv ? exchange.context.policy.users[exchange.user].digest : nil
        let length = digest?.length ?? 0
        for _ in 0..<length { writer.put(0) }
        let digestPlace = writer.start
        writer.put(tag: BERTag.octetString, length: length)
        put(exchange.userName, of: exchange, &writer)
        writer.put(integer: Int64(time))
        writer.put(integer: Int64(engine.boots))
        writer.put(engine.engineID)
        writer.put(tag: BERTag.octetString, length: engine.engineID.count)
        writer.wrap(BERTag.sequence, to: bodyStart)
        writer.wrap(BERTag.octetString, to: bodyStart)

        let reply = putGlobal(&writer, end, SecurityHeader.userModel, exchange)
        guard let digest else { return reply }
        return sign(reply, digest.key, at: digestPlace, count: length) ? reply : nil
    }

    /// Puts the global data and the version in front.
    func putGlobal(
        _ writer: inout ReplyWriter, _ end: UnsafeMutablePointer<UInt8>, _ model: Int32, _ exchange: Exchange
    ) -> Reply {
        let globalEnd = writer.start
        writer.put(integer: Int64(model))
        let flags: UInt8 =
            switch exchange.level {
            case .noAuthNoPriv: 0
            case .authNoPriv: SecurityHeader.auth
            case .authPriv: SecurityHeader.auth | SecurityHeader.priv
            }
        writer.put(flags)
        writer.put(tag: BERTag.octetString, length: 1)
        writer.put(integer: Int64(limits.maximumRequest))
        writer.put(integer: Int64(exchange.header.messageID))
        writer.wrap(BERTag.sequence, to: globalEnd)
        writer.put(integer: 3)
        writer.wrap(BERTag.sequence, to: end)
        return Reply(start: writer.start, count: end - writer.start)
    }

    /// Puts the digest of a message into its place.
    private func sign(_ reply: Reply, _ key: DigestKey, at place: UnsafeMutablePointer<UInt8>, count: Int) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { room in
            guard let base = room.baseAddress else { return false }
            let whole = key.digest(
                of: UnsafePointer(reply.start), count: reply.count, hole: place - reply.start, holeCount: count,
                to: base)
            guard whole >= count else { return false }
            place.update(from: base, count: count)
            return true
        }
    }
}
