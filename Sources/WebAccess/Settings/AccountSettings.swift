public import Settings

/// An account of the web console (manual 3.4.2, 3.4.5).
public struct AccountSettings: SettingsModule {
    /// The module's name in the settings.
    public static let name = "HTTP0-USER"
    /// The numbers that instances may have. Number 1 is the default account, which cannot be removed.
    public static let instances: ClosedRange<Int>? = 1...64
    /// What the module is for.
    public static let summary =
        "An account of the web console. While there is none, admin with the password changeme must change it first."
    /// The module's options.
    public static let options = [
        SettingsOption(
            name: "name", kind: .text, isRequired: true, length: 1...64,
            help: "The name for log-in, without colons and control characters.", manualSection: "3.4.5.2"),
        SettingsOption(
            name: "long-name", kind: .text, length: 0...128, help: "The name for people.", manualSection: "3.4.5.4"),
        SettingsOption(
            name: "role", kind: .choice(Role.allCases.map(\.rawValue)), isRequired: true,
            help:
                "What the account may do: everything; read everything and make service reports; or see accounts and "
                + "administer those of auditors.",
            manualSection: "3.4.2"),
        SettingsOption(
            name: "password", kind: .secret, isRequired: true, length: 1...512,
            help: "The password's hash by scrypt, which the console and ipdect-agent user write; never the password.",
            manualSection: "3.4.5.2"),
        SettingsOption(
            name: "digest-sha256", kind: .secret, length: 64...64,
            help:
                "What Digest with SHA-256 needs in the password's place; written when the password is set while "
                + "HTTP0-ACCESS /digest is on. Who has it can log in with Digest: keep the file private."),
        SettingsOption(
            name: "digest-md5", kind: .secret, length: 32...32,
            help: "The same for Digest with MD5."),
        SettingsOption(
            name: "certificate-names", kind: .list(of: .text), length: 1...255,
            help:
                "E-mail addresses and user principal names that stand for the account in client certificates, beside "
                + "its own name.",
            manualSection: "4.1.7"),
        SettingsOption(
            name: "change-password", kind: .flag,
            help: "Nothing works until the password is changed."),
        SettingsOption(name: "disable", kind: .flag, help: "Nobody may log in to the account."),
    ]

    /// The account.
    public var account: Account

    /// Takes the module's values; throws what is wrong with them.
    public init(_ values: ModuleValues) throws(SettingsError) {
        let name = values.text("name") ?? ""
        guard Self.isName(name) else {
            throw SettingsError(
                .invalidValue,
                "\(values.name) /name takes a name without colons, control characters, and blanks at its ends",
                option: "name")
        }
        guard let password = values.secret("password").flatMap({ PasswordHash($0.revealed) }) else {
            throw SettingsError(
                .invalidValue,
                "\(values.name) /password takes a hash such as scrypt$16384$8$1$…$…, not the password itself: "
                    + "ipdect-agent user sets one", option: "password")
        }
        var keys: [DigestFunction: Secret] = [:]
        for (function, option) in [(DigestFunction.sha256, "digest-sha256"), (.md5, "digest-md5")] {
            guard let key = values.secret(option) else { continue }
            guard let octets = octets(hexadecimal: key.revealed), octets.count == function.length else {
                throw SettingsError(
                    .invalidValue, "\(values.name) /\(option) takes \(function.length * 2) hexadecimal digits",
                    option: option)
            }
            keys[function] = Secret(hexadecimal(octets))
        }
        account = Account(
            number: values.instance ?? Account.defaultNumber, name: name, longName: values.text("long-name") ?? "",
            role: values.text("role").flatMap(Role.init) ?? .auditor, password: password, digestKeys: keys,
            isDisabled: values.flag("disable"), certificateNames: values.texts("certificate-names"),
            mustChangePassword: values.flag("change-password"))
    }

    /// Whether a text can be an account's name: what stands in front of a colon in Basic authentication.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64 && !text.hasPrefix(" ") && !text.hasSuffix(" ")
            && text.unicodeScalars.allSatisfy { $0 != ":" && $0.properties.generalCategory != .control }
    }
}
