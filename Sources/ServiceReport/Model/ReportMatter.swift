import AlarmForwarding
import Exposition
import Faults
import History
import IPDECTCore
import Journal
import LinkProtocols
import LogForwarding
import LogRelay
import NetworkValues
import PacketCapture
import Snapshot
import SNMPAgent
import TLSKit

/// What one report tells of: everything as it stood when the report was begun. All parts of a report read this one value.
struct ReportMatter {
    let snapshot: Snapshot
    let settings: String
    let snmp: SNMPStatus?
    let logServers: [LogServerStatus]
    let logRelay: LogRelayStatus?
    let alarmServers: [AlarmServerStatus]
    let remoteWrite: [RemoteWriteStatus]
    let webdav: WebDAVStatus?
    let captures: [CaptureReaderStatus]
    let deviceCertificate: [Certificate]
    let deviceCertificateKind: String
    let trusted: [Certificate]
    let rejected: [RejectedChain]
    let certificateConditions: [CertificateCondition]
    let journal: JournalStatus?
    let history: HistoryStatus?
    /// The place of each radio in `snapshot.site.radios`, by its index.
    let places: [UInt32: Int]
    /// The alarms by how serious they are to the operator, then by time.
    let alarms: [Alarm]

    init(_ sources: ReportSources) {
        snapshot = sources.snapshot()
        settings = sources.settings()
        snmp = sources.snmp()
        logServers = sources.logServers()
        logRelay = sources.logRelay()
        alarmServers = sources.alarmServers()
        remoteWrite = sources.remoteWrite()
        webdav = sources.webdav()
        captures = sources.captures()
        deviceCertificate = sources.certificates?.device.identity.chain ?? []
        deviceCertificateKind = sources.certificates?.kind.rawValue ?? ""
        trusted = sources.certificates?.trusted ?? []
        rejected = sources.certificates?.rejected ?? []
        certificateConditions = sources.certificates?.conditions(at: snapshot.time, clockIsSet: true) ?? []
        journal = sources.journal?.status
        history = sources.history?.status
        places = Dictionary(zip(snapshot.site.radios.map(\.index), 0...)) { first, _ in first }
        let severities = snapshot.severities
        alarms = snapshot.alarms.alarms.sorted { left, right in
            let (one, other) = (
                severities.seriousness(of: left.key.code), severities.seriousness(of: right.key.code)
            )
            return one != other ? one > other : left.firstRaised > right.firstRaised
        }
    }

    var site: SiteSnapshot { snapshot.site }
    var time: Timestamp { snapshot.time }

    /// Whether the site is simulated.
    var isSimulated: Bool { site.configuration?.isSimulated ?? snapshot.agent.feed.hasPrefix("simulation") }

    /// The radio with an index.
    func radio(_ index: UInt32?) -> Radio? { index.flatMap { places[$0] }.map { site.radios[$0] } }

    /// How serious a fault is to the operator.
    func seriousness(_ code: FaultCode) -> Seriousness { snapshot.severities.seriousness(of: code) }
}
