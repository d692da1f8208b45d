public import NetworkValues

/// Something about access that belongs into the log. It never holds a password, and a name only when an account has it:
/// people type passwords where names go.
public struct AccessEvent: Hashable, Sendable {
    /// What happened.
    public enum Kind: Hashable, Sendable {
        /// Somebody logged in, or a program authenticated itself for the first time in a while.
        case loggedIn
        /// A log-in was refused, and why.
        case refused(String)
        /// A failure blocked further attempts for so many seconds.
        case lockedOut(seconds: Int)
        /// A session ended.
        case ended(SessionEnd)
        /// An address outside of the allowed networks was turned away.
        case networkRefused
    }

    /// What happened.
    public var kind: Kind
    /// The account's or token's name; empty when no account has the name that was given.
    public var name: String
    /// Where it came from.
    public var source: IPAddress
    /// How, or was tried to, become known who it is; `nil` when that did not come up.
    public var way: Principal.WayIn?
}

extension AccessEvent: CustomStringConvertible {
    /// One sentence for people.
    public var description: String {
        let who = name.isEmpty ? "an unknown user" : name
        let how = way.map { " (\($0.rawValue))" } ?? ""
        return switch kind {
        case .loggedIn: "\(who) logged in from \(source)\(how)"
        case .refused(let reason): "the log-in of \(who) from \(source)\(how) was refused: \(reason)"
        case .lockedOut(let seconds): "log-ins of \(who) from \(source) are blocked for \(seconds) s"
        case .ended(let end): "the session of \(who) from \(source) ended: \(end.rawValue)"
        case .networkRefused: "\(source) is outside of the networks that may use the web server"
        }
    }
}
