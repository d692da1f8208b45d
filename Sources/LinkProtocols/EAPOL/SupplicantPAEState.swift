/// States of the supplicant's port access entity (IEEE 802.1X-2004, 8.2.12), with the numbers of dot1xSuppPaeState.
public enum SupplicantPAEState: Int, Hashable, Sendable, CaseIterable {
    /// The link is down, or nothing is configured.
    case disconnected = 1
    /// It left.
    case logoff = 2
    /// It looks for an authenticator.
    case connecting = 3
    /// A conversation is under way.
    case authenticating = 4
    /// It is accepted, or there is no authenticator.
    case authenticated = 5
    /// It was refused, and stays silent for a while.
    case held = 7
    /// A conversation begins anew.
    case restart = 8
    /// The port is open by setting.
    case forceAuthorized = 9
    /// The port is closed by setting.
    case forceUnauthorized = 10
}
