import AlarmForwarding
import DeviceFeeds
import Exposition
import History
import Journal
import LogForwarding
import LogRelay
import Logging
import PacketCapture
import ServiceReport
import Settings
import Snapshot
import TLSKit
import WebClient

/// Service reports, put together.
struct ReportServices: Sendable {
    let library: ReportLibrary
    let service: ServiceReportService

    init(
        _ document: SettingsDocument, _ folder: StateFolder, _ sources: ReportSources, security: Security,
        web: WebClients, clock: any FeedClock, logger: Logger
    ) throws {
        library = try ReportLibrary(folder: folder.file("reports"), sources, now: { clock.now() }, logger: logger)
        service = ServiceReportService(
            try document.module(as: ServiceReportSettings.self).configuration,
            ServiceReportSurroundings(
                library: library,
                web: { url in
                    try web.client(for: "service report", verification: url.scheme == .https ? .full : nil)
                }, now: { clock.now() }, logger: logger))
        let service = service
        security.onChange { service.reconnect() }
    }

    /// Takes other settings.
    func apply(_ document: SettingsDocument) throws {
        service.apply(try document.module(as: ServiceReportSettings.self).configuration)
    }
}

extension ReportSources {
    /// What the parts of the agent say.
    init(
        _ store: SnapshotStore, journal: Journal, history: History, settings: SettingsStore, logs: LogServices,
        alarmServices: AlarmServices, capture: CaptureServices, remoteWriting: RemoteWriting, security: Security,
        folder: StateFolder
    ) {
        self.init(snapshot: { store.current }, journal: journal, history: history)
        self.settings = { settings.shown }
        logServers = { logs.forwarding.status }
        logRelay = { logs.relay.status }
        alarmServers = { alarmServices.forwarding.status }
        remoteWrite = { remoteWriting.service.status }
        webdav = { capture.webdav.status }
        captures = { capture.capture.status.readers }
        certificates = security.certificates
        captureFolder = folder.file("pcap")
    }
}
