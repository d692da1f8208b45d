public import NetworkValues

/// What is remembered of an account's log-ins.
public struct LogInRecord: Hashable, Sendable {
    /// When somebody last logged in to it; `nil` for never.
    public var lastLogIn: Timestamp?
    /// Where that came from.
    public var lastSource: IPAddress?
    /// Attempts that failed since, from anywhere; those while blocked are not among them (manual 3.4.5.1 step 5).
    public var failedAttempts = 0
    /// The sources that are no strangers to the account, the last one last.
    var knownSources: [IPAddress] = []

    /// The most sources that are remembered.
    static let knownLimit = 8

    /// Whether somebody has logged in from a source.
    func knows(_ source: IPAddress) -> Bool { knownSources.contains(LockOut.Key.masked(source)) }

    /// Somebody logged in.
    mutating func loggedIn(from source: IPAddress, at now: Timestamp) {
        lastLogIn = now
        lastSource = source
        failedAttempts = 0
        remember(source)
    }

    /// Somebody showed the right password from a source.
    mutating func remember(_ source: IPAddress) {
        let masked = LockOut.Key.masked(source)
        knownSources.removeAll { $0 == masked }
        knownSources.append(masked)
        if knownSources.count > Self.knownLimit { knownSources.removeFirst() }
    }
}
