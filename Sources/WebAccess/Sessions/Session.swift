public import NetworkValues
public import Settings

/// A session as it is shown in a list.
public struct SessionSummary: Hashable, Sendable {
    /// Its number, by which it can be ended. It is not a secret, and opens nothing.
    public let number: Int
    /// The account's name.
    public let name: String
    /// The account's role.
    public let role: Role
    /// When it began.
    public let began: Timestamp
    /// When it was used last; a page that only keeps itself up to date does not count.
    public let lastUse: Timestamp
    /// Where the log-in came from.
    public let source: IPAddress
    /// What the browser says it is, at most 256 octets without control characters; empty when it does not say.
    public let userAgent: String
    /// Whether it was begun with a client certificate that names the user.
    public let hasCertificate: Bool
}

/// A session that a request belongs to.
public struct ActiveSession: Sendable {
    /// Who asks.
    public let principal: Principal
    /// The session.
    public let summary: SessionSummary
    /// What forms of the session must send back, so that they are known to be ours.
    public let csrfToken: Secret
    /// When it ends unless it is used; `nil` for never.
    public let endsAt: Timestamp?
}

/// Why a session ended.
public enum SessionEnd: String, Sendable {
    /// The user logged out.
    case logOut = "log-out"
    /// It was not used for long enough.
    case idle = "no use"
    /// The account's name, role or password changed, or nobody may log in to it any more.
    case accountChanged = "the account was changed"
    /// The account is no longer there.
    case accountRemoved = "the account was removed"
    /// Somebody with the right to it ended it.
    case byAdministrator = "an administrator ended it"
    /// The user ended it to be able to log in again.
    case replaced = "the user logged in elsewhere"
    /// A certificate is needed now, and the session was begun without.
    case certificateRequired = "a certificate is required now"
}
