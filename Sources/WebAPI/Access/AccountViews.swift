import NetworkValues
import Settings
import WebAccess

/// An account of the console, as `GET /api/v1/accounts` lists it. Its password is never shown.
public struct AccountView: Codable, Sendable, Equatable {
    /// The number of its module: account 1 is the default one, which cannot be removed (manual 3.4.5.2).
    public var number: Int
    /// The name for log-in.
    public var name: String
    /// The name for people; empty for none.
    public var longName: String
    /// system-administrator, auditor or user-administrator.
    public var role: String
    /// The role in words.
    public var roleTitle: String
    /// Whether it is the account that cannot be removed.
    public var isDefault: Bool
    /// Whether nobody may log in to it.
    public var isDisabled: Bool
    /// Whether its password must be changed before anything else.
    public var mustChangePassword: Bool
    /// Whether HTTP Digest authentication works with it.
    public var hasDigest: Bool
    /// Names in client certificates that stand for it beside its own.
    public var certificateNames: [String]
    /// When somebody last logged in to it, RFC 3339; `nil` for never.
    public var lastLogIn: String?
    /// Where that came from.
    public var lastSource: String?
    /// Attempts that failed since.
    public var failedAttempts: Int
    /// Places from which log-in is blocked now because of failures; all strangers count as one.
    public var blockedSources: Int
    /// Seconds until the last of them is free again.
    public var blockedSeconds: Int
    /// Whether whoever asks may change it.
    public var isManageable: Bool

    init(_ account: Account, _ access: AccessControl, for principal: Principal) {
        number = account.number
        name = account.name
        longName = account.longName
        role = account.role.rawValue
        roleTitle = account.role.title
        isDefault = account.isDefault
        isDisabled = account.isDisabled
        mustChangePassword = account.mustChangePassword
        hasDigest = account.hasDigest
        certificateNames = account.certificateNames
        let record = access.record(of: account)
        lastLogIn = record.lastLogIn.map { "\($0)" }
        lastSource = record.lastSource.map { "\($0)" }
        failedAttempts = record.failedAttempts
        let blocks = access.blocks(of: account)
        blockedSources = blocks.sources
        blockedSeconds = blocks.seconds
        isManageable = principal.mayManage(account.role)
    }
}

/// The content of `POST accounts`, which needs name, role and password, and of `PATCH accounts/{number}`, in which what
/// is absent stays as it is.
public struct AccountContent: Codable, Sendable, Equatable {
    /// The name for log-in.
    public var name: String?
    /// The name for people; empty for none.
    public var longName: String?
    /// system-administrator, auditor or user-administrator.
    public var role: String?
    /// The new password, 8 to 128 characters.
    public var password: String?
    /// Whether nobody may log in.
    public var isDisabled: Bool?
    /// Whether the password must be changed before anything else.
    public var mustChangePassword: Bool?
    /// Names in client certificates that stand for the account beside its own.
    public var certificateNames: [String]?

    /// Makes content that says nothing.
    public init() {}

    /// The edit that is meant. Throws for a role that is not known.
    func edit() throws(AccessError) -> AccountEdit {
        var edit = AccountEdit()
        if let role {
            guard let known = Role(rawValue: role) else {
                let words = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw AccessError(.invalidValue, "expected a role of \(words), got \(role)", field: "role")
            }
            edit.role = known
        }
        edit.name = name
        edit.longName = longName
        edit.password = password.map { Secret($0) }
        edit.isDisabled = isDisabled
        edit.mustChangePassword = mustChangePassword
        edit.certificateNames = certificateNames
        return edit
    }
}

/// A session of the console, as `GET /api/v1/sessions` lists it.
public struct SessionView: Codable, Sendable, Equatable {
    /// Its number, by which it can be ended.
    public var number: Int
    /// The account's name.
    public var name: String
    /// The account's role in words.
    public var role: String
    /// When it began, RFC 3339.
    public var began: String
    /// When it was used last, RFC 3339.
    public var lastUse: String
    /// Where the log-in came from.
    public var source: String
    /// What the browser says it is.
    public var userAgent: String
    /// Whether it was begun with a client certificate that names the user.
    public var hasCertificate: Bool
    /// Whether it is the one in which this is asked.
    public var isThis: Bool

    init(_ session: SessionSummary, isThis: Bool) {
        number = session.number
        name = session.name
        role = session.role.title
        began = "\(session.began)"
        lastUse = "\(session.lastUse)"
        source = "\(session.source)"
        userAgent = session.userAgent
        hasCertificate = session.hasCertificate
        self.isThis = isThis
    }
}

/// A token of the REST API, as `GET /api/v1/tokens` lists it: never the token itself.
public struct TokenView: Codable, Sendable, Equatable {
    /// Its number, by which it can be revoked.
    public var number: Int
    /// What it is for.
    public var name: String
    /// What it allows.
    public var scopes: [String]
    /// When it stops to work, RFC 3339; `nil` for never.
    public var expires: String?
    /// Whether it has stopped to work.
    public var isExpired: Bool
    /// The networks that it works from; empty for all.
    public var networks: [String]
    /// When it was used last since the agent's start, RFC 3339; `nil` for not at all.
    public var lastUse: String?
    /// Where that came from.
    public var lastSource: String?

    init(_ token: AccessToken, _ use: TokenUse?, at now: Timestamp) {
        number = token.number
        name = token.name
        scopes = TokenScope.allCases.filter(token.scopes.contains).map(\.rawValue)
        expires = token.expires.map { "\($0)" }
        isExpired = token.expires.map { $0 <= now } ?? false
        networks = token.networks.map { "\($0)" }
        lastUse = use.map { "\($0.lastUse)" }
        lastSource = use.map { "\($0.lastSource)" }
    }
}

/// The content of `POST tokens`.
public struct TokenContent: Codable, Sendable, Equatable {
    /// What it is for.
    public var name: String
    /// What it allows: read, alarms, radios, settings, capture, report, users or all.
    public var scopes: [String]
    /// The last day on which it works, such as `2027-01-31` (UTC), or a point in time; `nil` for no end.
    public var expires: String?
    /// The networks that it works from; `nil` or empty for all.
    public var networks: [String]?

    /// Makes the content.
    public init(name: String, scopes: [String], expires: String? = nil, networks: [String]? = nil) {
        self.name = name
        self.scopes = scopes
        self.expires = expires
        self.networks = networks
    }

    /// The draft that is meant. Throws for a scope that is not known.
    func draft() throws(AccessError) -> TokenDraft {
        var known: Set<TokenScope> = []
        for text in scopes {
            guard let scope = TokenScope(rawValue: text) else {
                let words = TokenScope.allCases.map(\.rawValue).joined(separator: ", ")
                throw AccessError(.invalidValue, "expected scopes of \(words), got \(text)", field: "scopes")
            }
            known.insert(scope)
        }
        return TokenDraft(name: name, scopes: known, expires: expires, networks: networks ?? [])
    }
}

/// A token that was made: the only time that it is shown.
public struct NewTokenView: Codable, Sendable, Equatable {
    /// What it is for.
    public var name: String
    /// The token, for `Authorization: Bearer …`.
    public var token: String
}
