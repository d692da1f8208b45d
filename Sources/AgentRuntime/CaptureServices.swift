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

/// Packet capture, put together.
struct CaptureServices: Sendable {
    let capture: PacketCaptureService

    init(
        _ document: SettingsDocument, _ folder: StateFolder, journal: Journal, store: SnapshotStore, core: SiteCore,
        security: Security, records: AgentRecords, clock: any FeedClock, logger: Logger
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
        let capture = capture
        security.onChange { capture.reopen() }
    }

    /// Takes other settings.
    func apply(_ document: SettingsDocument) throws {
        capture.apply(try document.module(as: PacketCaptureSettings.self))
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
