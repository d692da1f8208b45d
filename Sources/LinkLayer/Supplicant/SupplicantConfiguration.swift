public import LinkProtocols
public import Settings

/// What a supplicant is given: the user, the password, and what EAP-TLS is done with. Its text never shows the password.
public struct SupplicantConfiguration: Sendable, Equatable {
    /// The user, which is also the identity.
    public var user: String
    /// The password of the MD5 challenge.
    public var password: Secret
    /// Whether the MD5 challenge is answered.
    public var allowsMD5: Bool
    /// What EAP-TLS is done with; `nil` for no EAP-TLS.
    public var tls: EAPTLSContext?
    /// Times and counts.
    public var timers: SupplicantTimers

    /// Makes a configuration; `nil` without a user: then the supplicant must be silent.
    public init?(
        user: String, password: Secret, allowsMD5: Bool = true, tls: EAPTLSContext?,
        timers: SupplicantTimers = SupplicantTimers()
    ) {
        guard !user.isEmpty else { return nil }
        self.user = user
        self.password = password
        self.allowsMD5 = allowsMD5
        self.tls = tls
        self.timers = timers
    }

    /// Joins settings with what EAP-TLS is done with; `nil` when they name no user.
    public init?(_ settings: SupplicantSettings, tls: EAPTLSContext?) {
        guard let password = settings.password else { return nil }
        self.init(
            user: settings.user, password: password, allowsMD5: settings.allowsMD5, tls: tls, timers: settings.timers)
    }

    /// What the EAP peer gets.
    var credentials: EAPCredentials? {
        EAPCredentials(user: user, password: password.revealed, hasCertificate: tls != nil, allowsMD5: allowsMD5)
    }
}
