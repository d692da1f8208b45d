/// What may be done in the console and over the REST API.
public enum Right: String, CaseIterable, Sendable {
    /// See everything but accounts: states, alarms, logs, graphs, settings with secrets masked.
    case read
    /// Make and fetch service reports.
    case report
    /// Acknowledge alarms, and say how serious faults are.
    case alarms
    /// Add, change, move and delete radios.
    case radios
    /// Change settings and certificates, restore a backup, act on the LAN side.
    case settings
    /// Record packets and read what was recorded.
    case capture
    /// See the accounts of the console, their sessions and tokens.
    case accounts
    /// Create, change and remove accounts; which ones says `Principal.mayManage`.
    case manageAccounts = "manage-accounts"
    /// Create and revoke tokens, and end the sessions of others.
    case manageAccess = "manage-access"
}

/// The kinds of users (manual 3.4.2).
public enum Role: String, CaseIterable, Sendable {
    /// Everything.
    case systemAdministrator = "system-administrator"
    /// Reads everything and makes service reports; changes nothing.
    case auditor
    /// Sees accounts, and creates, changes and removes those of auditors. It neither creates nor manages accounts of user
    /// administrators (manual 3.4.4), nor those of system administrators.
    case userAdministrator = "user-administrator"

    /// What accounts of the role may do.
    public var rights: Set<Right> {
        switch self {
        case .systemAdministrator: Set(Right.allCases)
        case .auditor: [.read, .report, .accounts]
        case .userAdministrator: [.accounts, .manageAccounts]
        }
    }

    /// The role in words for people.
    public var title: String {
        switch self {
        case .systemAdministrator: "System Administrator"
        case .auditor: "Auditor"
        case .userAdministrator: "User Administrator"
        }
    }
}

/// What a token is for (`HTTP0-TOKEN /scopes`).
public enum TokenScope: String, CaseIterable, Sendable {
    /// See everything but accounts.
    case read
    /// Acknowledge alarms, and say how serious faults are.
    case alarms
    /// Change radios.
    case radios
    /// Change settings.
    case settings
    /// Record packets.
    case capture
    /// Make service reports.
    case report
    /// What a user administrator may do.
    case users
    /// What a system administrator may do.
    case all

    /// What the scope allows.
    public var rights: Set<Right> {
        switch self {
        case .read: [.read]
        case .alarms: [.alarms]
        case .radios: [.radios]
        case .settings: [.settings]
        case .capture: [.capture]
        case .report: [.report]
        case .users: Role.userAdministrator.rights
        case .all: Set(Right.allCases)
        }
    }
}
