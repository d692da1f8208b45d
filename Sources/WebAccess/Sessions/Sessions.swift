import NetworkValues
import Settings

/// The sessions of all users: a value that is told the time.
///
/// A session is known by a token of 256 random bits that only the browser has; here its SHA-256 is kept, so that nobody
/// who reads this memory, or a core dump of it, can use one. Each log-in makes a new token: one that an attacker placed in
/// a browser beforehand opens nothing.
///
/// When a limit is reached, a log-in is refused and told which one. The oldest session is not ended silently: that would
/// let whoever has the password push its owner out unnoticed, and lose what the owner is typing. The user may ask for it
/// (`endOldest`), once the password was right.
struct Sessions {
    /// One session.
    struct Session {
        var number: Int
        /// The number of the account's module.
        var account: Int
        var identity: Account.Identity
        var mustChangePassword: Bool
        var began: Timestamp
        var lastUse: Timestamp
        var source: IPAddress
        var userAgent: String
        var hasCertificate: Bool
        var digest: [UInt8]

        var summary: SessionSummary {
            SessionSummary(
                number: number, name: identity.name, role: identity.role, began: began, lastUse: lastUse,
                source: source,
                userAgent: userAgent, hasCertificate: hasCertificate)
        }
    }

    /// A session that ended, for the records.
    struct Ended {
        var session: SessionSummary
        var reason: SessionEnd
    }

    /// The most sessions, whatever the settings say.
    static let limit = 1000
    /// The octets of a token.
    static let tokenLength = 32

    private var byDigest: [[UInt8]: Session] = [:]
    private var nextNumber = 1
    private let key: ProcessKey
    private let random: RandomOctets

    init(key: ProcessKey, random: @escaping RandomOctets) {
        self.key = key
        self.random = random
    }

    /// How many there are.
    var count: Int { byDigest.count }
    /// All sessions by their number.
    var all: [Session] { byDigest.values.sorted { $0.number < $1.number } }

    /// The limit that another session of an account would exceed.
    func exceededLimit(_ account: Account, _ settings: AccessSettings) -> SessionLimit? {
        if let limit = settings.sessionsPerUser, count(of: account.number) >= limit { return .ofUser(limit) }
        let limit = min(settings.sessions ?? Self.limit, Self.limit)
        return count >= limit ? .ofSystem(limit) : nil
    }

    private func count(of account: Int) -> Int { byDigest.values.count { $0.account == account } }

    /// The sessions of one account by their number.
    func all(of account: Account) -> [Session] {
        byDigest.values.filter { $0.account == account.number }.sorted { $0.number < $1.number }
    }

    /// Ends the account's session that was used longest ago; `nil` when it has none.
    mutating func endOldest(of account: Account) -> Ended? {
        let own = byDigest.values.filter { $0.account == account.number }
        guard let oldest = own.min(by: { ($0.lastUse, $0.number) < ($1.lastUse, $1.number) }) else { return nil }
        byDigest[oldest.digest] = nil
        return Ended(session: oldest.summary, reason: .replaced)
    }

    /// Begins a session, and gives it with its token: 43 characters that a cookie may hold.
    mutating func begin(
        _ account: Account, mustChangePassword: Bool, from source: IPAddress, userAgent: String, hasCertificate: Bool,
        at now: Timestamp
    ) -> (session: Session, token: Secret) {
        let token = Secret(Base64.encode(random(Self.tokenLength)))
        let session = Session(
            number: nextNumber, account: account.number, identity: account.identity,
            mustChangePassword: mustChangePassword, began: now, lastUse: now, source: source,
            userAgent: Self.bounded(userAgent), hasCertificate: hasCertificate,
            digest: DigestFunction.sha256(token.revealed))
        nextNumber += 1
        byDigest[session.digest] = session
        return (session, token)
    }

    /// The session of a token, unless it has been idle for too long. `isUse` says that somebody used it, rather than a page
    /// that keeps itself up to date.
    mutating func session(
        token: String, isUse: Bool, _ settings: AccessSettings, at now: Timestamp
    ) -> Session? {
        guard token.utf8.count == 43 else { return nil }
        let digest = DigestFunction.sha256(token)
        guard var session = byDigest[digest], !Self.isIdle(session, settings, now) else { return nil }
        // A clock that was set back makes no session older than it is.
        if isUse || now < session.lastUse {
            session.lastUse = now
            byDigest[digest] = session
        }
        return session
    }

    /// Gives a session another token; the old one opens nothing any more.
    mutating func renew(token: String) -> Secret? {
        guard var session = byDigest.removeValue(forKey: DigestFunction.sha256(token)) else { return nil }
        let token = Secret(Base64.encode(random(Self.tokenLength)))
        session.digest = DigestFunction.sha256(token.revealed)
        byDigest[session.digest] = session
        return token
    }

    /// What forms of a session must send back.
    func csrfToken(of session: Session) -> String { Base64.encode(key.code("csrf", session.digest)) }

    /// When a session ends unless it is used.
    func end(of session: Session, _ settings: AccessSettings) -> Timestamp? {
        Self.end(of: session, settings)
    }

    private static func end(of session: Session, _ settings: AccessSettings) -> Timestamp? {
        settings.logoutAfterMinutes.map { session.lastUse.adding(seconds: Int64($0) * 60) }
    }

    private static func isIdle(_ session: Session, _ settings: AccessSettings, _ now: Timestamp) -> Bool {
        end(of: session, settings).map { $0 <= now } ?? false
    }

    /// Ends the session of a token.
    mutating func end(token: String) -> Ended? {
        byDigest.removeValue(forKey: DigestFunction.sha256(token)).map { Ended(session: $0.summary, reason: .logOut) }
    }

    /// Ends the sessions for which `reason` gives one.
    mutating func end(where reason: (Session) -> SessionEnd?) -> [Ended] {
        var ended: [Ended] = []
        for (digest, session) in byDigest {
            guard let reason = reason(session) else { continue }
            ended.append(Ended(session: session.summary, reason: reason))
            byDigest[digest] = nil
        }
        return ended.sorted { $0.session.number < $1.session.number }
    }

    /// Ends sessions that have been idle for too long.
    mutating func sweep(_ settings: AccessSettings, at now: Timestamp) -> [Ended] {
        end { Self.isIdle($0, settings, now) ? .idle : nil }
    }

    /// Holds sessions against accounts that may have changed: those of a changed or removed account end. The session
    /// `spared` lives on under its account's new name and password: its user changed them in it.
    mutating func hold(against configuration: AccessConfiguration, spared: [Int: PasswordHash]) -> [Ended] {
        let accounts = Dictionary(
            configuration.accounts.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        for (digest, session) in byDigest {
            guard let account = accounts[session.account], spared[session.number] == account.password,
                account.role == session.identity.role, !account.isDisabled
            else { continue }
            byDigest[digest]?.identity = account.identity
            byDigest[digest]?.mustChangePassword = account.mustChangePassword
        }
        return end { session in
            guard let account = accounts[session.account] else { return .accountRemoved }
            if account.identity != session.identity { return .accountChanged }
            return configuration.settings.requiresCertificate && !session.hasCertificate ? .certificateRequired : nil
        }
    }

    /// A browser's name, cut to 256 octets, without control characters.
    private static func bounded(_ text: String) -> String {
        let kept = text.unicodeScalars.prefix(256).filter { $0.properties.generalCategory != .control }
        var bounded = String(String.UnicodeScalarView(kept))
        while bounded.utf8.count > 256 { bounded.unicodeScalars.removeLast() }
        return bounded
    }
}

/// A limit of sessions (manual 4.1.5).
public enum SessionLimit: Hashable, Sendable {
    /// So many of one user.
    case ofUser(Int)
    /// So many of all users.
    case ofSystem(Int)
}
