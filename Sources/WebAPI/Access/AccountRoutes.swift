import HTTPTypes
public import Hummingbird
public import NetworkValues
import Settings
public import WebAccess
public import WebServer

/// The accounts of the console, their sessions, and the tokens of the REST API (manual 3.4.5). What somebody may do
/// depends on whose account it is, so that the routes look at rights themselves.
public struct AccountRoutes: WebRoute {
    private let access: AccessControl
    private let now: @Sendable () -> Timestamp
    private let apply: @Sendable (AccessChange) async throws -> Void

    /// Makes the routes. `apply` writes a change into the settings.
    public init(
        _ access: AccessControl, now: @escaping @Sendable () -> Timestamp,
        apply: @escaping @Sendable (AccessChange) async throws -> Void
    ) {
        self.access = access
        self.now = now
        self.apply = apply
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        let api = router.group("api/v1")
        addAccounts(to: api)
        addSessions(to: api)
        addTokens(to: api)
    }

    // MARK: Accounts

    private func addAccounts(to api: RouterGroup<WebContext>) {
        api.get("accounts") { _, context in
            let principal = try Self.principal(context)
            let accounts = try access.accounts(for: principal)
            return try JSON.response(accounts.map { AccountView($0, access, for: principal) })
        }
        api.get("accounts/{number}") { _, context in
            let (account, principal) = try account(context)
            return try JSON.response(AccountView(account, access, for: principal))
        }
        api.post("accounts") { request, context in
            let principal = try Self.principal(context)
            let content = try await request.decoded(AccountContent.self, context)
            try await write(try await access.creating(try content.edit(), by: principal))
            let made = try access.accounts(for: principal).first { $0.name == content.name }
            guard let made else { throw Problem.notFound("the account \(content.name ?? "") is gone again") }
            var response = try JSON.response(AccountView(made, access, for: principal), status: .created)
            response.headers[.location] = "/api/v1/accounts/\(made.number)"
            return response
        }
        api.patch("accounts/{number}") { request, context in
            let (account, principal) = try account(context)
            let content = try await request.decoded(AccountContent.self, context)
            if content.password != nil, principal.isAccount, principal.name == account.name {
                throw AccessError(
                    .notAllowed, "One's own password is changed at /password, which asks for the old one.",
                    field: "password")
            }
            try await write(try await access.changing(account: account.number, try content.edit(), by: principal))
            let accounts = try access.accounts(for: principal)
            let changed = accounts.first { $0.number == account.number } ?? account
            return try JSON.response(AccountView(changed, access, for: principal))
        }
        api.delete("accounts/{number}") { _, context in
            let (account, principal) = try account(context)
            try await write(try access.removing(account: account.number, by: principal))
            return Response(status: .noContent)
        }
        api.post("accounts/{number}/unlock") { _, context in
            let (account, principal) = try account(context)
            try access.unlock(name: account.name, by: principal)
            return Response(status: .noContent)
        }
    }

    private func account(_ context: WebContext) throws -> (Account, Principal) {
        let principal = try Self.principal(context)
        let number = try Self.number(context, of: "an account")
        guard let account = try access.accounts(for: principal).first(where: { $0.number == number }) else {
            throw Problem.notFound("there is no account number \(number)")
        }
        return (account, principal)
    }

    // MARK: Sessions

    private func addSessions(to api: RouterGroup<WebContext>) {
        api.get("sessions") { _, context in
            let own = context.session?.summary.number
            let sessions = access.sessions(for: try Self.principal(context))
            return try JSON.response(sessions.map { SessionView($0, isThis: $0.number == own) })
        }
        api.delete("sessions/{number}") { _, context in
            let number = try Self.number(context, of: "a session")
            try access.endSession(number, by: try Self.principal(context))
            return Response(status: .noContent)
        }
    }

    // MARK: Tokens

    private func addTokens(to api: RouterGroup<WebContext>) {
        api.get("tokens") { _, context in
            let tokens = try access.tokens(for: try Self.principal(context))
            return try JSON.response(tokens.map { TokenView($0, access.use(of: $0), at: now()) })
        }
        api.post("tokens") { request, context in
            let content = try await request.decoded(TokenContent.self, context)
            let (change, token) = try access.creatingToken(
                try content.draft(), by: try Self.principal(context))
            try await write(change)
            return try JSON.response(
                NewTokenView(name: content.name, token: token.revealed), status: .created)
        }
        api.delete("tokens/{number}") { _, context in
            let number = try Self.number(context, of: "a token")
            try await write(try access.revoking(token: number, by: try Self.principal(context)))
            return Response(status: .noContent)
        }
    }

    // MARK: Means

    /// Whoever asks. Throws for nobody who is known.
    private static func principal(_ context: WebContext) throws -> Principal {
        guard let principal = context.principal else { throw HTTPError(.unauthorized, message: "log in first") }
        return principal
    }

    private static func number(_ context: WebContext, of what: String) throws -> Int {
        let text = try context.text("number")
        guard let number = Int(text), number > 0 else {
            throw Problem.malformed("expected the number of \(what), got \(text)")
        }
        return number
    }

    /// The names of options in the content of requests.
    private static let fields = [
        "long-name": "longName", "certificate-names": "certificateNames", "change-password": "mustChangePassword",
        "disable": "isDisabled",
    ]

    /// Writes a change into the settings, and names what they refuse as the content of requests does.
    private func write(_ change: AccessChange) async throws {
        do {
            try await apply(change)
        } catch let error as SettingsError {
            var problem = error.problem
            problem.line = nil
            problem.field = problem.field.map { Self.fields[$0] ?? $0 }
            problem.detail = error.message
            problem.errors = problem.errors?.map { error in
                var error = error
                error.field = error.field.map { Self.fields[$0] ?? $0 }
                return error
            }
            throw problem
        }
    }
}
