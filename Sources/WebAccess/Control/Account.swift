import Settings

/// An account of the console, as the settings have it.
public struct Account: Hashable, Sendable {
    /// The number of its module: `HTTP0-USER1` is the default account.
    public var number: Int
    /// The name that is given at log-in.
    public var name: String
    /// The name for people; empty for none.
    public var longName: String
    /// What the account may do.
    public var role: Role
    /// The password's hash.
    var password: PasswordHash
    /// What Digest needs in the password's place, in hexadecimal, by algorithm; empty when Digest was off when the
    /// password was set.
    var digestKeys: [DigestFunction: Secret]
    /// Whether nobody may log in to it.
    public var isDisabled: Bool
    /// Names in client certificates that stand for the account beside its own: e-mail addresses, user principal names.
    public var certificateNames: [String]
    /// Whether the password must be changed before anything else.
    public var mustChangePassword: Bool

    /// The number of the account that cannot be removed (manual 3.4.5.2).
    public static let defaultNumber = 1
    /// The name of the account while the settings name none.
    public static let defaultName = "admin"
    /// The password of the account while the settings name none.
    public static let defaultPassword = "changeme"

    /// Whether it is the account that cannot be removed.
    public var isDefault: Bool { number == Self.defaultNumber }
    /// Whether HTTP Digest authentication works with it: its password was set while Digest was on.
    public var hasDigest: Bool { !digestKeys.isEmpty }

    /// The account that is there while the settings name none. The salt may be known: so is the password.
    static let atFirstStart = Account(
        number: defaultNumber, name: defaultName, longName: "", role: .systemAdministrator,
        password: PasswordHash(
            cost: .standard,
            salt: octets(hexadecimal: "8f1d0c6a52e94b3798d4c7a1f03e6b25") ?? [],
            key: octets(hexadecimal: "e37f1afbecf883770da30a3f106c705b0201c9cffc21ca99e8e28bcf2b1f4533") ?? []),
        digestKeys: [:], isDisabled: false, certificateNames: [], mustChangePassword: true)

    /// What ends the account's sessions when it is no longer the same.
    struct Identity: Hashable, Sendable {
        var name: String
        var role: Role
        var password: PasswordHash
        var isDisabled: Bool
    }

    /// What ends the account's sessions when it is no longer the same.
    var identity: Identity { Identity(name: name, role: role, password: password, isDisabled: isDisabled) }
}
