public import NetworkValues
public import Settings
import Synchronization

/// Decides who may use the web console and the REST API, and what: log-ins by the form, sessions, HTTP authentication,
/// tokens, accounts. It knows no HTTP: the caller brings header fields as text, and addresses as values.
///
/// Everything but hashing answers at once and may be asked for each request. Settings are the one truth: operations on
/// accounts and tokens give an `AccessChange`, which the caller applies to its settings store; what the store then holds
/// comes back by `apply`.
public final class AccessControl: Sendable {
    /// The protection space of HTTP authentication (RFC 9110 11.5). Keys of Digest hold for it only.
    public static let realm = "ipdect-agent"

    let worker = PasswordWorker()
    let random: RandomOctets
    let now: @Sendable () -> Timestamp
    private let keeper: MemoryKeeper
    private let onEvent: @Sendable (AccessEvent) -> Void
    private let state: Mutex<AccessState>

    /// Makes it with the settings of a document; throws what is wrong with them. `memoryPath` names the file, in the
    /// agent's state folder, that keeps failures and last log-ins over a restart; `nil` for none. `now` is the wall clock.
    /// `onEvent` is called on any thread and must not block.
    public init(
        _ document: SettingsDocument, memoryPath: String?, now: @escaping @Sendable () -> Timestamp,
        random: @escaping RandomOctets = { SecureRandom.octets($0) },
        onEvent: @escaping @Sendable (AccessEvent) -> Void = { _ in }
    ) throws(SettingsError) {
        self.now = now
        self.random = random
        self.onEvent = onEvent
        keeper = MemoryKeeper(path: memoryPath)
        let memory = AccessMemory(keeper.read(), at: now())
        state = Mutex(
            AccessState(try AccessConfiguration(document), memory, key: ProcessKey(random), random: random))
    }

    /// The settings that hold.
    public var settings: AccessSettings { withState { $0.settings } }

    /// Takes other settings; throws what is wrong with them, and leaves everything as it is then. Sessions of accounts that
    /// changed or are gone end.
    public func apply(_ document: SettingsDocument) throws(SettingsError) {
        let configuration = try AccessConfiguration(document)
        withState { $0.apply(configuration) }
    }

    /// Whether an address may use the web server (manual 4.9.3, allowed stations). One that may not is counted.
    public func admits(_ source: IPAddress) -> Bool {
        withState { state in
            let networks = state.settings.networks
            guard !networks.isEmpty, !networks.contains(where: { $0.contains(source) }) else { return true }
            state.counters.networkRefusals += 1
            state.tellSeldom(.networkRefused, "", source, at: now())
            return false
        }
    }

    /// The name that the log-in page fills in: that of the account which a verified client certificate names, by its e-mail
    /// addresses and user principal names (manual 3.4.5.1 step 3); `nil` for none.
    public func accountName(ofCertificate names: [String]) -> String? {
        withState { $0.configuration.accounts(inCertificate: names).first?.name }
    }

    /// How access stands.
    public var status: AccessStatus {
        let now = now()
        let (busy, failure) = (worker.refused, keeper.failure)
        return withState { state in
            var counters = state.counters
            counters.busy = busy
            counters.evictedFailures = state.memory.lockOut.evicted
            counters.lockOuts = state.memory.lockOut.blocks
            let configuration = state.configuration
            return AccessStatus(
                counters: counters, sessions: state.sessions.count,
                accounts: configuration.accounts.count { !$0.isDisabled },
                tokens: configuration.tokens.count { $0.expires.map { now < $0 } ?? true },
                blocked: state.memory.lockOut.blocked(at: now),
                hasDefaultPassword: configuration.accounts == [.atFirstStart], memoryFailure: failure)
        }
    }

    /// Ends sessions that have been idle for too long. Call it about once a minute: nobody can use them before either.
    public func sweep() {
        withState { state in state.tell(state.sessions.sweep(state.settings, at: now())) }
    }

    /// Returns when what must survive a restart is on the disk. Call it last.
    public func flush() async { await keeper.flush() }

    /// Looks at or changes the state, then tells what happened and keeps what must survive.
    func withState<Result: Sendable>(_ body: (inout AccessState) -> Result) -> Result {
        let (result, events, isMemoryChanged) = state.withLock { state in
            let result = body(&state)
            defer { state.isMemoryChanged = false }
            return (result, state.takeEvents(), state.isMemoryChanged)
        }
        for event in events { onEvent(event) }
        if isMemoryChanged {
            keeper.schedule { [self] in state.withLock { $0.memory.text } }
        }
        return result
    }
}

extension AccessConfiguration {
    /// The accounts that the names of a verified client certificate stand for: whose own name or certificate name it is,
    /// case aside, or whose name stands in front of one of the domains of the settings.
    func accounts(inCertificate names: [String]) -> [Account] {
        let domains = settings.certificateDomains.map { $0.lowercased() }
        return names.flatMap { given -> [Account] in
            let name = given.lowercased()
            var candidates: Set<String> = [name]
            if let at = name.lastIndex(of: "@"), domains.contains(String(name[name.index(after: at)...])) {
                candidates.insert(String(name[..<at]))
            }
            return accounts.filter { account in
                candidates.contains(account.name.lowercased())
                    || account.certificateNames.contains { $0.lowercased() == name }
            }
        }
    }
}
