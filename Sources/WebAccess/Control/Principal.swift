public import NetworkValues

/// Who asks for something, and how that is known.
public struct Principal: Hashable, Sendable {
    /// How it became known who it is.
    public enum WayIn: String, Sendable {
        /// The form on the log-in page; later requests show the session's cookie.
        case form
        /// HTTP Basic authentication (RFC 7617).
        case basic
        /// HTTP Digest authentication (RFC 7616).
        case digest
        /// A token of the REST API (RFC 6750).
        case token
        /// A user of this machine, known from the UNIX socket.
        case local
    }

    /// The account's or the token's name, or that of a user of this machine.
    public var name: String
    /// The account's role; `nil` for a token.
    public var role: Role?
    /// Where the request comes from; `nil` for a user of this machine.
    public var source: IPAddress?
    /// How it became known who it is.
    public var way: WayIn
    /// The session's number; `nil` when there is none.
    public var session: Int?
    /// Whether nothing but a change of one's own password is allowed now.
    public var mustChangePassword: Bool
    /// What the principal's role or scopes allow, whether or not the password must be changed first.
    public var rights: Set<Right>

    /// Makes the principal of an account.
    init(_ account: Account, source: IPAddress, way: WayIn, session: Int? = nil, mustChangePassword: Bool) {
        name = account.name
        role = account.role
        self.source = source
        self.way = way
        self.session = session
        self.mustChangePassword = mustChangePassword
        rights = account.role.rights
    }

    /// Makes the principal of a token.
    init(_ token: AccessToken, source: IPAddress) {
        name = token.name
        role = nil
        self.source = source
        way = .token
        mustChangePassword = false
        rights = token.scopes.reduce(into: []) { $0.formUnion($1.rights) }
    }

    /// Makes the principal of a user of this machine who reached the agent's UNIX socket: whoever may do that may also
    /// write the settings file.
    public init(localUser name: String) {
        self.name = name
        role = .systemAdministrator
        source = nil
        way = .local
        mustChangePassword = false
        rights = Set(Right.allCases)
    }

    /// Whether the principal may do something now.
    public func may(_ right: Right) -> Bool {
        !mustChangePassword && rights.contains(right)
    }

    /// Whether the principal may create, change and remove accounts of a role: a system administrator any, a user
    /// administrator those of auditors (manual 3.4.4).
    public func mayManage(_ role: Role) -> Bool {
        may(.manageAccounts) && (may(.manageAccess) || role == .auditor)
    }

    /// Whether the principal is an account, which has a password to change.
    public var isAccount: Bool { role != nil && way != .local }
}

extension Principal: CustomStringConvertible {
    /// Who it is, for records of changes: `anna from 192.0.2.7`, `token grafana from 192.0.2.9`.
    public var description: String {
        let who = way == .token ? "token \(name)" : name
        return source.map { "\(who) from \($0)" } ?? who
    }
}
