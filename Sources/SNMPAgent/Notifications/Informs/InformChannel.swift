import NetworkValues
import SNMPProtocol

/// What is said to one receiver of informs, and what it answers: makes the messages, knows the receiver's engine, and ties
/// answers to requests. A value without a socket.
struct InformChannel {
    /// What an answer means.
    enum Event: Hashable {
        /// The receiver has the notification.
        case acknowledged(requestID: Int32)
        /// The receiver cannot take it as it is protected (a Report): settings have to be changed.
        case refused(requestID: Int32, reason: String)
        /// The receiver read it and answered with an error-status.
        case rejected(requestID: Int32, status: Int32)
        /// More is known of the receiver's engine: the request may be sent again at once.
        case learned(requestID: Int32)
        /// It cannot be read, belongs to nothing, or is not what it says.
        case unexpected
    }

    /// A message whose answer may come.
    private struct Sent {
        var messageID: Int32
        var requestID: Int32
    }

    /// Messages whose answers may still come: for each of the window, some tries.
    private static let sentLimit = 256

    let target: NotificationTarget
    private let agent: NotificationAgent
    private let numbers: RequestNumbers
    private let salts = SaltSource()
    private(set) var engine = ReceiverEngine()
    private var keys: (user: SNMPUser, engineID: [UInt8], localized: LocalizedUser)?
    private var sent: [Sent] = []

    init(_ target: NotificationTarget, _ agent: NotificationAgent, _ numbers: RequestNumbers) {
        self.target = target
        self.agent = agent
        self.numbers = numbers
    }

    /// Whether requests go out as such: in version 3 the receiver's engine, and its time if need be, are known. Until then
    /// one request at a time finds out.
    var isReady: Bool {
        guard case .v3(let name) = target.version else { return true }
        return engine.engineID != nil && (engine.hasClock || agent.users(name)?.authentication == nil)
    }

    /// The message that tells `content`, or one that asks for the receiver's engine (RFC 3414 4).
    mutating func message(
        _ content: NotificationContent, requestID: Int32, at now: Timestamp
    ) throws(NotificationSealError) -> [UInt8] {
        let encoder = TrapEncoder(objectID: agent.objectID)
        switch target.version {
        case .v1(let community), .v2c(let community):
            return encoder.v2c(
                content, as: .inform, community: community, requestID: requestID, upTime: agent.upTime())
        case .v3(let name):
            return try userBased(content, name, requestID, encoder, now)
        }
    }

    private mutating func userBased(
        _ content: NotificationContent, _ name: String, _ requestID: Int32, _ encoder: TrapEncoder, _ now: Timestamp
    ) throws(NotificationSealError) -> [UInt8] {
        guard let user = agent.users(name) else {
            throw NotificationSealError("there is no user \(name); add one to the settings")
        }
        let messageID = numbers.take()
        if sent.count >= Self.sentLimit { sent.removeFirst() }
        sent.append(Sent(messageID: messageID, requestID: requestID))
        var message = UserMessage(
            engineID: [], boots: 0, time: 0, messageID: messageID, maximumMessage: InformSocket.maximumAnswer,
            isReportable: true)
        guard let engineID = engine.engineID else {
            return try message.encoded(Self.discovery(requestID), salt: salts.take())
        }
        message.engineID = engineID
        (message.boots, message.time) = engine.clock(at: now)
        message.user = localized(user, engineID)
        let scoped = encoder.scopedPDU(
            content, as: .inform, engineID: agent.sealer.engineID, requestID: requestID, upTime: agent.upTime(),
            overhead: agent.sealer.overhead)
        return try message.encoded(scoped, salt: salts.take())
    }

    /// A request for nothing, in nobody's name: the answer is a report with the engine's identifier.
    private static func discovery(_ requestID: Int32) -> [UInt8] {
        let body =
            BEREncoding.integer(Int64(requestID)) + BEREncoding.integer(0) + BEREncoding.integer(0)
            + BEREncoding.element(BERTag.sequence, [])
        return BEREncoding.element(
            BERTag.sequence,
            BEREncoding.element(BERTag.octetString, []) + BEREncoding.element(BERTag.octetString, [])
                + BEREncoding.element(PDUType.get.rawValue, body))
    }

    /// The user with the keys of the receiver's engine, which are made once.
    private mutating func localized(_ user: SNMPUser, _ engineID: [UInt8]) -> LocalizedUser {
        if let keys, keys.user == user, keys.engineID == engineID { return keys.localized }
        let localized = LocalizedUser(user, engineID: engineID, hashing: LibraryHashing())
        keys = (user, engineID, localized)
        return localized
    }

    // MARK: Answers

    /// Takes what the receiver sent.
    mutating func take(_ octets: [UInt8], at now: Timestamp) -> Event {
        agent.counters.add(.inPkts)
        let reply: InformReply
        do throws(InformReplyProblem) {
            reply = try InformReplyReader.read(octets, version, user: keys?.localized)
        } catch {
            switch error {
            case .malformed: agent.counters.add(.inASNParseErrs)
            case .wrongDigest: agent.counters.add(.wrongDigests)
            case .notDecrypted: agent.counters.add(.decryptionErrors)
            }
            return .unexpected
        }
        if let security = reply.security { return take(reply.kind, security, now) }
        guard case .response(let requestID, let status) = reply.kind else { return .unexpected }
        return answered(requestID, status)
    }

    private var version: SNMPVersion {
        if case .v3 = target.version { .v3 } else { .v2c }
    }

    private func answered(_ requestID: Int32, _ status: Int32) -> Event {
        agent.counters.add(.inGetResponses)
        return status == ErrorStatus.noError.rawValue
            ? .acknowledged(requestID: requestID) : .rejected(requestID: requestID, status: status)
    }

    /// What an error-status means, for people.
    static func reason(_ status: Int32) -> String {
        let name = ErrorStatus(rawValue: status).map { "\($0)" } ?? "error-status \(status)"
        return "the receiver answered \(name)"
    }

    private mutating func take(_ kind: InformReply.Kind, _ security: InformReply.Security, _ now: Timestamp) -> Event {
        guard let place = sent.firstIndex(where: { $0.messageID == security.messageID }) else { return .unexpected }
        let requestID = sent[place].requestID
        switch kind {
        case .report(let report):
            return reported(report, security, requestID, now)
        case .response(let responseID, let status):
            // It must be as well protected as the request was, and from the engine and user that were asked.
            guard responseID == requestID, let user = keys?.localized, security.engineID == engine.engineID,
                security.level >= user.bestLevel, security.userName == user.name
            else { return .unexpected }
            if security.level >= .authNoPriv, !engine.hear(boots: security.boots, time: security.time, at: now) {
                agent.counters.add(.notInTimeWindows)
                return .unexpected
            }
            sent.remove(at: place)
            return answered(requestID, status)
        }
    }

    private mutating func reported(
        _ report: InformReport?, _ security: InformReply.Security, _ requestID: Int32, _ now: Timestamp
    ) -> Event {
        guard let report else { return .unexpected }
        switch report {
        case .unknownEngineID:
            if engine.discover(security.engineID) { return .learned(requestID: requestID) }
        case .notInTimeWindow:
            // Nobody without the key may set the time.
            guard security.level >= .authNoPriv, security.engineID == engine.engineID else { return .unexpected }
            engine.learn(boots: security.boots, time: security.time, at: now)
            return .learned(requestID: requestID)
        case .unsupportedSecurityLevel, .unknownUserName, .wrongDigest, .decryptionError:
            break
        }
        let user = if case .v3(let name) = target.version { name } else { "" }
        return .refused(requestID: requestID, reason: report.text(user: user))
    }
}
