import Faults
import Logging
import SNMPAgent
import Snapshot

/// Raises an alarm for each socket that cannot be opened, and clears it once it can (manual 6.2, IP module).
final class BindFaults: Sendable {
    private let faults: StandingFaults
    private let logger: Logger

    init(core: SiteCore, store: SnapshotStore, logger: Logger) {
        faults = StandingFaults(core: core, store: store)
        self.logger = logger
    }

    /// Takes all sockets that cannot be opened now.
    func report(_ errors: [SocketError]) async {
        let new = await faults.report(
            errors.map { error in
                StandingFault(
                    code: error.transport == "UDP" ? .ipUdpBindError : .ipTcpBindError, source: Self.source(error),
                    text: "\(error)")
            })
        for fault in new { logger.error("\(fault.text)") }
    }

    private static func source(_ error: SocketError) -> String {
        let transport = error.transport == "UDP" ? "" : " \(error.transport)"
        return "SNMP\(transport) \(error.address) \(error.port)"
    }
}
