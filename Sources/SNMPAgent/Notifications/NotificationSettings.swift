/// How notifications are sent, whoever receives them.
public struct NotificationSettings: Sendable, Hashable {
    /// Seconds after the host's start in which notifications are kept back until the network is up. The devices' firmware
    /// waits 90 s. A host that has run for longer holds nothing.
    public var holdSeconds: Int64
    /// Whether authenticationFailure is sent (manual 4.9.5, Authentification Trap).
    public var sendsAuthenticationFailures: Bool
    /// Whether linkUp and linkDown are sent.
    public var sendsLinkChanges: Bool
    /// Whether lldpRemTablesChange is sent (lldpPortConfigNotificationEnable of all ports).
    public var sendsNeighbourChanges: Bool

    /// Makes settings.
    public init(
        holdSeconds: Int64 = 90, sendsAuthenticationFailures: Bool = false, sendsLinkChanges: Bool = true,
        sendsNeighbourChanges: Bool = false
    ) {
        self.holdSeconds = holdSeconds
        self.sendsAuthenticationFailures = sendsAuthenticationFailures
        self.sendsLinkChanges = sendsLinkChanges
        self.sendsNeighbourChanges = sendsNeighbourChanges
    }
}
