import NetworkValues
public import Settings

extension AccessControl {
    /// The accounts, the default one first. Throws when the principal may not see them.
    public func accounts(for principal: Principal) throws(AccessError) -> [Account] {
        try require(.accounts, of: principal, "see the accounts")
        return withState { $0.configuration.accounts }
    }

    /// What is remembered of the log-ins to an account.
    public func record(of account: Account) -> LogInRecord {
        withState { $0.memory.records[account.name] ?? LogInRecord() }
    }

    /// Creates an account: the edit needs a name, a role and a password.
    public func creating(_ edit: AccountEdit, by principal: Principal) async throws(AccessError) -> AccessChange {
        guard let name = edit.name, let role = edit.role, let password = edit.password else {
            let field = edit.name == nil ? "name" : edit.role == nil ? "role" : "password"
            throw AccessError(.invalidValue, "An account needs a name, a role and a password.", field: field)
        }
        try require(role, of: principal)
        let kept = try await keep(password, name: name)
        return AccessChange("the account \(name) (\(role.title)) was created") { document throws(SettingsError) in
            // Number 1 is the default account's.
            let numbers = Account.defaultNumber + 1...(AccountSettings.instances?.upperBound ?? 64)
            guard let number = numbers.first(where: { !document.contains("\(AccountSettings.name)\($0)") }) else {
                throw SettingsError(.invalidValue, "there are \(numbers.count) accounts already", option: "name")
            }
            return try document.writing("\(AccountSettings.name)\(number)", try edit.options(kept))
        }
    }

    /// Changes an account. One's own password is changed by `changingOwnPassword`, which asks for the old one.
    public func changing(
        account number: Int, _ edit: AccountEdit, by principal: Principal
    ) async throws(AccessError) -> AccessChange {
        let account = try managed(number, by: principal)
        if let role = edit.role { try require(role, of: principal) }
        guard edit.password == nil || !principal.isAccount || principal.name != account.name else {
            throw AccessError(
                .notAllowed, "Your own password needs the old one to be changed.", field: "old-password")
        }
        if account.isDefault, let role = edit.role, role != .systemAdministrator {
            throw AccessError(.invalidValue, "The default account stays a system administrator.", field: "role")
        }
        var kept: KeptPassword?
        if let password = edit.password { kept = try await keep(password, name: edit.name ?? account.name) }
        return Self.change(account, edit, kept, "the account \(account.name) was changed")
    }

    /// Removes an account. The default account cannot be removed (manual 3.4.5.2).
    public func removing(account number: Int, by principal: Principal) throws(AccessError) -> AccessChange {
        let account = try managed(number, by: principal)
        guard !account.isDefault else {
            throw AccessError(.notAllowed, "The default account can be changed and disabled, not removed.")
        }
        return AccessChange("the account \(account.name) was removed") { document throws(SettingsError) in
            try Self.check(account, in: document)
            return document.removing(module: "\(AccountSettings.name)\(number)")
        }
    }

    /// Changes the principal's own password, and its name if one is given. The session in which this is done goes on (give
    /// it another token with `renew`), all others of the account end. A wrong old password counts like one at log-in.
    public func changingOwnPassword(
        old: Secret, new: Secret, name: String? = nil, certificate: [String] = [], by principal: Principal
    ) async throws(AccessError) -> AccessChange {
        guard principal.isAccount, let source = principal.source,
            let account = withState({ $0.configuration.account(named: principal.name) })
        else { throw AccessError(.notAllowed, "Only an account of the console has a password to change.") }
        switch await judge(
            Attempt(name: account.name, password: old, certificate: certificate, source: source, way: .form))
        {
        case .right: break
        case .wrong(let seconds):
            throw AccessError(
                .wrongPassword, "The old password is wrong. Try again in \(seconds) seconds.", field: "old-password")
        case .blocked(let seconds):
            throw AccessError(
                .blocked, "After a wrong password, try again in \(seconds) seconds.", field: "old-password")
        case .certificateRequired:
            throw AccessError(.notAllowed, "A client certificate that names the user is required.")
        case .busy: throw Self.busy
        }
        guard new != old else {
            throw AccessError(.invalidValue, "The new password must not be the old one.", field: "password")
        }
        let kept = try await keep(new, name: name ?? account.name)
        var edit = AccountEdit()
        edit.name = name ?? account.name
        edit.mustChangePassword = false
        if let session = principal.session { withState { $0.spared[session] = kept.hash } }
        return Self.change(account, edit, kept, "the password of \(account.name) was changed by its user")
    }

    /// Lets an account be logged in to again from everywhere after failures.
    public func unlock(name: String, by principal: Principal) throws(AccessError) {
        try require(.manageAccess, of: principal, "unlock accounts")
        withState { state in
            state.memory.lockOut.clear(name: name)
            state.isMemoryChanged = true
        }
    }

    static let busy = AccessError(.busy, "Too many log-ins wait. Try again in a few seconds.")

    private static func change(
        _ account: Account, _ edit: AccountEdit, _ kept: KeptPassword?, _ description: String
    ) -> AccessChange {
        AccessChange(description) { document throws(SettingsError) in
            try check(account, in: document)
            var edit = edit
            let module = "\(AccountSettings.name)\(account.number)"
            if document.contains(module) {
                if edit.name == account.name { edit.name = nil }
            } else {
                // The default account at first start: only a new password makes it one of the settings.
                guard kept != nil else {
                    throw SettingsError(
                        .invalidValue, "the default password must be changed first", option: "password")
                }
                edit.name = edit.name ?? account.name
                edit.role = account.role
            }
            return try document.writing(module, try edit.options(kept))
        }
    }

    /// Whether the account of before is still there.
    private static func check(_ account: Account, in document: SettingsDocument) throws(SettingsError) {
        let current = try AccessConfiguration(document).accounts.first { $0.number == account.number }
        guard current?.identity == account.identity else {
            throw SettingsError(.invalidValue, "the account \(account.name) was changed meanwhile; look at it again")
        }
    }

    /// Hashes a new password that keeps to the rule.
    private func keep(_ password: Secret, name: String) async throws(AccessError) -> KeptPassword {
        if let objection = PasswordRule.objection(to: password, name: name) {
            throw AccessError(.invalidValue, objection, field: "password")
        }
        let random = random
        let key = LockOut.Key(name: name, source: nil)
        let made = await worker.run(key) { PasswordHash(of: password, random: random) }
        guard let made, let hash = made else { throw Self.busy }
        var keys: [DigestFunction: String] = [:]
        if settings.keepsDigestKeys {
            for function in DigestFunction.allCases {
                keys[function] = DigestAnswer.key(
                    function, name: name, realm: Self.realm, password: password.revealed)
            }
        }
        return KeptPassword(hash: hash, digestKeys: keys)
    }

    private func managed(_ number: Int, by principal: Principal) throws(AccessError) -> Account {
        try require(.manageAccounts, of: principal, "change accounts")
        guard let account = withState({ state in state.configuration.accounts.first { $0.number == number } }) else {
            throw AccessError(.notFound, "There is no account number \(number).")
        }
        try require(account.role, of: principal)
        return account
    }

    func require(_ right: Right, of principal: Principal, _ what: String) throws(AccessError) {
        guard !principal.mustChangePassword else {
            throw AccessError(.notAllowed, "The password must be changed first.", field: "password")
        }
        guard principal.may(right) else { throw AccessError(.notAllowed, "You may not \(what).") }
    }

    private func require(_ role: Role, of principal: Principal) throws(AccessError) {
        try require(.manageAccounts, of: principal, "change accounts")
        guard principal.mayManage(role) else {
            throw AccessError(.notAllowed, "You may not manage accounts of the role \(role.title).", field: "role")
        }
    }
}
