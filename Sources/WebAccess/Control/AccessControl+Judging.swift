import NetworkValues
import Settings

/// A name and a password that somebody shows.
struct Attempt: Sendable {
    var name: String
    var password: Secret
    /// The names in the verified client certificate; empty without one.
    var certificate: [String]
    var source: IPAddress
    var way: Principal.WayIn
}

/// What an attempt is worth.
enum AttemptVerdict: Sendable {
    case right(Account)
    case wrong(blockedSeconds: Int)
    case blocked(seconds: Int)
    case certificateRequired
    case busy
}

extension AccessControl {
    /// Judges an attempt. An unknown name costs the time of a known one.
    func judge(_ attempt: Attempt) async -> AttemptVerdict {
        // What is refused without hashing does not wait for others.
        if let early = withState({ $0.early(attempt, at: now()) }) { return early }
        let key = LockOut.Key(name: attempt.name, source: attempt.source)
        return await worker.run(key) { [self] in judgeNow(attempt, key) } ?? .busy
    }

    /// Judges an attempt on a thread that may be held up. Attempts of one name and source come one after the other.
    private func judgeNow(_ attempt: Attempt, _ key: LockOut.Key) -> AttemptVerdict {
        let (early, account, cost) = withState { state -> (AttemptVerdict?, Account?, PasswordHash.Cost) in
            let account = state.configuration.account(named: attempt.name)
            let cost = state.configuration.accounts.first?.password.cost ?? .standard
            if let early = state.early(attempt, at: now()) { return (early, nil, cost) }
            if let account, !account.isDisabled, attempt.way == .basic,
                state.proven.contains(account, attempt.password, from: key, at: now())
            {
                return (.right(account), nil, cost)
            }
            return (nil, account, cost)
        }
        if let early { return early }
        let hash = account?.password ?? PasswordHash(cost: cost, salt: [UInt8](repeating: 0, count: 16), key: [0])
        let isRight = hash.matches(attempt.password)
        return withState { state in
            let time = now()
            guard let account, isRight, !account.isDisabled, state.current(account) != nil else {
                let reason = account?.isDisabled == true ? "the account is disabled" : "wrong name or password"
                return .wrong(blockedSeconds: state.failed(attempt, reason, at: time))
            }
            state.proved(account, attempt, at: time)
            if attempt.way == .basic {
                state.proven.insert(account, attempt.password, from: key, at: time)
                state.tell(.loggedIn, account.name, attempt.source, .basic)
            }
            return .right(account)
        }
    }
}

extension AccessState {
    /// What can be said of an attempt without looking at its password; `nil` when it must be looked at.
    mutating func early(_ attempt: Attempt, at now: Timestamp) -> AttemptVerdict? {
        if let milliseconds = memory.lockOut.blockedMilliseconds(
            name: attempt.name, source: attempt.source, isKnown: isKnown(attempt), at: now)
        {
            counters.blockedAttempts += 1
            return .blocked(seconds: Self.seconds(milliseconds))
        }
        guard settings.requiresCertificate, !isNamedByCertificate(attempt) else { return nil }
        // The password is not looked at, so that nobody learns whether it is right.
        counters.failures += 1
        let name = configuration.account(named: attempt.name)?.name ?? ""
        tellSeldom(
            .refused("no certificate that names the user"), name, attempt.source, attempt.way, at: now)
        return .certificateRequired
    }

    private func isNamedByCertificate(_ attempt: Attempt) -> Bool {
        configuration.accounts(inCertificate: attempt.certificate).contains { $0.name == attempt.name }
    }

    private func isKnown(_ attempt: Attempt) -> Bool {
        memory.records[attempt.name]?.knows(attempt.source) == true || isNamedByCertificate(attempt)
    }

    /// An attempt failed: counts, blocks and tells. Returns the seconds for which the next ones are blocked.
    mutating func failed(_ attempt: Attempt, _ reason: String, at now: Timestamp) -> Int {
        let account = configuration.account(named: attempt.name)
        let milliseconds = memory.lockOut.failed(
            name: attempt.name, source: attempt.source, isKnown: isKnown(attempt), isAccount: account != nil, at: now)
        counters.failures += 1
        let seconds = Self.seconds(milliseconds)
        tell(.refused(reason), account?.name ?? "", attempt.source, attempt.way)
        tell(.lockedOut(seconds: seconds), account?.name ?? "", attempt.source)
        if let account {
            memory.records[account.name, default: LogInRecord()].failedAttempts += 1
            isMemoryChanged = true
        }
        return seconds
    }

    /// An attempt was right.
    mutating func proved(_ account: Account, _ attempt: Attempt, at now: Timestamp) {
        memory.lockOut.succeeded(name: attempt.name, source: attempt.source)
        memory.records[account.name, default: LogInRecord()].remember(attempt.source)
        isMemoryChanged = true
    }

    /// Milliseconds as whole seconds, rounded up.
    static func seconds(_ milliseconds: Int64) -> Int { Int((milliseconds + 999) / 1000) }
}
