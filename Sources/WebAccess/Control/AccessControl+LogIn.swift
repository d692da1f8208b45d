public import NetworkValues
public import Settings

extension AccessControl {
    /// Logs somebody in who filled in the form. `certificate` has the e-mail addresses and user principal names of the
    /// verified client certificate, empty without one. `endOldest` says that the user asks to end their oldest session when
    /// a limit is reached.
    public func logIn(
        name: String, password: Secret, certificate: [String] = [], from source: IPAddress, userAgent: String = "",
        endOldest: Bool = false
    ) async -> LogInOutcome {
        guard admits(source) else { return .networkRefused }
        let attempt = Attempt(
            name: name, password: password, certificate: certificate, source: source.unmapped, way: .form)
        switch await judge(attempt) {
        case .right(let account): return begin(account, attempt, userAgent, endOldest: endOldest)
        case .wrong(let seconds): return .refused(blockedSeconds: seconds)
        case .blocked(let seconds): return .blocked(seconds: seconds)
        case .certificateRequired: return .certificateRequired
        case .busy: return .busy
        }
    }

    private func begin(
        _ account: Account, _ attempt: Attempt, _ userAgent: String, endOldest: Bool
    ) -> LogInOutcome {
        withState { state in
            let time = now()
            // The settings may have changed since the password was judged.
            guard let account = state.current(account), !account.isDisabled else { return .refused(blockedSeconds: 0) }
            state.tell(state.sessions.sweep(state.settings, at: time))
            if let limit = state.sessions.exceededLimit(account, state.settings) {
                let own = !state.sessions.all(of: account).isEmpty
                guard endOldest, let ended = state.sessions.endOldest(of: account) else {
                    state.counters.sessionLimits += 1
                    state.tell(.refused("a limit of sessions is reached"), account.name, attempt.source, .form)
                    return .sessionLimit(limit, hasOwn: own)
                }
                state.tell([ended])
                if let limit = state.sessions.exceededLimit(account, state.settings) {
                    return .sessionLimit(limit, hasOwn: true)
                }
            }
            return .welcome(state.welcome(account, attempt, userAgent, at: time))
        }
    }

    /// The session of a cookie's value; `nil` when there is none or it has been idle for too long. `source` is where this
    /// request comes from. `isUse` is false for requests by which a page keeps itself up to date: they do not keep a session
    /// alive.
    public func session(token: String, from source: IPAddress, isUse: Bool = true) -> ActiveSession? {
        withState { state in
            guard let session = state.sessions.session(token: token, isUse: isUse, state.settings, at: now()),
                let account = state.configuration.accounts.first(where: { $0.number == session.account })
            else { return nil }
            return state.active(session, account, from: source.unmapped)
        }
    }

    /// Gives a session another token, as after a change of the password; the old one opens nothing any more, and what forms
    /// must send back is another too. `nil` when there is no such session.
    public func renew(token: String) -> Secret? {
        withState { $0.sessions.renew(token: token) }
    }

    /// Ends the session of a cookie's value. Returns whether there was one.
    @discardableResult
    public func logOut(token: String) -> Bool {
        withState { state in
            let ended = state.sessions.end(token: token)
            state.tell(ended.map { [$0] } ?? [])
            return ended != nil
        }
    }
}

extension ActiveSession {
    /// Whether a form's or a request's token against forged requests is that of the session, compared in constant time.
    public func accepts(csrfToken given: String) -> Bool {
        isEqual(Array(given.utf8), Array(csrfToken.revealed.utf8))
    }
}

extension AccessState {
    /// Begins a session and says what the user is shown.
    fileprivate mutating func welcome(
        _ account: Account, _ attempt: Attempt, _ userAgent: String, at now: Timestamp
    ) -> LogInOutcome.Welcome {
        let mustChange = account.mustChangePassword || attempt.password.revealed == Account.defaultPassword
        let hasCertificate = configuration.accounts(inCertificate: attempt.certificate).contains { $0 == account }
        let (session, token) = sessions.begin(
            account, mustChangePassword: mustChange, from: attempt.source, userAgent: userAgent,
            hasCertificate: hasCertificate, at: now)
        let before = memory.records[account.name] ?? LogInRecord()
        memory.records[account.name, default: LogInRecord()].loggedIn(from: attempt.source, at: now)
        isMemoryChanged = true
        counters.logIns += 1
        tell(.loggedIn, account.name, attempt.source, .form)
        let active = active(session, account, from: attempt.source)
        return LogInOutcome.Welcome(
            principal: active.principal, token: token, csrfToken: active.csrfToken,
            sessions: sessions.all(of: account).map(\.summary),
            lastLogIn: before.lastLogIn.map { ($0, before.lastSource) }, failedAttempts: before.failedAttempts)
    }

    /// A session for the request that it belongs to.
    fileprivate func active(
        _ session: Sessions.Session, _ account: Account, from source: IPAddress
    ) -> ActiveSession {
        let principal = Principal(
            account, source: source, way: .form, session: session.number,
            mustChangePassword: account.mustChangePassword || session.mustChangePassword)
        return ActiveSession(
            principal: principal, summary: session.summary, csrfToken: Secret(sessions.csrfToken(of: session)),
            endsAt: sessions.end(of: session, settings))
    }
}
