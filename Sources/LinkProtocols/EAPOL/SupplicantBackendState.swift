/// States of the supplicant's backend (IEEE 802.1X-2004, 8.2.13), with the numbers of dot1xSuppBackendPaeState.
public enum SupplicantBackendState: Int, Hashable, Sendable, CaseIterable {
    /// Everything is forgotten.
    case initialize = 1
    /// Nothing is under way.
    case idle = 2
    /// A request came and is being answered.
    case request = 3
    /// The answer goes out.
    case response = 4
    /// The next request is waited for.
    case receive = 5
    /// The authenticator refused.
    case fail = 6
    /// The authenticator accepted.
    case success = 7
    /// The authenticator fell silent.
    case timeout = 8
}
