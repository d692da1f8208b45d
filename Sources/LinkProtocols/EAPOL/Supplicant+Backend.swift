import NetworkValues

/// The backend's machine (IEEE 802.1X-2004, 8.2.13, figure 8-15), under the standard's names.
extension Supplicant {
    /// Moves by one transition; `false` when none is due.
    mutating func stepBackend() -> Bool {
        if suppAbort {
            enter(.initialize)
            return true
        }
        switch backend {
        case .initialize, .fail, .timeout, .success: enter(.idle)
        case .idle:
            guard suppStart, eapolEap else { return false }
            enter(.request)
        case .request: return stepRequest()
        case .response: enter(.receive)
        case .receive:
            if eapolEap {
                enter(.request)
            } else if isOver(authWhile) {
                enter(.timeout)
            } else {
                return false
            }
        }
        return true
    }

    private mutating func stepRequest() -> Bool {
        if eapFail {
            enter(.fail)
        } else if eapSuccess {
            enter(.success)
        } else if eapResp != nil {
            enter(.response)
        } else if eapNoResp {
            enter(.receive)
        } else {
            // TLS works on it.
            return false
        }
        return true
    }

    mutating func enter(_ next: SupplicantBackendState) {
        backend = next
        switch next {
        case .initialize:
            abortPeer()
            suppAbort = false
            forgetRequest()
        case .idle: suppStart = false
        case .request: answer()
        case .response:
            if let packet = eapResp { transmit(.eap, packet) }
            eapResp = nil
        case .receive:
            authWhile = now.adding(seconds: timers.authenticationPeriodSeconds)
            eapNoResp = false
        case .fail: statistics.failures += 1
        case .success: statistics.successes += 1
        case .timeout:
            statistics.timeouts += 1
            suppTimeout = true
            abortPeer()
        }
    }

    private mutating func forgetRequest() {
        authWhile = nil
        eapResp = nil
        eapNoResp = false
        suppStart = false
    }

    /// Gives the packet that waits to the peer. It is taken by that, so that it cannot begin a second conversation.
    private mutating func answer() {
        guard var peer else { return }
        authWhile = nil
        eapResp = nil
        eapNoResp = false
        eapolEap = false
        let made = peer.receive(pending.span, in: 0..<pending.count)
        self.peer = peer
        pending = []
        take(made)
    }
}
