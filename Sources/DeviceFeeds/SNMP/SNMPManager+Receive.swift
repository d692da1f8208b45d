import DeviceProtocols

extension SNMPManager {
    /// A datagram came. Nothing is ever answered at once here.
    func receive(_ datagram: SNMPSocket.Datagram) -> [UInt8] {
        counted.datagramsReceived += 1
        do throws(SNMPLibraryError) {
            let head = try SNMPLibrary.look(datagram.octets)
            if head.version == 3 {
                try receive(datagram, head)
            } else {
                try receiveCommunityBased(datagram, version: head.version)
            }
        } catch {
            counted.malformed += 1
            note(
                SNMPTrouble(.malformed, "an answer was expected; \(datagram.octets.count) octets came that are none"),
                from: datagram.source)
        }
        return []
    }

    /// Remembers what came from a device, for when nothing better comes.
    private func note(_ trouble: SNMPTrouble, from source: SNMPEndpoint) {
        for key in byEndpoint[source] ?? [] { inFlight[key]?.trouble = trouble }
    }

    /// The exchange to which an answer belongs, when it came from where was asked.
    private func match(_ key: Int?, _ source: SNMPEndpoint) -> (Int, SNMPExchange)? {
        guard let key, let exchange = inFlight[key] else {
            counted.unmatched += 1
            note(
                SNMPTrouble(.unexpectedAnswer, "an answer was expected; one to another question came"), from: source)
            return nil
        }
        guard exchange.target.endpoint == source else {
            counted.fromElsewhere += 1
            return nil
        }
        return (key, exchange)
    }

    private func receiveCommunityBased(
        _ datagram: SNMPSocket.Datagram, version: UInt8
    ) throws(SNMPLibraryError) {
        let message = try SNMPMessage(datagram.octets, user: nil)
        guard message.facts.kind == SNMPMessageKind.response else { throw .malformed }
        guard let (key, exchange) = match(byRequestID[message.facts.requestID], datagram.source) else { return }
        guard exchange.target.credentials.version.rawValue == version else {
            counted.refused += 1
            return note(
                SNMPTrouble(
                    .unexpectedAnswer, "an answer in \(exchange.target.credentials) was expected; another came"),
                from: datagram.source)
        }
        finish(key, .success(SNMPAnswer(message)))
    }

    private func receive(
        _ datagram: SNMPSocket.Datagram, _ head: SNMPLibrary.Head
    ) throws(SNMPLibraryError) {
        guard let (key, exchange) = match(byMessageID[head.messageID], datagram.source) else { return }
        let message = try SNMPMessage(datagram.octets, user: exchange.phase == .discovering ? nil : exchange.user)
        if message.facts.kind == SNMPMessageKind.report {
            counted.reports += 1
            return takeReport(message, head, of: key, exchange)
        }
        guard message.facts.refusal == nil, message.facts.kind == SNMPMessageKind.response,
            exchange.phase == .asking, isProper(message.facts, of: exchange)
        else {
            counted.refused += 1
            return note(.improper(message.facts, exchange), from: datagram.source)
        }
        finish(key, .success(SNMPAnswer(message)))
    }

    /// RFC 3412, 7.2.12: an answer is protected as the question was, and speaks of the same context.
    private func isProper(_ facts: SNMPMessage.Facts, of exchange: SNMPExchange) -> Bool {
        facts.level == exchange.target.credentials.securityLevel && facts.requestID == exchange.requestID
            && facts.engineID == exchange.user?.engineID
            && facts.contextName == Array(exchange.target.credentials.contextName.utf8)
    }

    // MARK: Reports

    private func takeReport(
        _ message: borrowing SNMPMessage, _ head: SNMPLibrary.Head, of key: Int, _ exchange: SNMPExchange
    ) {
        let report = SNMPReport(message.variables().first?.name ?? [])
        switch (exchange.phase, report) {
        case (.discovering, _) where !head.engineID.isEmpty:
            learn(head, of: key, exchange)
        case (.asking, .unknownEngine) where !head.engineID.isEmpty && !exchange.hasRediscovered:
            // Another device behind this address, or the same one with another engine ID.
            inFlight[key]?.hasRediscovered = true
            engines.forget(exchange.target.endpoint)
            learn(head, of: key, exchange)
        case (.asking, .notInTimeWindow) where message.facts.refusal == nil && message.facts.level >= .authNoPriv:
            guard !exchange.hasResynchronized else {
                return finish(key, .failure(.reported(report, credentials: exchange.target.credentials)))
            }
            // The library took the time out of the Report, which was authenticated.
            inFlight[key]?.hasResynchronized = true
            send(key)
        case (.asking, .notInTimeWindow):
            // Not authenticated, or the library does not believe that time: it may be anybody's.
            note(
                message.facts.refusal == nil
                    ? .reported(report, credentials: exchange.target.credentials)
                    : .improper(message.facts, exchange), from: exchange.target.endpoint)
        default:
            finish(key, .failure(.reported(report, credentials: exchange.target.credentials)))
        }
    }

    /// A device told its engine ID: the question can be asked.
    private func learn(_ head: SNMPLibrary.Head, of key: Int, _ exchange: SNMPExchange) {
        do throws(SNMPLibraryError) {
            try SNMPLibrary.learn(head.engineID, boots: head.boots, time: head.time)
            engines.keep(head.engineID, of: exchange.target.endpoint)
            let user = try engines.user(exchange.target.credentials, at: head.engineID)
            inFlight[key]?.user = user
            inFlight[key]?.phase = .asking
            inFlight[key]?.retriesLeft = exchange.target.retries
            send(key)
        } catch {
            finish(key, .failure(.library(error)))
        }
    }
}

/// The tags of messages (RFC 3416, 3; RFC 1157, 4.1).
enum SNMPMessageKind {
    static let response: UInt8 = 0xa2
    static let trap1: UInt8 = 0xa4
    static let inform: UInt8 = 0xa6
    static let trap2: UInt8 = 0xa7
    static let report: UInt8 = 0xa8
}

extension SNMPAnswer {
    init(_ message: borrowing SNMPMessage) {
        errorStatus = message.facts.errorStatus
        errorIndex = message.facts.errorIndex
        variables = message.variables()
    }
}

extension SNMPLibraryError {
    static let malformed = SNMPLibraryError(number: -1)
}

extension SNMPTrouble {
    /// An answer that the security model refused, or that is not protected as the question was.
    static func improper(_ facts: SNMPMessage.Facts, _ exchange: SNMPExchange) -> SNMPTrouble {
        switch facts.refusal {
        case SNMPLibraryError.wrongDigest:
            SNMPTrouble(.wrongDigest, "an answer with the digest of the user was expected; it has another one")
        case SNMPLibraryError.notInTimeWindow:
            SNMPTrouble(
                .notInTimeWindow,
                "an answer of now was expected; the device's clock or count of starts went back: "
                    + "if it was replaced or reset, forget its engine")
        case SNMPLibraryError.decryption:
            SNMPTrouble(.decryption, "an answer was expected; it could not be decrypted: check the privacy password")
        default:
            SNMPTrouble(
                .unexpectedAnswer,
                "an answer as \(exchange.target.credentials) was expected; "
                    + "one of another engine, user, context or level came")
        }
    }
}
