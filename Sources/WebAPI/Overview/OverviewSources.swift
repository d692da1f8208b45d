public import AlarmForwarding
public import LogForwarding
public import TLSKit

/// What the overview shows beside the snapshot. The runtime says where it is from.
public struct OverviewSources: Sendable {
    /// The log servers.
    public var logServers: @Sendable () -> [LogServerStatus] = { [] }
    /// The alarm servers.
    public var alarmServers: @Sendable () -> [AlarmServerStatus] = { [] }
    /// The certificates of others that are trusted, and the device's own, the latter first.
    public var certificates: @Sendable () -> (device: [Certificate], trusted: [Certificate]) = { ([], []) }
    /// Why files of a capture are not taken by the WebDAV server; empty while all is well or none is set.
    public var webdavProblem: @Sendable () -> String = { "" }

    /// Makes sources of nothing.
    public init() {}
}
