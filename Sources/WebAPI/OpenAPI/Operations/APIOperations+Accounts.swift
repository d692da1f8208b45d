import HTTPTypes
import WebAccess

extension APIOperations {
    private static let number = APIParameter.path("number", "The number.", APIParameter.integer(1...Int.max))

    /// What somebody may do with an account depends on its role, too: the routes look at that themselves.
    static let accounts: [APIOperation] = [
        APIOperation(
            .get, "accounts", "The accounts of the console (manual 3.4.5).", right: .accounts,
            answer: .json([AccountView].self), group: "Accounts"),
        APIOperation(
            .post, "accounts", "Creates an account; it needs a name, a role and a password.", right: .manageAccounts,
            body: .json(AccountContent.self), answer: .created(.json(AccountView.self), hasLocation: true),
            refusals: [403, 409, 503], group: "Accounts"),
        APIOperation(
            .get, "accounts/{number}", "One account.", right: .accounts, [number], answer: .json(AccountView.self),
            group: "Accounts"),
        APIOperation(
            .patch, "accounts/{number}", "Changes what is named of an account.", right: .manageAccounts, [number],
            body: .json(AccountContent.self), answer: .json(AccountView.self), refusals: [403, 409, 503],
            group: "Accounts"),
        APIOperation(
            .delete, "accounts/{number}", "Removes an account; the default one cannot be removed.",
            right: .manageAccounts, [number], answer: .nothing, refusals: [403, 409, 422], group: "Accounts"),
        APIOperation(
            .post, "accounts/{number}/unlock", "Forgets failed log-ins to an account.", right: .manageAccess, [number],
            answer: .nothing, refusals: [403], group: "Accounts"),
        APIOperation(
            .get, "sessions", "Who is logged in to the console.", right: .accounts,
            answer: .json([SessionView].self), group: "Accounts"),
        APIOperation(
            .delete, "sessions/{number}", "Ends a session: one's own, or that of others.", right: .accounts, [number],
            answer: .nothing, refusals: [403], group: "Accounts"),
        APIOperation(
            .get, "tokens", "The tokens of this API, never the tokens themselves.", right: .accounts,
            answer: .json([TokenView].self), group: "Accounts"),
        APIOperation(
            .post, "tokens", "Makes a token; the answer is the only time that it is shown.", right: .manageAccess,
            body: .json(TokenContent.self), answer: .created(.json(NewTokenView.self), hasLocation: false),
            refusals: [403, 409], group: "Accounts"),
        APIOperation(
            .delete, "tokens/{number}", "Revokes a token.", right: .manageAccess, [number], answer: .nothing,
            refusals: [403, 409], group: "Accounts"),
    ]

    static let reception: [APIOperation] = [
        APIOperation(
            .get, "alarm-collector", "How the reception of other devices' alarms stands (manual 4.23.3).",
            answer: .json(AlarmCollectorView.self), group: "System"),
        APIOperation(
            .get, "remote-write", "The servers that figures are written to.", answer: .json([RemoteWriteView].self),
            group: "System"),
    ]
}
