/// Why the supplicant is in its state, for people.
public enum SupplicantReason: Hashable, Sendable, CustomStringConvertible {
    /// No user is configured, so not a single frame is sent.
    case notConfigured
    /// The link is down.
    case linkDown
    /// It looks for an authenticator.
    case connecting
    /// A conversation is under way.
    case authenticating
    /// The authenticator accepted it by this method.
    case accepted(EAPType)
    /// Nobody answers, so the port is open to everybody.
    case noAuthenticator
    /// It is not authenticated, for this reason.
    case failed(EAPFailure)
    /// The authenticator fell silent.
    case timedOut
    /// It left.
    case loggedOff
    /// The port is open or closed by setting.
    case forced

    /// The reason.
    public var description: String {
        switch self {
        case .notConfigured: "no user is configured"
        case .linkDown: "the link is down"
        case .connecting: "looking for an authenticator"
        case .authenticating: "authenticating"
        case .accepted(let method): "accepted by \(method)"
        case .noAuthenticator: "no authenticator answers; the port is open"
        case .failed(let failure): failure.description
        case .timedOut: "the authenticator fell silent"
        case .loggedOff: "logged off"
        case .forced: "set by hand"
        }
    }
}
