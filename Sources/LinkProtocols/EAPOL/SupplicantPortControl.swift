/// Who decides whether the port is open (portControl, IEEE 802.1X-2004, 8.2.2.2), with the numbers of the MIB.
public enum SupplicantPortControl: Int, Hashable, Sendable, CaseIterable {
    /// Nobody may pass.
    case forceUnauthorized = 1
    /// The authenticator.
    case auto = 2
    /// Everybody may pass.
    case forceAuthorized = 3
}
