import DeviceProtocols
import NetworkValues

extension SNMPNotificationReceiver {
    /// Why a datagram is refused.
    private struct Refused: Error {
        var reason: SNMPNotificationStatus.Refusal
        /// A Report for its sender, empty for none.
        var report: [UInt8] = []
    }

    /// A datagram came by the socket `descriptor`; returns what is to be answered at once.
    func receive(_ datagram: SNMPSocket.Datagram, on descriptor: Int32) -> [UInt8] {
        counted.datagrams += 1
        do throws(Refused) {
            let head = try parsed { () throws(SNMPLibraryError) in try SNMPLibrary.look(datagram.octets) }
            return head.version == 3
                ? try receiveSecured(datagram, head, on: descriptor)
                : try receiveCommunityBased(datagram, head, on: descriptor)
        } catch {
            counted.refused[error.reason, default: 0] += 1
            if !error.report.isEmpty { counted.reports += 1 }
            return error.report
        }
    }

    private func parsed<Value: ~Copyable>(
        _ body: () throws(SNMPLibraryError) -> Value
    ) throws(Refused) -> Value {
        do throws(SNMPLibraryError) {
            return try body()
        } catch {
            throw Refused(reason: error == .version ? .version : .malformed)
        }
    }

    private func receiveCommunityBased(
        _ datagram: SNMPSocket.Datagram, _ head: SNMPLibrary.Head, on descriptor: Int32
    ) throws(Refused) -> [UInt8] {
        let message = try parsed { () throws(SNMPLibraryError) in try SNMPMessage(datagram.octets, user: nil) }
        let ofVersion = acceptance.credentials.filter { $0.version.rawValue == head.version }
        guard !ofVersion.isEmpty else { throw Refused(reason: .version) }
        // All are compared: the time does not tell which.
        let matches = ofVersion.filter { $0.hasCommunity(message.facts.community) }
        guard let credentials = matches.first else { throw Refused(reason: .community) }
        let kinds = head.version == 1 ? [SNMPMessageKind.trap1] : [SNMPMessageKind.trap2, SNMPMessageKind.inform]
        guard kinds.contains(message.facts.kind) else { throw Refused(reason: .notANotification) }
        return try take(message, of: datagram, on: descriptor, as: credentials)
    }

    // MARK: Version 3

    private func receiveSecured(
        _ datagram: SNMPSocket.Datagram, _ head: SNMPLibrary.Head, on descriptor: Int32
    ) throws(Refused) -> [UInt8] {
        let isForUs: Bool
        if let own = acceptance.ownEngine {
            try parsed { () throws(SNMPLibraryError) in try SNMPLibrary.setOwnEngine(own.engineID, boots: own.boots) }
            isForUs = own.engineID == head.engineID
        } else {
            isForUs = false
        }
        // Who wants a Report takes us for the authoritative side: without our engine ID it must learn it first.
        if !isForUs, head.isReportable {
            throw try refuse(datagram, user: nil, reason: .engine)
        }
        if !isForUs { try learn(head.engineID) }
        let candidates = acceptance.credentials.filter { $0.version == .v3 && Array($0.user.utf8) == head.user }
        var refused = candidates.isEmpty ? try refuse(datagram, user: nil, reason: .user) : nil
        for credentials in candidates {
            let user = try parsed { () throws(SNMPLibraryError) in try engines.user(credentials, at: head.engineID) }
            let message = try parsed { () throws(SNMPLibraryError) in try SNMPMessage(datagram.octets, user: user) }
            guard message.facts.refusal == nil else {
                refused = try refuse(datagram, user: user, reason: nil)
                continue
            }
            guard message.facts.level >= credentials.securityLevel else {
                refused = Refused(reason: .level)
                continue
            }
            guard message.facts.kind == (isForUs ? SNMPMessageKind.inform : SNMPMessageKind.trap2) else {
                throw Refused(reason: .notANotification)
            }
            return try take(message, of: datagram, on: descriptor, as: credentials)
        }
        throw refused ?? Refused(reason: .user)
    }

    /// Traps are taken of engines that polling found or the settings name: keys exist for no other.
    private func learn(_ engineID: [UInt8]) throws(Refused) {
        if let manager, manager.assumeIsolated({ $0.knowsEngine(engineID) }) { return }
        guard givenEngines.contains(engineID) else { throw Refused(reason: .engine) }
        try parsed { () throws(SNMPLibraryError) in try SNMPLibrary.learn(engineID, boots: 0, time: 0) }
    }

    /// Says why the security model refuses a message, with the Report for its sender when it wants one and informs are
    /// taken.
    private func refuse(
        _ datagram: SNMPSocket.Datagram, user: SNMPUser?, reason: SNMPNotificationStatus.Refusal?
    ) throws(Refused) -> Refused {
        let message = try parsed { () throws(SNMPLibraryError) in try SNMPMessage(datagram.octets, user: user) }
        let found: SNMPNotificationStatus.Refusal =
            switch message.facts.refusal {
            case SNMPLibraryError.unknownEngine: .engine
            case SNMPLibraryError.unknownUser: .user
            case SNMPLibraryError.unsupportedLevel: .level
            case SNMPLibraryError.wrongDigest: .digest
            case SNMPLibraryError.notInTimeWindow: .timeWindow
            case SNMPLibraryError.decryption: .decryption
            default: .malformed
            }
        guard acceptance.ownEngine != nil else { return Refused(reason: reason ?? found) }
        return Refused(reason: reason ?? found, report: message.report(user: user))
    }

    // MARK: What is taken

    private func take(
        _ message: consuming SNMPMessage, of datagram: SNMPSocket.Datagram, on descriptor: Int32,
        as credentials: SNMPCredentials
    ) throws(Refused) -> [UInt8] {
        let source = datagram.source
        let notification = ReceivedNotification(
            message.facts, message.variables(), from: source.address, as: credentials)
        guard let notification else { throw Refused(reason: .malformed) }
        guard notification.isInform else {
            deliver(notification)
            return []
        }
        switch recent.see(notification, from: source) {
        case .new:
            // Without an answer the sender sends it again, when there may be room.
            if !deliver(notification, answer: message.answer(), to: datagram, on: descriptor) {
                recent.forget(notification, from: source)
            }
            return []
        case .waiting:
            counted.repeated += 1
            return []
        case .answered:
            counted.repeated += 1
            let answer = message.answer()
            if !answer.isEmpty { counted.answered += 1 }
            return answer
        }
    }
}
