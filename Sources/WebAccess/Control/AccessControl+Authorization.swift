public import NetworkValues
import Settings

extension AccessControl {
    /// Judges the `Authorization` header field of a request. `method` and `uri` are those of the request line. `certificate`
    /// has the e-mail addresses and user principal names of the verified client certificate, empty without one.
    public func authorize(
        _ field: String, method: String, uri: String, certificate: [String] = [], from source: IPAddress
    ) async -> AuthorizationOutcome {
        guard admits(source) else { return .networkRefused }
        let source = source.unmapped
        let read: AuthorizationField
        do throws(AuthorizationFieldError) {
            read = try AuthorizationField(field)
        } catch {
            return .malformed(error.message)
        }
        switch read {
        case .basic(let name, let password):
            return await basic(
                Attempt(name: name, password: password, certificate: certificate, source: source, way: .basic))
        case .digest(let answer):
            guard answer.uri == uri else { return .malformed("the uri of Digest is not that of the request") }
            let attempt = Attempt(
                name: answer.name, password: Secret(""), certificate: certificate, source: source, way: .digest)
            return digest(answer, attempt, method: method)
        case .bearer(let token):
            return bearer(token, from: source)
        }
    }

    /// The challenges for a request that needs credentials, one `WWW-Authenticate` field for each: the methods that the
    /// settings take, the best one first, and tokens.
    public func challenges() -> [String] { challenges(isStale: false) }

    private func challenges(isStale: Bool) -> [String] {
        withState { state in
            var challenges: [String] = []
            if state.settings.takesDigest {
                for (name, _) in DigestAnswer.functions {
                    let nonce = state.nonces.make(at: now())
                    challenges.append(
                        "Digest realm=\"\(Self.realm)\", qop=\"\(DigestAnswer.quality)\", algorithm=\(name), "
                            + "nonce=\"\(nonce)\", charset=UTF-8" + (isStale ? ", stale=true" : ""))
                }
            }
            if state.settings.takesBasic { challenges.append("Basic realm=\"\(Self.realm)\", charset=\"UTF-8\"") }
            return challenges + ["Bearer realm=\"\(Self.realm)\""]
        }
    }

    private func basic(_ attempt: Attempt) async -> AuthorizationOutcome {
        guard withState({ $0.settings.takesBasic }) else { return .challenge(challenges()) }
        switch await judge(attempt) {
        case .right(let account):
            withState { $0.counters.basicRequests += 1 }
            let mustChange = account.mustChangePassword || attempt.password.revealed == Account.defaultPassword
            return .principal(
                Principal(account, source: attempt.source, way: .basic, mustChangePassword: mustChange))
        case .wrong: return .challenge(challenges())
        case .blocked(let seconds): return .blocked(seconds: seconds)
        case .certificateRequired: return .certificateRequired
        case .busy: return .busy
        }
    }

    private func digest(_ answer: DigestAnswer, _ attempt: Attempt, method: String) -> AuthorizationOutcome {
        enum Step: Sendable {
            case done(AuthorizationOutcome)
            case challenge(isStale: Bool)
        }
        let step = withState { state -> Step in
            guard state.settings.takesDigest, answer.realm == Self.realm else { return .challenge(isStale: false) }
            let time = now()
            switch state.early(attempt, at: time) {
            case .blocked(let seconds): return .done(.blocked(seconds: seconds))
            case .certificateRequired: return .done(.certificateRequired)
            default: break
            }
            let account = state.configuration.account(named: answer.name)
            let key = account?.digestKeys[answer.function]?.revealed
            guard answer.matches(key ?? "", method: method), key != nil, let account, !account.isDisabled else {
                let reason =
                    account != nil && key == nil
                    ? "the password was set while Digest was off" : "wrong name or password"
                _ = state.failed(attempt, reason, at: time)
                return .challenge(isStale: false)
            }
            switch state.nonces.use(answer.nonce, count: answer.count, at: time) {
            case .stale: return .challenge(isStale: true)
            case .replayed:
                state.counters.failures += 1
                state.tellSeldom(
                    .refused("the same answer was used before"), account.name, attempt.source, .digest, at: time)
                return .challenge(isStale: true)
            case .good: break
            }
            if answer.count == 1 {
                state.proved(account, attempt, at: time)
                state.tellSeldom(.loggedIn, account.name, attempt.source, .digest, at: time)
            }
            state.counters.digestRequests += 1
            return .done(
                .principal(
                    Principal(
                        account, source: attempt.source, way: .digest, mustChangePassword: account.mustChangePassword)))
        }
        switch step {
        case .done(let outcome): return outcome
        case .challenge(let isStale): return .challenge(challenges(isStale: isStale))
        }
    }

    private func bearer(_ token: Secret, from source: IPAddress) -> AuthorizationOutcome {
        let hash = DigestFunction.sha256(token.revealed)
        return withState { state in
            let time = now()
            // All are compared, so that the time does not tell which.
            let found = state.configuration.tokens.filter { isEqual(hash, $0.hash) }.first
            guard let found, found.expires.map({ time < $0 }) ?? true else {
                state.counters.failures += 1
                let reason = found == nil ? "the token is not known" : "the token has expired"
                state.tellSeldom(.refused(reason), found?.name ?? "", source, .token, at: time)
                return .challenge([
                    "Bearer realm=\"\(Self.realm)\", error=\"invalid_token\", error_description=\"\(reason)\""
                ])
            }
            guard found.networks.isEmpty || found.networks.contains(where: { $0.contains(source) }) else {
                state.counters.networkRefusals += 1
                state.tellSeldom(.refused("the token is not for this network"), found.name, source, .token, at: time)
                return .networkRefused
            }
            if state.tokenUses[hash]?.lastSource != source {
                state.tellSeldom(.loggedIn, found.name, source, .token, at: time)
            }
            state.tokenUses[hash] = TokenUse(lastUse: time, lastSource: source)
            state.counters.tokenRequests += 1
            return .principal(Principal(found, source: source))
        }
    }
}
