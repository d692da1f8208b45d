import NetworkValues
public import Settings

extension AccessControl {
    /// The tokens by number. Throws when the principal may not see them.
    public func tokens(for principal: Principal) throws(AccessError) -> [AccessToken] {
        try require(.accounts, of: principal, "see the tokens")
        return withState { $0.configuration.tokens }
    }

    /// How a token has been used since the start; `nil` for not at all.
    public func use(of token: AccessToken) -> TokenUse? { withState { $0.tokenUses[token.hash] } }

    /// Makes a token of 256 random bits. It is given once: the settings have its digest only.
    public func creatingToken(
        _ draft: TokenDraft, by principal: Principal
    ) throws(AccessError) -> (change: AccessChange, token: Secret) {
        try require(.manageAccess, of: principal, "make tokens")
        guard !draft.scopes.isEmpty else {
            throw AccessError(.invalidValue, "A token needs at least one scope.", field: "scopes")
        }
        if let expires = draft.expires {
            guard let time = Timestamp(expiry: expires), now() < time else {
                throw AccessError(
                    .invalidValue, "expected a day in the future, such as 2027-01-31", field: "expires")
            }
        }
        let token = Secret(Base64.encode(random(32)))
        let hash = hexadecimal(DigestFunction.sha256(token.revealed))
        let scopes = TokenScope.allCases.filter(draft.scopes.contains).map(\.rawValue).joined(separator: ",")
        var options: [(name: String, value: SettingsDocument.NewValue)] = [
            ("name", .text(draft.name)), ("hash", .text(hash)), ("scopes", .text(scopes)),
        ]
        if let expires = draft.expires { options.append(("expires", .text(expires))) }
        if !draft.networks.isEmpty { options.append(("networks", .text(draft.networks.joined(separator: ",")))) }
        let description = "the token \(draft.name) (\(scopes)) was made"
        let change = AccessChange(description) { [options] document throws(SettingsError) in
            guard let number = document.freeInstance(of: TokenSettings.self) else {
                throw SettingsError(.invalidValue, "there are 64 tokens already; revoke one first", option: "name")
            }
            return try document.writing("\(TokenSettings.name)\(number)", options)
        }
        return (change, token)
    }

    /// Revokes a token.
    public func revoking(token number: Int, by principal: Principal) throws(AccessError) -> AccessChange {
        try require(.manageAccess, of: principal, "revoke tokens")
        guard let token = withState({ state in state.configuration.tokens.first { $0.number == number } }) else {
            throw AccessError(.notFound, "There is no token number \(number).")
        }
        let module = "\(TokenSettings.name)\(number)"
        return AccessChange("the token \(token.name) was revoked") { document throws(SettingsError) in
            // Numbers are given again: it may be another's by now.
            let there = document.contains(module) ? try document.module(module, as: TokenSettings.self) : nil
            guard there?.token.hash == token.hash else {
                throw SettingsError(.invalidValue, "the token \(token.name) was revoked meanwhile")
            }
            return document.removing(module: module)
        }
    }

    /// The sessions: all for who may see accounts, else one's own.
    public func sessions(for principal: Principal) -> [SessionSummary] {
        withState { state in
            state.tell(state.sessions.sweep(state.settings, at: now()))
            let all = state.sessions.all.map(\.summary)
            return principal.may(.accounts) ? all : all.filter { principal.isAccount && $0.name == principal.name }
        }
    }

    /// Ends a session: one's own, or any for who may manage access.
    public func endSession(_ number: Int, by principal: Principal) throws(AccessError) {
        let (isFound, isAllowed) = withState { state in
            guard let session = state.sessions.all.first(where: { $0.number == number }) else { return (false, false) }
            let isOwn = principal.isAccount && session.identity.name == principal.name
            guard isOwn || principal.may(.manageAccess) else { return (true, false) }
            state.tell(state.sessions.end { $0.number == number ? (isOwn ? .logOut : .byAdministrator) : nil })
            return (true, true)
        }
        guard isFound else { throw AccessError(.notFound, "There is no session number \(number).") }
        guard isAllowed else { throw AccessError(.notAllowed, "You may not end the sessions of others.") }
    }
}
