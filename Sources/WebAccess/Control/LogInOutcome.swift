public import NetworkValues
public import Settings

/// What came of a log-in by the form.
public enum LogInOutcome: Sendable {
    /// The session has begun.
    case welcome(Welcome)
    /// The name or the password is wrong, or the account is disabled: which, nobody is told. Further attempts are blocked
    /// for so many seconds.
    case refused(blockedSeconds: Int)
    /// Attempts are blocked for so many seconds still; this one was not looked at.
    case blocked(seconds: Int)
    /// A client certificate that names the user is required (manual 4.1.7). The password was not looked at.
    case certificateRequired
    /// The password is right, but a limit of sessions is reached. `hasOwn` says that the user has a session, which may be
    /// ended by logging in with `endOldest`.
    case sessionLimit(SessionLimit, hasOwn: Bool)
    /// Too many log-ins wait; try again in a few seconds.
    case busy
    /// The address is outside of the allowed networks.
    case networkRefused

    /// What a user is shown after log-in (manual 3.4.5.1 step 5).
    public struct Welcome: Sendable {
        /// Who logged in.
        public let principal: Principal
        /// The value of the session's cookie, 43 characters. It is given once; nobody here knows it afterwards.
        public let token: Secret
        /// What forms of the session must send back.
        public let csrfToken: Secret
        /// The user's sessions, this one among them.
        public let sessions: [SessionSummary]
        /// When somebody logged in to the account before, and where; `nil` for never.
        public let lastLogIn: (time: Timestamp, source: IPAddress?)?
        /// Attempts that failed since then; those while blocked are not among them.
        public let failedAttempts: Int
    }
}

/// What came of a request with an `Authorization` header field.
public enum AuthorizationOutcome: Sendable {
    /// Who asks.
    case principal(Principal)
    /// The credentials are wrong, or of a kind that is not taken: 401 with these challenges, one `WWW-Authenticate` field
    /// for each.
    case challenge([String])
    /// The field cannot be read, and why: 400. The text holds nothing of the field.
    case malformed(String)
    /// Attempts are blocked for so many seconds still: 429 with `Retry-After`.
    case blocked(seconds: Int)
    /// A client certificate that names the user is required: 403. The credentials were not looked at.
    case certificateRequired
    /// Too many log-ins wait: 503.
    case busy
    /// The address is outside of the networks that may use the server, or the token: 403.
    case networkRefused
}

/// Why an operation on accounts, sessions or tokens is refused. It never holds a secret.
public struct AccessError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of refusal it is.
    public enum Code: String, Sendable {
        /// The principal may not do it.
        case notAllowed
        /// A value is refused; `field` names it.
        case invalidValue
        /// There is no such account, session or token.
        case notFound
        /// The old password is wrong.
        case wrongPassword
        /// Attempts are blocked; `message` says for how long.
        case blocked
        /// Too many hashings wait.
        case busy
    }

    /// What kind of refusal it is.
    public var code: Code
    /// A sentence for people.
    public var message: String
    /// The field at fault, such as `password`; `nil` when it is none.
    public var field: String?

    /// Makes an error.
    public init(_ code: Code, _ message: String, field: String? = nil) {
        self.code = code
        self.message = message
        self.field = field
    }

    /// The sentence.
    public var description: String { message }
}
