import DeviceFeeds
import Faults
import IPDECTCore
import Logging
import SNMPAgent
import Snapshot
import Synchronization

/// Raises an alarm for each socket that cannot be opened, and clears it once it can (manual 6.2, IP module).
final class BindFaults: Sendable {
    private let core: SiteCore
    private let store: SnapshotStore
    private let logger: Logger
    private let standing = Mutex<Set<String>>([])

    init(core: SiteCore, store: SnapshotStore, logger: Logger) {
        self.core = core
        self.store = store
        self.logger = logger
    }

    /// Takes all sockets that cannot be opened now.
    func report(_ errors: [SocketError]) async {
        let failed = Dictionary(errors.map { (Self.source($0), $0) }) { first, _ in first }
        let before = standing.withLock { standing in
            let before = standing
            standing = Set(failed.keys)
            return before
        }
        let subject = FaultSubject(device: .agent, deviceName: store.current.host.name, address: nil)
        var effects: [SiteEffect] = []
        for (source, error) in failed.sorted(by: { $0.key < $1.key }) where !before.contains(source) {
            logger.error("\(error)")
            effects.append(.raise(.ipUdpBindError, on: subject, source: source, text: "\(error)"))
        }
        for source in before.subtracting(failed.keys).sorted() {
            effects.append(.clear(AlarmKey(device: .agent, source: source, code: .ipUdpBindError)))
        }
        await core.submit(effects.map(HostObservation.fault))
    }

    private static func source(_ error: SocketError) -> String { "SNMP \(error.address) \(error.port)" }
}
