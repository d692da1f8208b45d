import NetworkValues

/// The port access entity's machine (IEEE 802.1X-2004, 8.2.12, figure 8-14), under the standard's names. The standard lets
/// it go from CONNECTING to AUTHENTICATING when EAP ends without a conversation, which this peer never does.
extension Supplicant {
    /// Moves by one transition; `false` when none is due.
    mutating func stepPAE() -> Bool {
        if userLogoff, !logoffSent, isPortEnabled {
            enterLogoff()
            return true
        }
        if !isPortEnabled {
            let why: SupplicantReason = peer == nil ? .notConfigured : .linkDown
            guard state != .disconnected || reason != why else { return false }
            enterDisconnected()
            reason = why
            return true
        }
        if let forced = stepForced() { return forced }
        if userLogoff { return false }
        return stepAuto()
    }

    private mutating func stepForced() -> Bool? {
        guard sPortMode == portControl else {
            switch portControl {
            case .auto: enterDisconnected()
            case .forceAuthorized, .forceUnauthorized:
                abortPeer()
                sPortMode = portControl
                state = portControl == .forceAuthorized ? .forceAuthorized : .forceUnauthorized
                reason = .forced
                suppAbort = true
                authorize(portControl == .forceAuthorized)
            }
            return true
        }
        return portControl == .auto ? nil : false
    }

    private mutating func stepAuto() -> Bool {
        switch state {
        case .logoff: enterDisconnected()
        case .disconnected: enterConnecting()
        case .connecting: return stepConnecting()
        case .authenticating: return stepAuthenticating()
        case .held:
            if eapolEap { enterRestart() } else if isOver(heldWhile) { enterConnecting() } else { return false }
        case .authenticated:
            guard eapolEap else { return false }
            enterRestart()
        case .restart: enterAuthenticating()
        case .forceAuthorized, .forceUnauthorized: enterDisconnected()
        }
        return true
    }

    private mutating func stepConnecting() -> Bool {
        if eapolEap {
            enterRestart()
        } else if !isOver(startWhen) {
            return false
        } else if startCount < timers.maximumStarts {
            enterConnecting()
        } else {
            // Nobody answers: the port is open (portValid is always true without MACsec).
            state = .authenticated
            reason = .noAuthenticator
            authorize(true)
        }
        return true
    }

    private mutating func stepAuthenticating() -> Bool {
        if eapSuccess {
            state = .authenticated
            reason = .accepted(acceptedBy)
            authorize(true)
        } else if eapFail {
            state = .held
            heldWhile = now.adding(seconds: timers.heldPeriodSeconds)
            reason = lastFailure.map(SupplicantReason.failed) ?? .timedOut
            authorize(false)
        } else if suppTimeout {
            enterConnecting()
            reason = .timedOut
        } else {
            return false
        }
        return true
    }

    private mutating func enterLogoff() {
        abortPeer()
        transmit(.logoff)
        state = .logoff
        reason = .loggedOff
        logoffSent = true
        suppAbort = true
        authorize(false)
    }

    mutating func enterDisconnected() {
        state = .disconnected
        reason = .linkDown
        sPortMode = .auto
        startCount = 0
        logoffSent = false
        suppAbort = true
        eapolEap = false
        pending = []
        authorize(false)
    }

    private mutating func enterConnecting() {
        state = .connecting
        reason = .connecting
        startWhen = now.adding(seconds: timers.startPeriodSeconds)
        startCount += 1
        eapolEap = false
        eapSuccess = false
        eapFail = false
        suppTimeout = false
        transmit(.start)
    }

    private mutating func enterAuthenticating() {
        state = .authenticating
        reason = .authenticating
        startCount = 0
        suppTimeout = false
        suppStart = true
    }

    /// A new conversation: what came of the one before is forgotten.
    private mutating func enterRestart() {
        state = .restart
        abortPeer()
        eapSuccess = false
        eapFail = false
    }
}
