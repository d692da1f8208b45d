public import Settings

/// A change of accounts or tokens, for the settings store: `store.replace { try change.applied(to: $0) }`. It is checked
/// against the document that it is applied to, whatever changed meanwhile.
public struct AccessChange: Sendable, CustomStringConvertible {
    /// What it does, for the records: `the account anna (Auditor) was created`.
    public let description: String
    private let edit: @Sendable (SettingsDocument) throws(SettingsError) -> SettingsDocument

    init(
        _ description: String, _ edit: @escaping @Sendable (SettingsDocument) throws(SettingsError) -> SettingsDocument
    ) {
        self.description = description
        self.edit = edit
    }

    /// The document with the change. Throws when the document does not allow it; the error names the option at fault.
    public func applied(to document: SettingsDocument) throws(SettingsError) -> SettingsDocument {
        let changed = try edit(document)
        let configuration = try AccessConfiguration(changed)
        let had = try AccessConfiguration(document).hasAdministrator
        guard configuration.hasAdministrator || !had else {
            throw SettingsError(
                .invalidValue,
                "the last system administrator who may log in cannot be removed, disabled or given another role",
                option: "role")
        }
        return changed
    }
}

extension AccessConfiguration {
    /// Whether there is a system administrator who may log in.
    fileprivate var hasAdministrator: Bool {
        accounts.contains { $0.role == .systemAdministrator && !$0.isDisabled }
    }
}

/// What an account is created with, or changed to: `nil` leaves a value as it is.
public struct AccountEdit: Sendable {
    /// The name for log-in. A new name without a new password ends the use of Digest until the password is set again.
    public var name: String?
    /// The name for people; empty for none.
    public var longName: String?
    /// What the account may do.
    public var role: Role?
    /// The new password.
    public var password: Secret?
    /// Whether nobody may log in to it.
    public var isDisabled: Bool?
    /// Names in client certificates that stand for the account beside its own.
    public var certificateNames: [String]?
    /// Whether the password must be changed before anything else.
    public var mustChangePassword: Bool?

    /// Makes an edit that changes nothing.
    public init() {}

    /// Makes what an account needs at least.
    public init(name: String, role: Role, password: Secret) {
        self.name = name
        self.role = role
        self.password = password
    }
}

/// What a token is created with.
public struct TokenDraft: Sendable {
    /// What it is for.
    public var name: String
    /// What it allows.
    public var scopes: Set<TokenScope>
    /// The last day on which it works, such as `2027-01-31`, or a point in time; `nil` for never.
    public var expires: String?
    /// The networks that it works from, such as `10.0.0.0/8`; empty for all.
    public var networks: [String]

    /// Makes a draft.
    public init(name: String, scopes: Set<TokenScope>, expires: String? = nil, networks: [String] = []) {
        self.name = name
        self.scopes = scopes
        self.expires = expires
        self.networks = networks
    }
}
