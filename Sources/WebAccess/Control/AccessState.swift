import NetworkValues
import Settings

/// All that changes in access control, behind one lock. What is to be told of it gathers in `events`.
struct AccessState {
    var configuration: AccessConfiguration
    var memory: AccessMemory
    var sessions: Sessions
    var proven: ProvenPasswords
    var nonces: DigestNonces
    var counters = AccessStatus.Counters()
    /// By the token's hash.
    var tokenUses: [[UInt8]: TokenUse] = [:]
    /// Sessions whose user changed the account in them, by number, and the hash that the account gets.
    var spared: [Int: PasswordHash] = [:]
    /// Whether what survives a restart has changed.
    var isMemoryChanged = false
    private(set) var events: [AccessEvent] = []
    private var lastTold: [Told: Timestamp] = [:]

    /// What is told once a minute only, however often it happens.
    private struct Told: Hashable {
        var source: IPAddress
        var what: String
    }

    init(_ configuration: AccessConfiguration, _ memory: AccessMemory, key: ProcessKey, random: @escaping RandomOctets)
    {
        self.configuration = configuration
        self.memory = memory
        sessions = Sessions(key: key, random: random)
        proven = ProvenPasswords(key)
        nonces = DigestNonces(key: key, random: random)
    }

    var settings: AccessSettings { configuration.settings }

    /// Takes other settings. Sessions of accounts that changed or are gone end, and what is remembered of those that are
    /// gone is forgotten.
    mutating func apply(_ new: AccessConfiguration) {
        let old = configuration
        configuration = new
        tell(sessions.hold(against: new, spared: spared))
        let living = Set(sessions.all.map(\.number))
        let hashes = Set(new.accounts.map(\.password))
        // What was spared for a change that is still to come stays.
        spared = spared.filter { living.contains($0.key) && !hashes.contains($0.value) }
        proven.removeAll()
        var records: [String: LogInRecord] = [:]
        for account in new.accounts {
            let before = old.accounts.first { $0.number == account.number }?.name ?? account.name
            records[account.name] = memory.records[account.name] ?? memory.records[before]
        }
        if records != memory.records {
            memory.records = records
            isMemoryChanged = true
        }
        let tokens = Set(new.tokens.map(\.hash))
        tokenUses = tokenUses.filter { tokens.contains($0.key) }
    }

    /// The account of that number and identity, when it still is so.
    func current(_ account: Account) -> Account? {
        configuration.account(named: account.name).flatMap { $0.identity == account.identity ? $0 : nil }
    }

    mutating func tell(_ kind: AccessEvent.Kind, _ name: String, _ source: IPAddress, _ way: Principal.WayIn? = nil) {
        events.append(AccessEvent(kind: kind, name: name, source: source, way: way))
    }

    /// Tells what a source can cause as often as it likes: once a minute, of at most 256 sources.
    mutating func tellSeldom(
        _ kind: AccessEvent.Kind, _ name: String, _ source: IPAddress, _ way: Principal.WayIn? = nil, at now: Timestamp
    ) {
        let told = Told(source: LockOut.Key.masked(source), what: "\(kind)")
        if let last = lastTold[told], (0..<60_000).contains(now.milliseconds(since: last)) { return }
        if lastTold.count >= 256 {
            lastTold = lastTold.filter { (0..<60_000).contains(now.milliseconds(since: $0.value)) }
            guard lastTold.count < 256 else { return }
        }
        lastTold[told] = now
        tell(kind, name, source, way)
    }

    mutating func tell(_ ended: [Sessions.Ended]) {
        for end in ended {
            if end.reason == .idle { counters.idleSessions += 1 }
            tell(.ended(end.reason), end.session.name, end.session.source)
        }
    }

    /// What is to be told since the last time.
    mutating func takeEvents() -> [AccessEvent] {
        defer { events = [] }
        return events
    }
}
