import SNMPProtocol

/// What the master is asked, and its answers.
extension AgentXSession {
    mutating func ask(
        _ question: Question, _ type: AgentXPDUType, _ body: AgentXPDU.Body, at moment: Moment
    ) {
        lastPacket &+= 1
        AgentXPDU(AgentXHeader(type, sessionID: sessionID, packetID: lastPacket), body).write(to: &writer)
        questions[lastPacket] = (question, moment.milliseconds + timeout)
    }

    mutating func register(_ number: Int, at moment: Moment) {
        refusedUntil[number] = nil
        let registration = AgentXRegistration(
            configuration.subtrees[number].arcs, priority: configuration.priority,
            timeoutSeconds: configuration.timeoutSeconds)
        ask(.register(number), .register, .register(registration), at: moment)
    }

    /// Takes the master's answer to a question.
    mutating func take(_ response: AgentXResponse, to question: Question, at moment: Moment) {
        let error = response.error == 0 ? nil : AgentXStatus.title(of: response.error)
        switch question {
        case .open:
            if let error { return lose("the master refused the session: \(error)", at: moment) }
            opened(at: moment)
        case .register(let number):
            registered(number, error, at: moment)
        case .addCapability, .ping:
            break
        }
        if response.error == AgentXStatus.notOpen.rawValue {
            lose("the master does not know the session any more", at: moment)
        }
    }

    private mutating func opened(at moment: Moment) {
        phase = .open
        status.state = .open
        status.sessionID = sessionID
        status.openSince = moment.time
        status.counts.sessions += 1
        openedAt = moment.milliseconds
        notes.append(.opened)
        for number in configuration.subtrees.indices { register(number, at: moment) }
    }

    private mutating func registered(_ number: Int, _ error: String?, at moment: Moment) {
        let subtree = configuration.subtrees[number]
        guard let error else {
            status.subtrees[number].isRegistered = true
            status.subtrees[number].refusal = ""
            notes.append(.registered(subtree.title))
            for capability in configuration.capabilities where capability.id.starts(with: subtree.arcs) {
                ask(
                    .addCapability, .addAgentCaps,
                    .addAgentCaps(id: capability.id, description: Array(capability.text.utf8)), at: moment)
            }
            return
        }
        status.counts.refusals += 1
        refusedUntil[number] = moment.milliseconds + Self.refusalRetry
        status.lastError = "the master refused \(subtree.title): \(error)"
        status.lastErrorAt = moment.time
        guard status.subtrees[number].refusal != error else { return }
        status.subtrees[number].refusal = error
        notes.append(.refused(subtree.title, error))
    }
}
