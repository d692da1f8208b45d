import DeviceFeeds
import Faults
import IPDECTCore
import Journal
import LogForwarding
import LogRelay
import Logging
import NIOPosix
import NetworkValues
import Settings
import Snapshot
import TLSKit

/// Everything that receives and forwards logs, put together.
struct LogServices: Sendable {
    let forwarding: LogForwardingService
    let relay: LogRelayService
    init(
        _ document: SettingsDocument, journal: Journal, store: SnapshotStore, core: SiteCore, security: Security,
        web: WebClients, clock: any FeedClock, logger: Logger
    ) throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let contexts = security.contexts
        forwarding = LogForwardingService(
            try LogConfiguration(document),
            LogSurroundings(
                journal: journal, group: group, hostName: { store.current.host.name },
                tls: { try contexts.context(for: .client("log server \($0.index)", $0.certificateCheck)) },
                web: { server in
                    try web.client(
                        for: "log server \(server.index)",
                        verification: server.transport.usesTLS ? server.certificateCheck : nil)
                },
                now: { clock.now() }, logger: logger))
        let binds = StandingFaults(core: core, store: store)
        relay = LogRelayService(
            try document.module(as: LogRelaySettings.self), journal: journal, group: group,
            device: { address in
                store.current.site.radios.first { $0.report.address == address }.map {
                    DeviceID(rawValue: $0.mac.rawValue)
                } ?? .agent
            },
            tls: {
                try contexts.context(
                    for: .server(
                        "log relay", requiresPeerCertificate: $0 == .required, hasSilentClients: true))
            },
            onListening: { listeners in
                let new = await binds.report(
                    listeners.filter { !$0.error.isEmpty }.map { listener in
                        StandingFault(
                            code: listener.transport == "udp" ? .ipUdpBindError : .ipTcpBindError,
                            source: "LOG \(listener.transport) \(listener.address)",
                            text:
                                "logs cannot be received on \(listener.address) (\(listener.transport)): \(listener.error)"
                        )
                    })
                for fault in new { logger.error("\(fault.text)") }
            },
            now: { clock.now() }, logger: logger)
        let (forwarding, relay) = (forwarding, relay)
        security.onChange { forwarding.reconnect { $0.transport.usesTLS } }
        security.onChange { relay.renewTLS() }
    }

    /// Whether a change of a module concerns logs.
    static func isConcerned(_ module: String) -> Bool { module.hasPrefix("LOG0") }

    /// Takes other settings.
    func apply(_ document: SettingsDocument) throws {
        let configuration = try LogConfiguration(document)
        forwarding.apply(configuration)
        relay.apply(try document.module(as: LogRelaySettings.self))
    }

    /// The servers whose certificates are not checked, with the setting that says so.
    static func unchecked(_ document: SettingsDocument) throws -> [(module: String, address: String)] {
        try LogConfiguration(document).chains.flatMap(\.servers).filter { $0.certificateCheck == .none }.map {
            ("\(LogServerSettings.name)\($0.index)", $0.address)
        }
    }
}
