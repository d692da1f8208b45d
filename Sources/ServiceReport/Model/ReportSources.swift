public import AlarmForwarding
public import Exposition
public import History
public import Journal
public import LogForwarding
public import LogRelay
public import PacketCapture
public import SNMPAgent
public import Snapshot
public import TLSKit

/// What a report reads. Whoever makes it gives the three stores and what the services say of themselves.
public struct ReportSources: Sendable {
    /// What is.
    public var snapshot: @Sendable () -> Snapshot
    /// What happened; `nil` leaves the logs out.
    public var journal: Journal?
    /// What was measured; `nil` leaves the graphs out.
    public var history: History?
    /// The settings as they are shown, secrets masked.
    public var settings: @Sendable () -> String = { "" }
    /// The SNMP engine and its receivers of notifications; `nil` when there is none.
    public var snmp: @Sendable () -> SNMPStatus? = { nil }
    /// The log servers.
    public var logServers: @Sendable () -> [LogServerStatus] = { [] }
    /// The reception of logs; `nil` when there is none.
    public var logRelay: @Sendable () -> LogRelayStatus? = { nil }
    /// The alarm servers.
    public var alarmServers: @Sendable () -> [AlarmServerStatus] = { [] }
    /// Remote write.
    public var remoteWrite: @Sendable () -> [RemoteWriteStatus] = { [] }
    /// WebDAV PCAP; `nil` when there is none.
    public var webdav: @Sendable () -> WebDAVStatus? = { nil }
    /// Captures that are read now.
    public var captures: @Sendable () -> [CaptureReaderStatus] = { [] }
    /// The certificates; `nil` when there are none.
    public var certificates: CertificateStore?
    /// The folder in which captures are kept, with the traces before crashes; empty for none.
    public var captureFolder = ""

    /// Makes sources of a snapshot alone.
    public init(
        snapshot: @escaping @Sendable () -> Snapshot, journal: Journal? = nil, history: History? = nil
    ) {
        self.snapshot = snapshot
        self.journal = journal
        self.history = history
    }
}
