/// What a peer authenticates with (manual 4.2.10). Its text never shows the password.
public struct EAPCredentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The user, which is also the identity.
    public let user: String
    /// The password of the MD5 challenge.
    public let password: String
    /// Whether there is a device certificate, and with it EAP-TLS.
    public let hasCertificate: Bool
    /// Whether the MD5 challenge is answered.
    public let allowsMD5: Bool

    /// Makes credentials; `nil` without a user, because a device without one must not speak EAPOL at all.
    public init?(user: String, password: String, hasCertificate: Bool, allowsMD5: Bool = true) {
        guard !user.isEmpty else { return nil }
        self.user = user
        self.password = password
        self.hasCertificate = hasCertificate
        self.allowsMD5 = allowsMD5
    }

    /// The methods that it can do, the better one first.
    public var methods: [EAPType] {
        (hasCertificate ? [.tls] : []) + (allowsMD5 ? [.md5Challenge] : [])
    }

    /// The user and the methods.
    public var description: String { "\(user) (\(methods.map(\.description).joined(separator: ", ")))" }

    /// Shows what `description` shows.
    public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
