import DeviceFeeds
import Faults
import IPDECTCore
import NetworkValues
import ServiceLifecycle
import Snapshot
import Synchronization
import TLSKit

/// Certificates and TLS of the whole agent: contexts for everybody, alarms for what is wrong with certificates, and events
/// for what happens in connections.
final class Security: Service {
    /// Seconds between two looks at the certificates' ends.
    static let lookSeconds: Int64 = 60

    let certificates: CertificateStore
    let contexts: TLSContexts
    private let core: SiteCore
    private let store: SnapshotStore
    private let clock: any FeedClock
    private let faults: StandingFaults
    private let alerts: AlertQueue
    private let state: Mutex<State>

    private struct State {
        /// Settings that let a connection go on with a certificate that is not checked.
        var unchecked: [StandingFault] = []
        var onChange: [@Sendable () -> Void] = []
        /// What contexts are made of, as it was when they were told last.
        var known: Essence
    }

    /// What there is of certificates in the contexts of TLS; rejected ones and signing requests are of no concern to them.
    private struct Essence: Equatable {
        let trusted: [Certificate]
        let identity: [Certificate]
        /// The fingerprints of revocation lists.
        let revoked: [String]

        init(_ certificates: CertificateStore) {
            trusted = certificates.trusted
            revoked = certificates.revocations.map(\.fingerprint)
            identity = certificates.identity.chain
        }
    }

    init(
        _ certificates: CertificateStore, settings: TLSSettings, core: SiteCore, store: SnapshotStore,
        clock: any FeedClock,
        onRejection: @escaping @Sendable ([Certificate], CertificateRejection, String, String) -> Void = { _, _, _, _ in
        }
    ) {
        self.certificates = certificates
        self.core = core
        self.store = store
        self.clock = clock
        faults = StandingFaults(core: core, store: store)
        state = Mutex(State(known: Essence(certificates)))
        let alerts = AlertQueue(now: { clock.now() })
        self.alerts = alerts
        contexts = TLSContexts(
            certificates: certificates, settings: settings,
            observer: TLSObserver(
                onAlert: { alerts.take($0) },
                onRejection: { chain, reason, peer, purpose in
                    _ = certificates.noteRejected(chain, reason, peer: peer, purpose: purpose)
                    guard alerts.letsPass(reason, peer: peer, purpose: purpose) else { return }
                    onRejection(chain, reason, peer, purpose)
                }))
    }

    /// Calls `body` after each change of what is trusted, of the device's certificate, or of how TLS is spoken.
    func onChange(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.onChange.append(body) }
    }

    /// Takes other settings.
    func apply(_ settings: TLSSettings) {
        contexts.apply(settings)
        for body in state.withLock({ $0.onChange }) { body() }
    }

    /// Says which settings let a connection go on with a certificate that is not checked: an alarm stands for each.
    func note(unchecked modules: [(module: String, address: String)]) async {
        note(atStart: modules)
        await look()
    }

    /// The same before the service runs, which then raises the alarms.
    func note(atStart modules: [(module: String, address: String)]) {
        let faults = modules.map { module, address in
            StandingFault(
                code: .tlsLocalUnknownCa, source: "untrusted \(module)",
                text: "\(module) allows untrusted certificates: that of \(address) is not checked")
        }
        state.withLock { $0.unchecked = faults }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.followChanges() }
                group.addTask { await self.followTime() }
                group.addTask { await self.followAlerts() }
            }
        }
        certificates.flush()
    }

    private func followChanges() async {
        let changes = certificates.changes()
        renewContexts()
        for await _ in changes {
            renewContexts()
            await look()
        }
    }

    /// Lets contexts be made anew if certificates have changed that are in them: a chain that was rejected, which anybody
    /// can cause, must not break connections.
    private func renewContexts() {
        let essence = Essence(certificates)
        let hasChanged = state.withLock { state in
            defer { state.known = essence }
            return state.known != essence
        }
        guard hasChanged else { return }
        contexts.forget()
        for body in state.withLock({ $0.onChange }) { body() }
    }

    private func followTime() async {
        while !Task.isCancelled {
            await look()
            guard (try? await clock.sleep(until: clock.now().adding(seconds: Self.lookSeconds))) != nil else { return }
        }
    }

    private func followAlerts() async {
        for await entry in alerts.entries {
            guard let code = entry.alert.fault else { continue }
            let subject = FaultSubject(device: .agent, deviceName: store.current.host.name, address: nil)
            await core.submit([.fault(.event(code, on: subject, source: "TLS", text: entry.text))])
        }
    }

    private func look() async {
        await faults.report(conditions)
    }

    /// What is wrong with the certificates and with connections that go unchecked.
    private var conditions: [StandingFault] {
        certificates.conditions(at: clock.now(), clockIsSet: true).map {
            StandingFault(code: $0.code, source: $0.source, text: $0.text)
        } + state.withLock { $0.unchecked }
    }
}
