import DeviceFeeds
import Faults
import IPDECTCore
import Journal
import LogForwarding
import Logging
import NIOPosix
import NetworkValues
import PacketCapture
import Settings
import Snapshot
import TLSKit
import WebClient

/// Packet capture, put together.
struct CaptureServices: Sendable {
    let capture: PacketCaptureService
    let webdav: WebDAVService

    init(
        _ document: SettingsDocument, _ folder: StateFolder, journal: Journal, store: SnapshotStore, core: SiteCore,
        security: Security, web: WebClients, records: AgentRecords, clock: any FeedClock, logger: Logger,
        restartedUnexpectedly: Bool = false
    ) throws {
        let contexts = security.contexts
        let binds = StandingFaults(core: core, store: store)
        capture = PacketCaptureService(
            try document.module(as: PacketCaptureSettings.self),
            PacketCaptureSurroundings(
                folder: folder.path, journal: journal, group: MultiThreadedEventLoopGroup.singleton,
                origin: { Self.origin(store.current.host) },
                deviceName: { Self.deviceName($0, store.current) },
                tls: { try contexts.context(for: .server("Remote PCAP")) },
                onListening: { listeners in
                    let new = await binds.report(listeners.filter { !$0.error.isEmpty }.map(StandingFault.init))
                    for fault in new { logger.error("\(fault.text)") }
                },
                onLogin: {
                    records.loginAttempt(user: $0, from: "\($1)", over: "Remote PCAP", refusedBecause: $2)
                },
                onCapture: { records.captureChanged($0, hasBegun: $1) }, now: { clock.now() }, logger: logger))
        webdav = WebDAVService(
            try Self.webdav(document),
            WebDAVSurroundings(
                engine: capture.engine, folder: folder.file("pcap"),
                web: { server in
                    try web.client(
                        for: "WebDAV PCAP", verification: server.url?.scheme == .https ? server.certificateCheck : nil,
                        credentials: server.credentials)
                }, now: { clock.now() }, logger: logger, restartedUnexpectedly: restartedUnexpectedly,
                onLoss: { records.captureLost($0) }))
        let (capture, webdav) = (capture, webdav)
        security.onChange {
            capture.reopen()
            webdav.reconnect()
        }
    }

    /// Whether a change of a module concerns captures.
    static func isConcerned(_ module: String) -> Bool { module.hasPrefix(PacketCaptureSettings.name) }

    /// What WebDAV PCAP does; whether the log lies between the packets is ticked for all captures together.
    private static func webdav(_ document: SettingsDocument) throws -> WebDAVConfiguration {
        var configuration = try document.module(as: WebDAVSettings.self).configuration
        configuration.takesTrace = try document.module(as: PacketCaptureSettings.self).takesTrace
        return configuration
    }

    /// The server whose certificate is not checked, with the setting that says so.
    static func unchecked(_ document: SettingsDocument) throws -> [(module: String, address: String)] {
        let configuration = try webdav(document)
        guard let url = configuration.url, configuration.certificateCheck == .none else { return [] }
        return [(WebDAVSettings.name, "\(url)")]
    }

    /// Takes other settings.
    func apply(_ document: SettingsDocument) throws {
        capture.apply(try document.module(as: PacketCaptureSettings.self))
        webdav.apply(try Self.webdav(document))
    }

    /// What lines of the log seem to come from: the first interface that has a hardware address.
    private static func origin(_ host: HostStatus) -> (MACAddress, IPAddress) {
        let interface = host.interfaces.first { $0.mac.map { $0.rawValue != 0 } ?? false }
        return (interface?.mac ?? MACAddress(rawValue: 0), interface?.addresses.first?.address ?? .loopback)
    }

    private static func deviceName(_ record: LogRecord, _ snapshot: Snapshot) -> String {
        if let host = record.origin?.host, !host.isEmpty { return host }
        guard record.device != .agent else { return snapshot.host.name }
        return snapshot.site.radios.first { $0.mac.rawValue == record.device.rawValue }?.name ?? "\(record.device)"
    }
}

extension StandingFault {
    fileprivate init(_ listener: RPCAPServerStatus.Listener) {
        self.init(
            code: .ipTcpBindError, source: "RPCAP \(listener.address)",
            text: "captures cannot be fetched at \(listener.address): \(listener.error)")
    }
}
