import NetworkValues

extension RPCAPSession {
    /// Takes what answers an action. An answer to something that was not asked does nothing.
    mutating func answer(_ event: RPCAPEvent, _ now: Timestamp) -> [RPCAPAction] {
        if case .captureEnded(let statistics, let failure) = event { return captureEnded(statistics, failure) }
        guard let question = pending else { return [] }
        if case .failed(let text) = event { return failed(question, text, now) }
        switch (question, event) {
        case (.password(let user), .passwordChecked(let isRight)):
            pending = nil
            return isRight ? accept(user: user) : reject("Authentication failed", now)
        case (.interfaces, .interfaces(let interfaces)):
            return reply(
                interfaces.isEmpty
                    ? .error(.noRemoteInterfaces, "There is no interface that could be captured on.")
                    : .findAllInterfacesReply(interfaces))
        case (.open(let name), .opened(let linkType)):
            interface = name
            return reply(.openReply(RPCAPOpenReply(linkType: linkType)))
        case (.start, .captureStarted(let started)):
            isCapturing = true
            lastStatistics = nil
            return reply(.startCaptureReply(started))
        case (.filter, .filterUpdated):
            return reply(.updateFilterReply)
        case (.statistics, .statistics(let statistics)):
            return reply(.statisticsReply(statistics))
        case (.stop, .captureStopped(let statistics)):
            isCapturing = false
            lastStatistics = statistics
            return reply(.endCaptureReply)
        default:
            return []
        }
    }

    private mutating func reply(_ message: RPCAPMessage) -> [RPCAPAction] {
        pending = nil
        return [.reply(message)]
    }

    private mutating func failed(_ question: Pending, _ text: String, _ now: Timestamp) -> [RPCAPAction] {
        pending = nil
        let code: RPCAPErrorCode
        switch question {
        case .password: return reject(text, now)
        case .interfaces: code = .findAllInterfaces
        case .open: code = .open
        case .start: code = .startCapture
        case .filter: code = .updateFilter
        case .statistics: code = .getStatistics
        case .stop: code = .endCapture
        }
        return [Self.failure(code, text)]
    }

    /// The one message that a client gets without having asked is the last one.
    private mutating func captureEnded(_ statistics: RPCAPStatistics, _ failure: String?) -> [RPCAPAction] {
        guard isCapturing else { return [] }
        isCapturing = false
        lastStatistics = statistics
        guard let failure else { return [] }
        return end(.captureFailed(failure), .readPackets, failure)
    }
}
